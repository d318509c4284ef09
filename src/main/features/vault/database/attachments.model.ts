import type { KdbxBinary, KdbxEntry, Uuid } from '../kdbx/kdbx.model';
import { told } from './entries.model';
import { type Action, type Done, type Refused, refuse } from './operations.model';
import { same } from './three-way.model';
import type { Workspace } from './workspace.model';

/** What is done to the attachments of entries. Each change makes a version of the entry. */
export class VaultAttachments {
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /**
   * Adds a file. Content that the database holds already is not held twice.
   * @param content in the clear; taken over, not copied
   */
  add(uuid: Uuid, name: string, content: Uint8Array): Done {
    const entry = this.#workspace.tree.entry(uuid);
    if (!entry) return refuse('unknown-entry');
    if (name === '' || entry.attachments.has(name)) return refuse('duplicate-name');
    const binary = this.#known(content) ?? { isProtected: true, content };
    return this.#revise('add-attachment', entry, [...entry.attachments, [name, binary]]);
  }

  rename(uuid: Uuid, name: string, to: string): Done {
    const entry = this.#workspace.tree.entry(uuid);
    if (!entry) return refuse('unknown-entry');
    if (!entry.attachments.has(name)) return refuse('unknown-attachment');
    if (to === '' || (to !== name && entry.attachments.has(to))) return refuse('duplicate-name');
    return this.#revise(
      'rename-attachment',
      entry,
      [...entry.attachments].map(([key, binary]) => [key === name ? to : key, binary]),
    );
  }

  remove(uuid: Uuid, name: string): Done {
    const entry = this.#workspace.tree.entry(uuid);
    if (!entry) return refuse('unknown-entry');
    if (!entry.attachments.has(name)) return refuse('unknown-attachment');
    return this.#revise(
      'remove-attachment',
      entry,
      [...entry.attachments].filter(([key]) => key !== name),
    );
  }

  /** The content of an attachment: a copy in the clear, which whoever asked overwrites. `version` as in the history. */
  read(
    uuid: Uuid,
    name: string,
    version?: number,
  ): { readonly ok: true; readonly content: Uint8Array } | Refused {
    const entry = this.#workspace.tree.entry(uuid);
    if (!entry) return refuse('unknown-entry');
    const read = version === undefined ? entry : entry.history[version];
    if (!read) return refuse('unknown-version');
    const binary = read.attachments.get(name);
    return binary ? { ok: true, content: binary.content.slice() } : refuse('unknown-attachment');
  }

  #revise(action: Action, entry: KdbxEntry, attachments: Iterable<readonly [string, KdbxBinary]>): Done {
    const changed = new Map(attachments);
    return this.#workspace.perform(told(action, [entry]), () => {
      if (same([...changed.keys()], [...entry.attachments.keys()])) return;
      this.#workspace.reviseEntry(entry, { attachments: changed });
    });
  }

  #known(content: Uint8Array): KdbxBinary | undefined {
    for (const entry of this.#workspace.tree.entries()) {
      for (const { attachments } of [entry, ...entry.history]) {
        for (const binary of attachments.values()) {
          if (binary.content.length === content.length && same(binary.content, content)) return binary;
        }
      }
    }
    return undefined;
  }
}
