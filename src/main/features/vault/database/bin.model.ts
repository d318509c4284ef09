import type { KdbxEntry, KdbxGroup, Uuid } from '../kdbx/kdbx.model';
import { told } from './entries.model';
import { toldGroup } from './groups.model';
import { newBin } from './making.model';
import { type Done, refuse } from './operations.model';
import type { Workspace } from './workspace.model';

/** Removing and bringing back, by way of the recycle bin where the database has it switched on. */
export class VaultBin {
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** The recycle bin; undefined while there is none. */
  get group(): KdbxGroup | undefined {
    return this.#workspace.binGroup;
  }

  /** Whether an entry or a group stands in the recycle bin, or is it. */
  contains(uuid: Uuid): boolean {
    return this.#workspace.isInBin(uuid);
  }

  /** Moves entries to the recycle bin, which is made where there is none; those that stand in it go for good. */
  removeEntries(uuids: readonly Uuid[]): Done {
    const entries = this.#entries(uuids);
    if (!entries) return refuse('unknown-entry');
    const goForGood = !this.#isUsed || entries.every(({ uuid }) => this.contains(uuid));
    return this.#workspace.perform(told(goForGood ? 'delete' : 'bin', entries), () => {
      for (const { uuid } of entries) {
        if (!this.#isUsed || this.contains(uuid)) this.#workspace.deleteEntry(uuid);
        else this.#workspace.moveEntry(uuid, this.#made());
      }
    });
  }

  /** Moves a group with all in it to the recycle bin; one that stands in it goes for good, the bin itself too. */
  removeGroup(uuid: Uuid): Done {
    const { tree } = this.#workspace;
    const group = tree.group(uuid);
    if (!group) return refuse('unknown-group');
    if (group === tree.root) return refuse('root-group');
    const bin = this.group;
    // A bin cannot move into itself, and neither can what it stands in.
    const goForGood = !this.#isUsed || this.contains(uuid);
    if (bin && !goForGood && tree.isWithin(bin.uuid, uuid)) return refuse('not-allowed');
    return this.#workspace.perform(toldGroup(goForGood ? 'delete-group' : 'bin-group', group), () => {
      if (goForGood) this.#workspace.deleteGroup(uuid);
      else this.#workspace.moveGroup(uuid, this.#made());
      if (group === bin)
        this.#workspace.setMeta({
          recycleBin: undefined,
          recycleBinChanged: this.#workspace.now(),
        } as object);
    });
  }

  /** Brings entries back to where they were, or to the root where that is gone or unknown. */
  restoreEntries(uuids: readonly Uuid[]): Done {
    const entries = this.#entries(uuids);
    if (!entries) return refuse('unknown-entry');
    if (!entries.every(({ uuid }) => this.contains(uuid))) return refuse('not-allowed');
    return this.#workspace.perform(told('restore', entries), () => {
      for (const entry of entries) this.#workspace.moveEntry(entry.uuid, this.#home(entry));
    });
  }

  /** Brings a group back to where it was, or to the root where that is gone or unknown. */
  restoreGroup(uuid: Uuid): Done {
    const group = this.#workspace.tree.group(uuid);
    if (!group) return refuse('unknown-group');
    if (!this.contains(uuid) || group === this.group) return refuse('not-allowed');
    return this.#workspace.perform(toldGroup('restore-group', group), () =>
      this.#workspace.moveGroup(uuid, this.#home(group)),
    );
  }

  /** Takes away for good all that stands in the recycle bin. */
  empty(): Done {
    const bin = this.group;
    if (!bin) return refuse('not-allowed');
    return this.#workspace.perform({ ...toldGroup('empty-bin', bin), count: bin.entries.length }, () =>
      this.#workspace.clearGroup(bin.uuid),
    );
  }

  get #isUsed(): boolean {
    return this.#workspace.kdbx.meta.recycleBinEnabled;
  }

  #entries(uuids: readonly Uuid[]): KdbxEntry[] | undefined {
    const entries = [...new Set(uuids)].map((uuid) => this.#workspace.tree.entry(uuid));
    return entries.every((entry) => entry !== undefined) ? entries : undefined;
  }

  /** Where something in the bin came from, if that is still there and not itself in the bin. */
  #home({ previousParent }: Pick<KdbxEntry, 'previousParent'>): Uuid {
    const { tree } = this.#workspace;
    const isThere = previousParent && tree.group(previousParent) && !this.contains(previousParent);
    return isThere ? previousParent : tree.root.uuid;
  }

  #made(): Uuid {
    const bin = this.group;
    if (bin) return bin.uuid;
    const { ports, tree } = this.#workspace;
    const now = this.#workspace.now();
    const parts = newBin(ports.newUuid(), ports.binName, now);
    this.#workspace.addGroup(parts, tree.root.uuid);
    this.#workspace.setMeta({ recycleBin: parts.uuid, recycleBinChanged: now });
    return parts.uuid;
  }
}
