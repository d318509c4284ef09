import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSettingsFeature } from '../../../../../src/main/features/settings/settings.feature';
import type { CityRules, SomeSettings } from '../../../../../src/main/features/settings/settings.ports';
import { SettingsService } from '../../../../../src/main/features/settings/settings.service';
import type { Settings } from '../../../../../src/shared/features/settings/settings.contract';
import { FakeLog } from '../../../../fakes/fake-log';

function settings(begin: { chosen?: SomeSettings; rules?: Partial<CityRules>; locale?: string } = {}) {
  let kept = begin.chosen ?? {};
  let rules: CityRules = { languages: ['de', 'en'], locked: {}, ...begin.rules };
  const told: Settings[] = [];
  const service = new SettingsService(
    {
      chosen: {
        read: () => kept,
        write: async (value) => {
          kept = value;
        },
      },
      rules: () => rules,
      systemLocale: () => begin.locale ?? 'de-DE',
    },
    (now) => told.push(now),
  );
  return {
    service,
    told,
    kept: () => kept,
    profile: (next: Partial<CityRules>) => {
      rules = { ...rules, ...next };
      service.rulesChanged();
    },
  };
}

test.each([
  ['de-DE', ['de', 'en'], 'de'],
  ['en-GB', ['de', 'en'], 'en'],
  ['EN', ['de', 'en'], 'en'],
  ['fr-FR', ['de', 'en'], 'de'],
  ['fr-FR', ['en', 'de'], 'de'],
  ['en-US', ['de'], 'de'],
  ['fr-FR', ['en'], 'en'],
  ['', ['de', 'en'], 'de'],
] as const)(
  'on a machine that speaks "%s", with %j on offer, the first language is %s',
  (locale, languages, first) => {
    const { service } = settings({ locale, rules: { languages } });
    expect(service.settings).toEqual({ language: first, theme: 'system', textSize: 'normal', devices: {} });
  },
);

test('keeps what was chosen, and only that', async () => {
  const { service, kept, told } = settings();
  const answer = await service.change({ theme: 'dark', devices: { camera: 'c1' } });
  expect(answer).toEqual({ language: 'de', theme: 'dark', textSize: 'normal', devices: { camera: 'c1' } });
  expect(kept()).toEqual({ theme: 'dark', devices: { camera: 'c1' } });
  expect(told).toEqual([answer]);
  await service.change({ textSize: 'large', theme: undefined });
  expect(kept()).toEqual({ theme: 'dark', textSize: 'large', devices: { camera: 'c1' } });
});

test('tells nothing where nothing has changed', async () => {
  const { service, told } = settings();
  await service.change({ theme: 'system' });
  await service.change({});
  expect(told).toEqual([]);
});

test('what the city has locked counts, whatever was chosen, and cannot be changed', async () => {
  const { service, kept, told } = settings({
    chosen: { theme: 'light' },
    rules: { locked: { theme: 'dark' } },
  });
  expect(service.settings.theme).toBe('dark');
  expect((await service.change({ theme: 'high-contrast', textSize: 'large' })).theme).toBe('dark');
  expect(kept()).toEqual({ theme: 'light', textSize: 'large' });
  expect(told).toMatchObject([{ theme: 'dark', textSize: 'large' }]);
});

test('a newer profile locks and frees at once', () => {
  const { profile, told } = settings({ chosen: { theme: 'light' } });
  profile({ locked: { theme: 'high-contrast' } });
  profile({ locked: { theme: 'high-contrast' } });
  profile({ locked: {} });
  expect(told.map(({ theme }) => theme)).toEqual(['high-contrast', 'light']);
});

test('does not take a language the city does not offer', async () => {
  const { service, kept } = settings({ rules: { languages: ['de'] } });
  expect((await service.change({ language: 'en' })).language).toBe('de');
  expect(kept()).toEqual({});
});

describe('on the disk', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quadrat-settings-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  function open(log = new FakeLog()) {
    return createSettingsFeature({
      folder,
      log,
      rules: () => ({ languages: ['de', 'en'], locked: {} }),
      systemLocale: () => 'de',
      versions: { quadrat: '1', electron: '2', chromium: '3' },
      changed: () => {},
    });
  }

  test('settings are there in the next run', async () => {
    await (await open()).handlers.change({ language: 'en', textSize: 'largest' });
    const next = await open();
    expect(await next.handlers.read(undefined)).toMatchObject({ language: 'en', textSize: 'largest' });
    expect(next.current()).toEqual(await next.handlers.read(undefined));
  });

  test('a damaged file means the first settings, and is said', async () => {
    await (await open()).handlers.change({ language: 'en' });
    const path = join(folder, 'settings');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"en"', '"de"'));
    const log = new FakeLog();
    expect((await open(log)).current().language).toBe('de');
    expect(log.notes).toEqual([
      { code: 'STA-100', details: { file: 'settings', cause: 'damaged', took: 'fallback' } },
    ]);
  });

  test('tells its versions', async () => {
    expect(await (await open()).handlers.versions(undefined)).toEqual({
      quadrat: '1',
      electron: '2',
      chromium: '3',
    });
  });
});
