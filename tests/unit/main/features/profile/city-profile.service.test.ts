import { CityProfileService } from '../../../../../src/main/features/profile/city-profile.service';
import type { CityProfile } from '../../../../../src/shared/features/profile/city-profile.model';
import { PROFILE_REFUSALS } from '../../../../../src/shared/features/profile/city-profile.model';
import {
  type ProfileState,
  profileStateSchema,
} from '../../../../../src/shared/features/profile/profile.contract';
import { FakeClock } from '../../../../fakes/fake-clock';
import { FakeLog } from '../../../../fakes/fake-log';
import { FakeProfileCity, profileOf, refusedFor, signed } from '../../../../fakes/fake-profile-city';

const city = (changes: Partial<CityProfile> = {}) => signed(profileOf(changes));
const PAST = '2026-01-01T00:00:00Z';

async function start(fake: FakeProfileCity) {
  const log = new FakeLog();
  const service = new CityProfileService({ ...fake, clock: new FakeClock() }, log);
  const told: ProfileState[] = [];
  service.watch((state) => told.push(state));
  await service.choose();
  return {
    service,
    told,
    log,
    inForce: () => service.profile && { version: service.profile.version, source: service.state?.source },
    refused: () => service.refused.map(({ source, reason }) => `${source}: ${reason}`),
  };
}

function fakeCity(documents: Partial<Pick<FakeProfileCity, 'managedDocument' | 'builtInDocument' | 'kept'>>) {
  return Object.assign(new FakeProfileCity(), documents);
}

test('without any document no city is set up, and nothing was refused', async () => {
  const { service, inForce } = await start(fakeCity({}));
  expect(inForce()).toBeUndefined();
  expect(service.state).toBeUndefined();
  expect(service.refused).toEqual([]);
});

test('tells the window what it may know, and no address', async () => {
  const locked = { theme: 'dark', language: 'de' } as const;
  const policy = { rememberSignIn: true, externalHosts: ['example.org'], locked };
  const { service } = await start(fakeCity({ managedDocument: city({ policy }) }));
  expect(profileStateSchema.parse(service.state)).toEqual({
    id: 'demo-stadt',
    name: 'Demo-Stadt',
    version: 1,
    notAfter: '2027-01-01T00:00:00Z',
    source: 'managed',
    languages: ['de', 'en'],
    helpDesk: { name: 'IT-Helpdesk', phone: 'Durchwahl 4711' },
    crisisContacts: [],
    lockedSettings: ['language', 'theme'],
    needsRestart: false,
    refused: [],
  });
});

describe('at the start', () => {
  test('the managed one comes first, even where the built-in one is newer', async () => {
    const fake = fakeCity({ managedDocument: city({ version: 3 }), builtInDocument: city({ version: 5 }) });
    expect((await start(fake)).inForce()).toEqual({ version: 3, source: 'managed' });
  });

  test('of the one taken last and the built-in one, the newer counts', async () => {
    const kept = { ...city({ version: 4 }), source: 'fetched' as const };
    const older = await start(fakeCity({ kept, builtInDocument: city({ version: 3 }) }));
    expect(older.inForce()).toEqual({ version: 4, source: 'fetched' });
    // That a packed document has been overtaken is no news.
    expect(older.refused()).toEqual([]);
    const newer = await start(fakeCity({ kept, builtInDocument: city({ version: 5 }) }));
    expect(newer.inForce()).toEqual({ version: 5, source: 'built-in' });
  });

  test('what was taken is remembered with its signature, and counts when it is found nowhere else', async () => {
    const fake = fakeCity({ managedDocument: city({ version: 2 }) });
    await start(fake);
    expect(fake.kept).toEqual({ document: city({ version: 2 }).document, source: 'managed' });
    fake.managedDocument = undefined;
    expect((await start(fake)).inForce()).toEqual({ version: 2, source: 'managed' });
  });

  test('nothing older than what was taken last is taken, wherever it lies', async () => {
    const kept = { ...city({ version: 6 }), source: 'fetched' as const };
    const fake = fakeCity({ kept, managedDocument: city({ version: 5 }) });
    const { inForce, refused, log } = await start(fake);
    expect(inForce()).toEqual({ version: 6, source: 'fetched' });
    expect(refused()).toEqual(['managed: older-version']);
    expect(log.notes).toEqual([{ code: 'PRO-100', details: { source: 'managed', reason: 'older-version' } }]);
  });

  test('among documents of the same version the managed one counts', async () => {
    const kept = { ...city({ version: 2 }), source: 'fetched' as const };
    const managedDocument = city({ version: 2, name: 'Amt' });
    const { service } = await start(fakeCity({ kept, managedDocument }));
    expect(service.profile?.name).toBe('Amt');
  });

  test.each(PROFILE_REFUSALS.filter((reason) => reason !== 'unprotected' && reason !== 'unreadable'))(
    'a managed one that is refused (%s) leaves the last good one in force, and is listed',
    async (reason) => {
      const bad = {
        expired: city({ version: 9, notAfter: PAST }),
        malformed: signed({ ...profileOf(), gateways: [] }),
        'older-version': city({ version: 1 }),
        'other-city': refusedFor('other-city'),
        'bad-signature': refusedFor('bad-signature'),
        'unknown-key': refusedFor('unknown-key'),
      }[reason];
      const kept = { ...city({ version: 2 }), source: 'fetched' as const };
      const { inForce, refused } = await start(fakeCity({ kept, managedDocument: bad }));
      expect(inForce()).toEqual({ version: 2, source: 'fetched' });
      expect(refused()).toEqual([`managed: ${reason}`]);
    },
  );

  test.each(['unreadable', 'unprotected'] as const)('a file that is %s is listed', async (reason) => {
    const fake = fakeCity({ managedDocument: { ok: false, reason }, builtInDocument: city() });
    const { inForce, refused } = await start(fake);
    expect(inForce()).toEqual({ version: 1, source: 'built-in' });
    expect(refused()).toEqual([`managed: ${reason}`]);
  });

  test('where all are refused no city is set up, and the reasons are there', async () => {
    const fake = fakeCity({
      managedDocument: city({ notAfter: PAST }),
      builtInDocument: refusedFor('bad-signature'),
    });
    const { inForce, refused } = await start(fake);
    expect(inForce()).toBeUndefined();
    expect(refused()).toEqual(['built-in: bad-signature', 'managed: expired']);
  });

  test('the one taken last stays in force beyond its end, and that is listed', async () => {
    const kept = { ...city({ version: 2, notAfter: PAST }), source: 'fetched' as const };
    const { inForce, refused } = await start(fakeCity({ kept }));
    expect(inForce()).toEqual({ version: 2, source: 'fetched' });
    expect(refused()).toEqual(['fetched: expired']);
  });

  test('what was taken last does not count once its signature is broken', async () => {
    const kept = { document: 'refused:bad-signature', source: 'fetched' as const };
    const { inForce, refused } = await start(fakeCity({ kept, builtInDocument: city() }));
    expect(inForce()).toEqual({ version: 1, source: 'built-in' });
    expect(refused()).toEqual(['fetched: bad-signature']);
  });

  test('a client packed with other keys forgets what an earlier one took, quietly', async () => {
    const kept = { document: 'refused:unknown-key', source: 'managed' as const };
    const { inForce, refused } = await start(fakeCity({ kept, managedDocument: city() }));
    expect(inForce()).toEqual({ version: 1, source: 'managed' });
    expect(refused()).toEqual([]);
  });

  test('the IT may move a machine to another city; a packed document may not', async () => {
    const kept = { ...city({ version: 7 }), source: 'fetched' as const };
    const other = city({ id: 'other-city', version: 1 });
    expect((await start(fakeCity({ kept, managedDocument: other }))).service.profile?.id).toBe('other-city');
    const packed = await start(fakeCity({ kept, builtInDocument: other }));
    expect(packed.service.profile?.id).toBe('demo-stadt');
    expect(packed.refused()).toEqual(['built-in: other-city']);
  });
});

