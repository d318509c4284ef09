import type { KdbxEntry } from '../kdbx/kdbx.model';
import { cleanTags, FAVOURITE_TAG, shownTags } from './favourite.model';
import type { Action, Done } from './operations.model';
import type { Workspace } from './workspace.model';

/** The tags of all entries. Groups' own tags are kept as they are. */
export class VaultTags {
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Every tag with how many entries carry it, those in the bin and the favourite's left out; in no order. */
  counts(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const entry of this.#workspace.tree.entries()) {
      if (entry.tags.length === 0 || this.#workspace.isInBin(entry.uuid)) continue;
      for (const tag of shownTags(entry)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    }
    return counts;
  }

  /** Calls a tag differently in every entry that has it; one that has both has one afterwards. */
  rename(tag: string, to: string): Done {
    return this.#change('rename-tag', tag, (tags) => tags.flatMap((one) => (one === tag ? [to] : [one])));
  }

  /** Takes a tag off every entry that has it. */
  remove(tag: string): Done {
    return this.#change('remove-tag', tag, (tags) => tags.filter((one) => one !== tag));
  }

  #change(action: Action, tag: string, changed: (tags: readonly string[]) => string[]): Done {
    const has = ({ tags }: KdbxEntry) => tag !== FAVOURITE_TAG && tags.includes(tag);
    const entries = [...this.#workspace.tree.entries()].filter(has);
    return this.#workspace.perform({ action, title: tag, count: entries.length }, () => {
      for (const entry of entries) {
        const tags = cleanTags(changed(entry.tags));
        if (tags.join(';') !== entry.tags.join(';')) this.#workspace.reviseEntry(entry, { tags });
      }
    });
  }
}
