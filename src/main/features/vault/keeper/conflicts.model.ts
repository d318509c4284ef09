import { z } from 'zod';
import { instantSchema, uuidSchema } from '../../../../shared/features/vault/vault.model';
import { CONFLICT_SIDES, type Conflict } from '../../../../shared/features/vault/vault-content.contract';
import type { MergeReport } from '../database/merge-report.model';
import type { VaultDatabase } from '../database/vault-database.model';
import type { Instant, Uuid } from '../kdbx/kdbx.model';

/** Item of the database's custom data in which open conflicts stand, so that they wait on every machine. */
const CONFLICTS_KEY = 'Quadrat/Conflicts';

const keptSchema = z.object({
  entry: uuidSchema,
  at: instantSchema,
  fields: z.array(z.string()).max(1_000),
  kept: z.enum(CONFLICT_SIDES),
  oursModified: instantSchema,
  theirsModified: instantSchema,
});
type Kept = z.output<typeof keptSchema>;
const listSchema = z.array(keptSchema).max(10_000);

/** The conflicts of merges that the person has not settled. They live in the database itself. */
export class Conflicts {
  readonly #database: VaultDatabase;

  constructor(database: VaultDatabase) {
    this.#database = database;
  }

  get count(): number {
    return this.#read().length;
  }

  /** Notes what a merge met. A newer conflict of an entry takes the place of the older; both stand in its history. */
  note(report: MergeReport, at: Instant): void {
    if (report.conflicts.length === 0) return;
    const news = report.conflicts.map(({ entry, fields, kept, oursModified, theirsModified }) => ({
      ...{ entry, at, fields: [...fields], kept, oursModified, theirsModified },
    }));
    const isNew = new Set(news.map(({ entry }) => entry));
    this.#write([...news, ...this.#read().filter(({ entry }) => !isNew.has(entry))]);
  }

  /** The conflicts, newest first, with the place of the other version in the entry's history now. */
  list(): Conflict[] {
    return this.#read().flatMap((kept) => {
      const entry = this.#database.entry(kept.entry);
      if (!entry) return [];
      const otherModified = kept.kept === 'ours' ? kept.theirsModified : kept.oursModified;
      const other = entry.history.findLastIndex(({ times }) => times.modified === otherModified);
      const title = entry.fields.get('Title');
      return [{ ...kept, title: typeof title === 'string' ? title : '', ...(other >= 0 && { other }) }];
    });
  }

  settle(entry: Uuid): void {
    this.#write(this.#read().filter((kept) => kept.entry !== entry));
  }

  #read(): Kept[] {
    const item = this.#database.kdbx.meta.customData.find(({ key }) => key === CONFLICTS_KEY);
    if (!item) return [];
    try {
      // Written by whoever holds the key, this client or another: what is none of ours is no conflict.
      return listSchema.parse(JSON.parse(item.value));
    } catch {
      return [];
    }
  }

  #write(conflicts: readonly Kept[]): void {
    const value = conflicts.length > 0 ? JSON.stringify(conflicts) : undefined;
    this.#database.setCustomData(CONFLICTS_KEY, value);
  }
}
