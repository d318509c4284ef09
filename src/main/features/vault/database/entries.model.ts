import type { Instant, KdbxEntry, Uuid } from '../kdbx/kdbx.model';
import { changeOf } from './entry-change.model';
import { duplicateOf, newEntry } from './making.model';
import {
  type Action,
  DONE,
  type Done,
  type EntryChange,
  type Made,
  type Refused,
  refuse,
  type Undoable,
} from './operations.model';
import { asVersion } from './versions.model';
import type { Workspace } from './workspace.model';

/** What is done to entries and their histories. Lists of entries are changed all or none, as one thing to undo. */
export class VaultEntries {
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** A new entry at the end of a group. */
  add(group: Uuid, change: EntryChange): Made {
    if (!this.#workspace.tree.group(group)) return refuse('unknown-group');
    const uuid = this.#workspace.ports.newUuid();
    const empty = newEntry(uuid, this.#workspace.now());
    const changed = changeOf(empty, change, this.#rules);
    if (!changed.ok) return changed;
    const entry = { ...empty, ...changed.parts };
    this.#workspace.perform(told('add', [entry]), () => this.#workspace.addEntry(entry, group));
    return { ok: true, uuid };
  }

  /** Changes an entry. Only what really becomes different makes a version; where nothing does, nothing happens. */
  edit(uuid: Uuid, change: EntryChange): Done {
    const entry = this.#workspace.tree.entry(uuid);
    if (!entry) return refuse('unknown-entry');
    const changed = changeOf(entry, change, this.#rules);
    if (!changed.ok) return changed;
    const { parts } = changed;
    if (!parts) return DONE;
    return this.#workspace.perform(told('edit', [entry]), () => this.#workspace.reviseEntry(entry, parts));
  }

  /** A second entry beside the first, without its history. `title` is what it is called; absent: the same. */
  duplicate(uuid: Uuid, title?: string): Made {
    const { tree, ports } = this.#workspace;
    const entry = tree.entry(uuid);
    const place = tree.place(uuid);
    if (!entry || !place) return refuse('unknown-entry');
    const copy = duplicateOf(entry, ports.newUuid(), this.#workspace.now());
    const fields = new Map(copy.fields);
    if (title !== undefined) fields.set('Title', title);
    this.#workspace.perform(told('duplicate', [entry]), () =>
      this.#workspace.addEntry({ ...copy, fields }, place.parent, place.index + 1),
    );
    return { ok: true, uuid: copy.uuid };
  }

  /** Moves entries into a group: to its end, or from the place `index` on. */
  move(uuids: readonly Uuid[], group: Uuid, index?: number): Done {
    const entries = this.#all(uuids);
    if ('reason' in entries) return entries;
    if (!this.#workspace.tree.group(group)) return refuse('unknown-group');
    return this.#workspace.perform(told('move', entries), () => {
      entries.forEach(({ uuid }, nth) => {
        this.#workspace.moveEntry(uuid, group, index === undefined ? undefined : index + nth);
      });
    });
  }

  /** Marks entries as favourites, or takes the mark off. */
  setFavourite(uuids: readonly Uuid[], favourite: boolean): Done {
    const entries = this.#all(uuids);
    if ('reason' in entries) return entries;
    return this.#workspace.perform(told('favourite', entries), () => {
      for (const entry of entries) {
        const changed = changeOf(entry, { favourite }, this.#rules);
        if (changed.ok && changed.parts) this.#workspace.reviseEntry(entry, changed.parts);
      }
    });
  }

  /** Makes an earlier version current again; the one until now goes into the history. 0 is the oldest. */
  restoreVersion(uuid: Uuid, index: number): Done {
    const entry = this.#workspace.tree.entry(uuid);
    if (!entry) return refuse('unknown-entry');
    const version = entry.history[index];
    if (!version) return refuse('unknown-version');
    return this.#workspace.perform(told('restore-version', [entry]), () =>
      this.#workspace.reviseEntry(entry, restored(entry, version)),
    );
  }

  /** Takes an earlier version away for good. 0 is the oldest. */
  deleteVersion(uuid: Uuid, index: number): Done {
    const entry = this.#workspace.tree.entry(uuid);
    if (!entry) return refuse('unknown-entry');
    const version = entry.history[index];
    if (!version) return refuse('unknown-version');
    const history = entry.history.filter((one) => one !== version);
    return this.#workspace.perform(told('delete-version', [entry]), () =>
      this.#workspace.replaceEntry({ ...entry, history }),
    );
  }

  /** Records that an entry was used: shown as recently used, written with the next save, never a version. */
  recordUse(uuid: Uuid): Done {
    const entry = this.#workspace.tree.entry(uuid);
    if (!entry) return refuse('unknown-entry');
    const { times } = entry;
    const accessed: Instant = Math.max(this.#workspace.now(), times.accessed);
    this.#workspace.touchEntry({
      ...entry,
      times: { ...times, accessed, usageCount: times.usageCount + 1 },
    });
    return DONE;
  }

  #all(uuids: readonly Uuid[]): KdbxEntry[] | Refused {
    const entries: KdbxEntry[] = [];
    for (const uuid of new Set(uuids)) {
      const entry = this.#workspace.tree.entry(uuid);
      if (!entry) return refuse('unknown-entry');
      entries.push(entry);
    }
    return entries;
  }

  get #rules() {
    return { protect: this.#workspace.ports.protect, protectedByDefault: this.#workspace.kdbx.meta.protect };
  }
}

/** What an earlier version makes of an entry: everything it held, but where the entry stands and its use. */
function restored(entry: KdbxEntry, version: KdbxEntry): Partial<KdbxEntry> {
  const { uuid: _, previousParent: __, history: ___, ...parts } = asVersion(version);
  const { expiry, expires } = version.times;
  return {
    customIcon: undefined,
    ...parts,
    times: { ...entry.times, expiry, expires },
  } as Partial<KdbxEntry>;
}

/** What was done to entries, told by the first one's title. */
export function told(action: Action, entries: readonly KdbxEntry[]): Undoable {
  return { action, title: titleOf(entries[0]), count: entries.length };
}

/** Title of an entry; empty where the file protects titles, for it must not stand about in the clear. */
export function titleOf(entry: KdbxEntry | undefined): string {
  const title = entry?.fields.get('Title');
  return typeof title === 'string' ? title : '';
}
