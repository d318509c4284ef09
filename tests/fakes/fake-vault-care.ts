import type { VaultContract } from '../../src/shared/features/vault/vault.contract';
import type {
  Health,
  ImportPreview,
  ImportReport,
} from '../../src/shared/features/vault/vault-content.contract';
import type { Client, Handlers } from '../../src/shared/ipc/contract';
import type { FakeVault, VaultCall } from './fake-vault';
import { FAKE_NOW } from './fake-vault-entries';

type Answers = Partial<Handlers<VaultContract>>;

/**
 * A vault that answers some calls as told, and the others as `fake` does. Calls are noted and copied as `fake` does:
 * whoever called may overwrite what they gave.
 */
export function answering(fake: FakeVault, answers: Answers): Client<VaultContract> {
  const own = answers as Readonly<Record<string, ((input: unknown) => unknown) | undefined>>;
  return new Proxy(fake.client, {
    get: (client, name) => {
      const answer = own[String(name)];
      if (!answer) return client[name as keyof typeof client];
      return async (given: unknown) => {
        const input = structuredClone(given);
        fake.calls.push({ name: name as VaultCall, input });
        await fake.before(name as VaultCall, input);
        return answer(input);
      };
    },
  });
}

const id = (number: number) => number.toString(16).padStart(32, '0');

/** What the health report finds in a clerk's vault. */
export const SAMPLE_HEALTH: Health = {
  inspected: 48,
  counts: {
    weak: 2,
    reused: 3,
    old: 1,
    expired: 0,
    'expires-soon': 1,
    'city-pattern': 1,
    'totp-missing': 1,
    'empty-password': 0,
    'http-address': 0,
  },
  entries: [
    { id: id(1), title: 'Bürgerportal', userName: 'amira.yilmaz', findings: ['reused'], reuseGroup: 2 },
    { id: id(2), title: 'Drucker 3. OG', userName: 'admin', findings: ['weak', 'city-pattern'] },
    { id: id(3), title: 'Meldewesen', userName: 'yilmaz', findings: ['reused', 'weak'], reuseGroup: 1 },
    { id: id(4), title: 'Standesamt', userName: 'yilmaz', findings: ['reused', 'old'], reuseGroup: 1 },
    { id: id(5), title: 'Fortbildung', userName: '', findings: ['totp-missing', 'expires-soon'] },
    { id: id(6), title: 'E-Akte', userName: 'ay', findings: ['reused'], reuseGroup: 2 },
  ],
};

/** A table of a browser as main reads it. */
export const SAMPLE_TABLE: Extract<ImportPreview, { ok: true }> = {
  ok: true,
  format: 'csv-chrome',
  entries: 57,
  groups: 1,
  columns: [
    { name: 'name', sample: ['Bürgerportal', 'Fahrplanauskunft'], target: 'title' },
    {
      name: 'url',
      sample: ['https://buergerportal.stadt.example/anmelden?weiter=uebersicht'],
      target: 'url',
    },
    { name: 'username', sample: ['amira.yilmaz'], target: 'userName' },
    { name: 'password', sample: ['••••••••'], target: 'password' },
    { name: 'note', sample: [], target: 'notes' },
    { name: 'Kostenstelle', sample: ['4711'], target: { field: 'Kostenstelle', isProtected: false } },
  ],
  warnings: ['guessed-encoding'],
};

/** What an import could not take. */
export const SAMPLE_REPORT: ImportReport = {
  entries: 55,
  groups: 1,
  attachments: 0,
  notTaken: [
    { where: '12, Fahrplanauskunft', what: 'totp', reason: 'bad-totp' },
    { where: '31, Alte Zeiterfassung', what: 'password', reason: 'skipped-as-known' },
    { where: '40, Wetter', what: 'note', reason: 'of-a-later-version' },
  ],
  notTakenTotal: 1204,
};

/** So many lines of a record, the newest first. */
export function sampleRecord(total: number, offset: number, limit: number) {
  const actions = ['unlock', 'copy', 'change', 'reveal', 'lock', 'fill'] as const;
  const details = { unlock: 'quick', copy: 'Password', change: 'edit', reveal: 'PIN', lock: 'idle' } as const;
  const count = Math.max(0, Math.min(limit, total - offset));
  return Array.from({ length: count }, (_, index) => {
    const place = offset + index;
    const action = actions[place % actions.length] ?? 'unlock';
    const isOfEntry = !['unlock', 'lock'].includes(action);
    return {
      at: FAKE_NOW - place * 734_000,
      action,
      ...(action in details && { detail: details[action as keyof typeof details] }),
      ...(isOfEntry && { entry: id(1) }),
      ...(isOfEntry && place % 5 !== 0 && { title: 'Bürgerportal' }),
    };
  });
}
