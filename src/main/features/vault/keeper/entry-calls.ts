import type {
  Done,
  EntryDraft,
  VaultContentCalls,
} from '../../../../shared/features/vault/vault-content.contract';
import type { FieldValue, KdbxEntry, Uuid } from '../kdbx/kdbx.model';
import { isSecretText } from '../kdbx/secret-text';
import type { StrengthMeter } from '../strength/strength.model';
import { codeAt } from '../totp/totp-code.model';
import { hasTotp, readTotp } from '../totp/totp-fields.model';
import { changeOfDraft } from './entry-draft';
import { detailsOf, type EntryFindings, plain } from './entry-view.model';
import type { KeeperCalls } from './keeper.contract';
import type { Clock } from './keeper.ports';
import type { OpenVault } from './open-vault';
import { samePasswordAs } from './same-password';
import { type CurrentVault, refuse, withVault } from './with-vault';

type EntryCalls = Pick<
  KeeperCalls,
  | 'entry'
  | 'reveal'
  | 'takeForClipboard'
  | 'totp'
  | 'addEntry'
  | 'changeEntry'
  | 'duplicateEntry'
  | 'moveEntries'
  | 'removeEntries'
  | 'restoreEntries'
  | 'emptyBin'
  | 'setFavourite'
  | 'restoreVersion'
  | 'removeVersion'
>;

/** How the page names the one-time code where it asks for a field. */
const CODE = 'totp';

interface EntryPorts {
  readonly current: CurrentVault;
  readonly meter: StrengthMeter;
  readonly clock: Clock;
}

