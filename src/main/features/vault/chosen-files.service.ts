import type { ChosenFile } from '../../../shared/features/vault/vault.model';
import type { ChosenPath } from './vault.ports';

/** Nobody chooses more files than this before using the first. */
const MOST = 100;

/** Files the person chose in this run. The page knows them by a name that means nothing; paths stay in main. */
export class ChosenFiles {
  readonly #chosen = new Map<string, ChosenPath>();
  readonly #newId: () => string;

  constructor(newId: () => string) {
    this.#newId = newId;
  }

  add(file: ChosenPath): ChosenFile {
    const id = this.#newId();
    this.#chosen.set(id, file);
    const [oldest] = this.#chosen.keys();
    if (this.#chosen.size > MOST && oldest !== undefined) this.#chosen.delete(oldest);
    return { id, name: file.name, folder: file.folder };
  }

  /** Undefined when it was not chosen in this run. */
  find(id: string): ChosenPath | undefined {
    return this.#chosen.get(id);
  }
}
