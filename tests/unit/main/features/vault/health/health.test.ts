import { beforeAll, describe, expect, test } from '@jest/globals';
import type { HealthQuestion } from '../../../../../../src/main/features/vault/health/health.model';
import type { HealthPorts } from '../../../../../../src/main/features/vault/health/health.ports';
import { HealthInspector } from '../../../../../../src/main/features/vault/health/health.service';
import {
  createPasswordHash,
  nodeSliceClock,
} from '../../../../../../src/main/features/vault/health/node-health.adapter';
import type { KdbxEntry } from '../../../../../../src/main/features/vault/kdbx/kdbx.model';
import { createStrengthMeter } from '../../../../../../src/main/features/vault/strength/strength-meter.service';
import { FINDINGS, healthSchema } from '../../../../../../src/shared/features/vault/vault-content.contract';
import { DAY, database, entry, group, NOW, type Sketch, WatchedSecret } from './entries';

const meter = createStrengthMeter({ cityWords: ['Mannheim', 'Neckarstadt'] });
beforeAll(() => meter.prepare(), 60_000);

const QUESTION: HealthQuestion = { now: NOW, oldAfterDays: 365, expiresSoonDays: 14, totpSites: [] };
const STRONG = 'kQ8!vD3zLm2#';

const portsWith = (changes: Partial<HealthPorts> = {}): HealthPorts => ({
  meter,
  passwordHash: createPasswordHash(),
  clock: nodeSliceClock,
  ...changes,
});
const inspect = (entries: KdbxEntry[], question: Partial<HealthQuestion> = {}, ports = portsWith()) =>
  new HealthInspector(ports).inspect(database(group(entries)), { ...QUESTION, ...question });
const findings = async (sketch: Sketch, question: Partial<HealthQuestion> = {}) =>
  (await inspect([entry({ password: STRONG, ...sketch })], question)).entries[0]?.findings ?? [];

describe('one entry', () => {
  test.each<[string, Sketch, Partial<HealthQuestion>, string[]]>([
    ['in order', { userName: 'amira', url: 'https://x.test' }, {}, []],
    ['weak', { password: 'dragon7' }, {}, ['weak']],
    ['weak, not to be checked', { password: 'dragon7', qualityCheck: false }, {}, []],
    ['city', { password: 'Mannheim2026!' }, {}, ['weak', 'city-pattern']],
    ['season', { password: 'Sommer2026' }, {}, ['weak', 'city-pattern']],
    ['year', { password: '20252026' }, {}, ['weak', 'city-pattern']],
    ['user name', { password: 'Yildiz-Amira-1990', userName: 'amira.yildiz' }, {}, ['weak', 'city-pattern']],
    ['title', { password: 'zeiterfassung!', title: 'Zeiterfassung' }, {}, ['weak', 'city-pattern']],
    ['domain', { password: 'Kantinenplan7', url: 'https://kantinenplan.test' }, {}, ['weak', 'city-pattern']],
    ['city, not to be checked', { password: 'Mannheim2026!', qualityCheck: false }, {}, []],
    ['old', { times: { modified: NOW - 366 * DAY } }, {}, ['old']],
    ['not yet old', { times: { modified: NOW - 365 * DAY } }, {}, []],
    ['old, never asked', { times: { modified: NOW - 9999 * DAY } }, { oldAfterDays: 0 }, []],
    ['expired', { times: { expires: true, expiry: NOW } }, {}, ['expired']],
    ['expires soon', { times: { expires: true, expiry: NOW + 14 * DAY } }, {}, ['expires-soon']],
    ['expires later', { times: { expires: true, expiry: NOW + 15 * DAY } }, {}, []],
    ['an expiry that is off', { times: { expires: false, expiry: NOW - DAY } }, {}, []],
    ['empty', { password: '', userName: 'amira' }, {}, ['empty-password']],
    ['a note', { password: '', title: 'Notiz' }, {}, []],
    [
      'empty and long unchanged',
      { password: '', userName: 'a', times: { modified: 0 } },
      {},
      ['empty-password'],
    ],
    ['plain http', { url: 'http://x.test' }, {}, ['http-address']],
    ['reference', { password: '{REF:P@I:0123}', times: { modified: 0 } }, {}, []],
    [
      "the city's app",
      { url: 'https://portal.quadrat.test' },
      { totpSites: ['quadrat.test'] },
      ['totp-missing'],
    ],
    ["the city's host", { url: 'https://intranet' }, { totpSites: ['intranet'] }, ['totp-missing']],
    [
      "the city's app with codes",
      { url: 'https://portal.quadrat.test', fields: { otp: 'JBSWY3DPEHPK3PXP' } },
      { totpSites: ['quadrat.test'] },
      [],
    ],
    ['another site', { url: 'https://quadrat.test.evil.test' }, { totpSites: ['quadrat.test'] }, []],
  ])('%s', async (_, sketch, question, expected) => {
    expect(await findings(sketch, question)).toEqual(expected);
  });
});