describe('while the client runs', () => {
  const running = () => start(fakeCity({ managedDocument: city({ version: 3 }) }));

  test('a newer published one takes its place at once, is told, and is remembered', async () => {
    const fake = fakeCity({ managedDocument: city({ version: 3 }) });
    const { service, inForce, told } = await start(fake);
    await service.offer(city({ version: 4, name: 'Neu' }));
    expect(inForce()).toEqual({ version: 4, source: 'fetched' });
    expect(told).toMatchObject([{ version: 4, name: 'Neu', needsRestart: false }]);
    expect((await start(fake)).inForce()).toEqual({ version: 4, source: 'fetched' });
  });

  test('the same version again is no news', async () => {
    const { service, inForce, told } = await running();
    await service.offer(city({ version: 3, name: 'Anders' }));
    expect(inForce()).toEqual({ version: 3, source: 'managed' });
    expect(told).toEqual([]);
  });

  test('says when its addresses count from the next start on', async () => {
    const { service, told } = await running();
    const gateways = [{ kind: 'http' as const, name: 'neu.quadrat.test', address: '127.0.0.2', port: 1 }];
    await service.offer(city({ version: 4, gateways }));
    await service.offer(city({ version: 5 }));
    expect(told.map(({ needsRestart }) => needsRestart)).toEqual([true, false]);
  });

  test.each([
    ['older-version', city({ version: 2 })],
    ['expired', city({ version: 4, notAfter: PAST })],
    ['other-city', city({ version: 4, id: 'other-city' })],
    ['malformed', signed({ version: 4 })],
    ['bad-signature', refusedFor('bad-signature')],
    ['unreadable', { ok: false as const, reason: 'unreadable' as const }],
  ])('a published one that is refused (%s) changes nothing, and is told', async (reason, found) => {
    const { service, inForce, told } = await running();
    await service.offer(found);
    expect(inForce()).toEqual({ version: 3, source: 'managed' });
    expect(told).toMatchObject([{ version: 3, refused: [{ source: 'fetched', reason }] }]);
  });

  test('lists each source and reason once, the newest first', async () => {
    const { service, refused } = await running();
    await service.offer(city({ version: 2 }));
    await service.offer(refusedFor('bad-signature'));
    await service.offer(city({ version: 1 }));
    expect(refused()).toEqual(['fetched: older-version', 'fetched: bad-signature']);
  });

  test('tells nobody who has stopped listening', async () => {
    const { service } = await running();
    const heard: unknown[] = [];
    service.watch((state) => heard.push(state))();
    await service.offer(city({ version: 4 }));
    expect(heard).toEqual([]);
  });
});