/** What is asked of single entries and done to them. */
export function entryCalls({ current, meter, clock }: EntryPorts): EntryCalls {
  const call = <I, O>(work: (vault: OpenVault, input: I) => O | Promise<O>) => withVault(current, work);

  async function findingsOf(vault: OpenVault, shown: KdbxEntry, isCurrent: boolean): Promise<EntryFindings> {
    const password = bytesOf(shown.fields.get('Password'));
    try {
      const context = ['Title', 'UserName', 'URL'].map((name) => plain(shown.fields.get(name)));
      return {
        ...(password.length > 0 && { strength: await meter.rate(password, context) }),
        reusedIn: isCurrent && password.length > 0 ? samePasswordAs(shown, vault.database) : [],
        ...(hasTotp(shown) && { totp: describeTotp(shown) }),
      };
    } finally {
      password.fill(0);
    }
  }

  /** A field's value or the code of the moment, in bytes of its own. */
  function fieldValueOf(vault: OpenVault, input: { id: Uuid; field: string; version?: number | undefined }) {
    const entry = versionOf(vault, input);
    if (!('fields' in entry)) return entry;
    if (input.field === CODE && !entry.fields.has(CODE)) {
      const code = codeOf(entry, clock.now());
      return code ? { ok: true as const, secret: new TextEncoder().encode(code.code) } : refuse('no-totp');
    }
    const value = entry.fields.get(input.field);
    return value === undefined ? refuse('unknown-field') : { ok: true as const, secret: bytesOf(value) };
  }

  function used(vault: OpenVault, entry: Uuid, action: 'reveal' | 'copy', field: string): void {
    vault.database.entries.recordUse(entry);
    void vault.audit.append({ action, entry, detail: field });
  }

  return {
    entry: call<Parameters<VaultContentCalls['entry']>[0], Awaited<ReturnType<VaultContentCalls['entry']>>>(
      async (vault, { id, version }) => {
        const entry = vault.database.entry(id);
        const shown = versionOf(vault, { id, version });
        if (!entry) return refuse('unknown-entry');
        if (!('fields' in shown)) return shown;
        const found = await findingsOf(vault, shown, version === undefined);
        return { ok: true, entry: detailsOf(entry, shown, found, vault.database) };
      },
    ),
    reveal: call((vault, input: Parameters<KeeperCalls['reveal']>[0]) => {
      const value = fieldValueOf(vault, input);
      if (value.ok) used(vault, input.id, 'reveal', input.field);
      return value;
    }),
    takeForClipboard: call((vault, input: Parameters<KeeperCalls['takeForClipboard']>[0]) => {
      const value = fieldValueOf(vault, input);
      if (value.ok) used(vault, input.id, 'copy', input.field);
      return value;
    }),
    totp: call((vault, { id }: { id: Uuid }) => {
      const entry = vault.database.entry(id);
      if (!entry) return refuse('unknown-entry');
      const code = codeOf(entry, clock.now());
      return code ? { ok: true as const, ...code } : refuse('no-totp');
    }),
    addEntry: call((vault, { group, draft }: { group: Uuid; draft: EntryDraft }) => {
      const read = changeOfDraft(draft, undefined);
      if (!read.ok) return read;
      const made = vault.database.entries.add(group, read.change);
      if (!made.ok) return made;
      vault.noteChange('add', made.uuid);
      return { ok: true as const, id: made.uuid };
    }),
    changeEntry: call((vault, { id, draft }: { id: Uuid; draft: EntryDraft }) => {
      const read = changeOfDraft(draft, vault.database.entry(id));
      return read.ok ? vault.noteDone('edit', [id], vault.database.entries.edit(id, read.change)) : read;
    }),
    duplicateEntry: call((vault, { id }: { id: Uuid }) => {
      const made = vault.database.entries.duplicate(id);
      if (!made.ok) return made;
      vault.noteChange('duplicate', made.uuid);
      return { ok: true as const, id: made.uuid };
    }),
    moveEntries: call(
      (vault, { ids, group }: { ids: Uuid[]; group: Uuid }): Done =>
        vault.noteDone('move', ids, vault.database.entries.move(ids, group)),
    ),
    removeEntries: call(
      (vault, { ids }: { ids: Uuid[] }): Done =>
        vault.noteDone('remove', ids, vault.database.bin.removeEntries(ids)),
    ),
    restoreEntries: call(
      (vault, { ids }: { ids: Uuid[] }): Done =>
        vault.noteDone('restore', ids, vault.database.bin.restoreEntries(ids)),
    ),
    emptyBin: call((vault): Done => vault.noteDone('empty-bin', [], vault.database.bin.empty())),
    setFavourite: call(
      (vault, { ids, on }: { ids: Uuid[]; on: boolean }): Done =>
        vault.database.entries.setFavourite(ids, on),
    ),
    restoreVersion: call(
      (vault, { id, version }: { id: Uuid; version: number }): Done =>
        vault.noteDone('restore-version', [id], vault.database.entries.restoreVersion(id, version)),
    ),
    removeVersion: call(
      (vault, { id, version }: { id: Uuid; version: number }): Done =>
        vault.noteDone('remove-version', [id], vault.database.entries.deleteVersion(id, version)),
    ),
  };
}

/** An entry, or the version of it that is meant. */
function versionOf(
  vault: OpenVault,
  { id, version }: { readonly id: Uuid; readonly version?: number | undefined },
) {
  const entry = vault.database.entry(id);
  if (!entry) return refuse('unknown-entry');
  return version === undefined ? entry : (entry.history[version] ?? refuse('unknown-version'));
}

/** What a field holds, in bytes that are the asker's to overwrite. */
export function bytesOf(value: FieldValue | undefined): Uint8Array {
  return isSecretText(value) ? value.bytes() : new TextEncoder().encode(value ?? '');
}

/** The one-time code of the moment; undefined where the entry has none that can be made. */
export function codeOf(entry: KdbxEntry, now: number) {
  const settings = readTotp(entry);
  if ('problem' in settings) return undefined;
  try {
    return codeAt(settings, now);
  } finally {
    settings.secret.fill(0);
  }
}

function describeTotp(entry: KdbxEntry): NonNullable<EntryFindings['totp']> {
  const settings = readTotp(entry);
  if ('problem' in settings) return settings;
  settings.secret.fill(0);
  const { period, digits, issuer } = settings;
  return { period, digits, ...(issuer && { issuer }) };
}