describe('all together', () => {
  test('entries with the same password share a group', async () => {
    const report = await inspect([
      entry({ password: STRONG }),
      entry({ password: 'xM4$tB9&wR1+' }),
      entry({ password: `${STRONG}x` }),
      entry({ password: STRONG, qualityCheck: false }),
      entry({ password: 'xM4$tB9&wR1+' }),
      entry({ password: '' }),
      entry({ password: '' }),
      entry({ password: '{REF:P@I:01}' }),
      entry({ password: '{REF:P@I:01}' }),
    ]);
    expect(report.entries.map(({ findings: found, reuseGroup }) => [found, reuseGroup])).toEqual([
      [['reused'], 1],
      [['reused'], 2],
      [['reused'], 1],
      [['reused'], 2],
    ]);
  });

  test('codes are missed where another entry of the same domain has them', async () => {
    const report = await inspect([
      entry({
        title: 'mit',
        password: STRONG,
        url: 'https://konto.bank.test',
        fields: { otp: 'JBSWY3DPEHPK3PXP' },
      }),
      entry({ title: 'ohne', password: `${STRONG}1`, url: 'https://www.bank.test' }),
      entry({ title: 'andere', password: `${STRONG}2`, url: 'https://bank.example' }),
      entry({ title: 'Notiz', url: 'https://bank.test' }),
    ]);
    expect(report.entries.map(({ title, findings: found }) => [title, found])).toEqual([
      ['ohne', ['totp-missing']],
      ['Notiz', ['empty-password']],
    ]);
  });

  test('counts, score and shape', async () => {
    const report = await inspect([
      entry({ password: 'Mannheim2026!', url: 'http://x.test' }),
      entry({ password: STRONG, url: 'http://x.test' }),
      entry({ password: `${STRONG}1` }),
      entry({ password: `${STRONG}2` }),
    ]);
    expect(report.inspected).toBe(4);
    expect(report.counts).toEqual({
      ...Object.fromEntries(FINDINGS.map((finding) => [finding, 0])),
      weak: 1,
      'city-pattern': 1,
      'http-address': 2,
    });
    // One lost, one half: 2.5 of 4.
    expect(report.score).toBe(62);
    const { score: _, ...health } = report;
    expect(healthSchema.parse(health)).toEqual(health);
  });

  test('nothing to inspect is in order, and one finding among many is seen in the score', async () => {
    expect(await inspect([])).toMatchObject({ inspected: 0, score: 100, entries: [] });
    const many = Array.from({ length: 1000 }, (_, place) => entry({ password: `${STRONG}${place}` }));
    many[7]?.times && Object.assign(many[7].times, { expires: true, expiry: NOW });
    expect((await inspect(many)).score).toBe(99);
  });

  test('the bin is left out', async () => {
    const bin = group([entry({ password: 'a' }), entry({ password: STRONG })]);
    const report = await new HealthInspector(portsWith()).inspect(
      database(group([entry({ password: STRONG })]), bin),
      QUESTION,
    );
    expect(report).toMatchObject({ inspected: 1, entries: [] });
  });
});

test('every password that was deciphered is overwritten, and none was a text', async () => {
  const secrets = ['Mannheim1', STRONG, STRONG].map((password) => new WatchedSecret(password));
  await inspect(
    secrets.map((secret) => {
      const one = entry({ history: [entry({ password: 'x' })] });
      one.fields.set('Password', secret);
      return one;
    }),
  );
  expect(secrets.map(({ texts }) => texts)).toEqual([0, 0, 0]);
  for (const { handedOut } of secrets) {
    expect(handedOut.length).toBeGreaterThan(0);
    expect(handedOut.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
  }
});

test('what did not change is not rated again; what changed is, and nothing after forgetting', async () => {
  let rated = 0;
  const counting: typeof meter = {
    ...meter,
    rate(secret, context) {
      rated += 1;
      return meter.rate(secret, context);
    },
  };
  const inspector = new HealthInspector(portsWith({ meter: counting }));
  const tree = database(group(['a1', 'b2', 'c3'].map((password) => entry({ password }))));
  const first = await inspector.inspect(tree, QUESTION);
  expect(rated).toBe(3);
  expect(await inspector.inspect(tree, QUESTION)).toEqual(first);
  expect(rated).toBe(3);
  tree.root.entries[0]?.fields.set('Password', new WatchedSecret('d4'));
  tree.root.entries[1]?.fields.set('Title', 'b2');
  await inspector.inspect(tree, QUESTION);
  expect(rated).toBe(5);
  inspector.forget();
  await inspector.inspect(tree, QUESTION);
  expect(rated).toBe(8);
});

test('the hash tells parts apart, and another process has another one', () => {
  const [one, other] = [createPasswordHash(), createPasswordHash()];
  const utf8 = (text: string) => new TextEncoder().encode(text);
  expect(one.of(utf8('a'), utf8('bc'))).toBe(one.of(utf8('a'), utf8('bc')));
  expect(one.of(utf8('a'), utf8('bc'))).not.toBe(one.of(utf8('ab'), utf8('c')));
  expect(one.of(utf8('a'))).not.toBe(other.of(utf8('a')));
});

test('given up, it ends at once with the reason', async () => {
  const giveUp = new AbortController();
  let breaths = 0;
  const clock = {
    elapsed: () => performance.now(),
    breathe: async () => {
      if (++breaths === 2) giveUp.abort(new Error('locked'));
      await nodeSliceClock.breathe();
    },
  };
  const many = Array.from({ length: 2000 }, (_, place) => entry({ password: `${STRONG}-${place}` }));
  await expect(inspect(many, { signal: giveUp.signal }, portsWith({ clock }))).rejects.toThrow('locked');
  expect(breaths).toBe(2);
});

test('2,000 entries hardly ever keep anything else waiting for 50 ms, and the second time is quick', async () => {
  const many = Array.from({ length: 2000 }, (_, place) =>
    entry({
      title: `Konto ${place}`,
      userName: `person${place % 300}`,
      url: `https://app${place % 500}.stadt${place % 40}.test`,
      // As in a grown vault: most generated, some typed.
      password:
        place % 4 === 0
          ? `Sommer${place % 900}!`
          : `${((place * 2_654_435_761) % 2 ** 32).toString(36)}Kq!x${place}`,
    }),
  );
  const slices: number[] = [];
  let began = performance.now();
  const clock = {
    elapsed: () => performance.now(),
    breathe: async () => {
      slices.push(performance.now() - began);
      await nodeSliceClock.breathe();
      began = performance.now();
    },
  };
  const inspector = new HealthInspector(portsWith({ clock }));
  const tree = database(group(many));
  const started = performance.now();
  const first = await inspector.inspect(tree, QUESTION);
  const firstMs = performance.now() - started;
  const firstSlices = slices.splice(0).sort((a, b) => a - b);
  began = performance.now();
  const again = performance.now();
  expect(await inspector.inspect(tree, QUESTION)).toEqual(first);
  const secondMs = performance.now() - again;
  const at = (share: number) => firstSlices[Math.floor((firstSlices.length - 1) * share)] ?? Number.NaN;
  console.info(
    `2,000 entries: first ${Math.round(firstMs)} ms in ${firstSlices.length} slices (median ${at(0.5).toFixed(0)}, 99 % ${at(0.99).toFixed(0)}, longest ${at(1).toFixed(0)} ms), second ${Math.round(secondMs)} ms`,
  );
  expect(first.inspected).toBe(2000);
  expect(at(0.9)).toBeLessThan(50);
  expect(secondMs).toBeLessThan(firstMs / 3);
}, 180_000);
