import { CityProfileService } from '../../../../../src/main/features/profile/city-profile.service';
import { ProfileRefresh } from '../../../../../src/main/features/profile/profile-refresh.service';
import { FakeClock } from '../../../../fakes/fake-clock';
import { FakeLog } from '../../../../fakes/fake-log';
import { FakeProfileCity, profileOf, signed } from '../../../../fakes/fake-profile-city';

const HOUR = 3_600_000;

async function start(random = 0) {
  const fake = new FakeProfileCity();
  fake.managedDocument = signed(profileOf());
  fake.publishedDocument = signed(profileOf());
  const clock = new FakeClock();
  const service = new CityProfileService({ ...fake, clock }, new FakeLog());
  await service.choose();
  const refresh = new ProfileRefresh(service, { published: fake.published, clock, random: () => random });
  return { fake, clock, service, refresh };
}

test('asks nothing before the network opens, then at once and where the profile says', async () => {
  const { fake, clock, refresh, service } = await start();
  fake.publishedDocument = signed(profileOf({ version: 2 }));
  await clock.pass(10 * HOUR);
  expect(fake.asked).toEqual([]);
  refresh.networkOpened();
  await clock.pass(0);
  expect(fake.asked).toEqual(['https://apps.quadrat.test:1/profile.jws']);
  expect(service.profile?.version).toBe(2);
});

test.each([
  [0, 6],
  [0.999_999, 6.6],
])('asks again after six hours and a bit (random %d)', async (random, hours) => {
  const { fake, clock, refresh } = await start(random);
  refresh.networkOpened();
  await clock.pass(hours * HOUR - 1_000);
  expect(fake.asked).toHaveLength(1);
  await clock.pass(2_000);
  expect(fake.asked).toHaveLength(2);
});

test('a network that comes and goes does not make it ask more often', async () => {
  const { fake, clock, refresh } = await start();
  for (let time = 0; time < 5; time += 1) {
    refresh.networkOpened();
    await clock.pass(HOUR);
  }
  expect(fake.asked).toHaveLength(1);
});

test('after a failure it asks when the network opens again, and after a quarter of an hour in any case', async () => {
  const { fake, clock, refresh } = await start();
  fake.publishedDocument = undefined;
  refresh.networkOpened();
  await clock.pass(60_000);
  refresh.networkOpened();
  await clock.pass(0);
  expect(fake.asked).toHaveLength(2);
  await clock.pass(HOUR / 4);
  expect(fake.asked).toHaveLength(3);
});

test('asks a newer address once a newer profile names it', async () => {
  const { fake, clock, refresh } = await start();
  fake.publishedDocument = signed(profileOf({ version: 2, profileUrl: 'https://neu.quadrat.test/p' }));
  refresh.networkOpened();
  await clock.pass(6 * HOUR);
  expect(fake.asked[1]).toBe('https://neu.quadrat.test/p');
});

test('stops, also while an answer is awaited', async () => {
  const { fake, clock, refresh, service } = await start();
  fake.publishedDocument = signed(profileOf({ version: 2 }));
  refresh.networkOpened();
  refresh.stop();
  await clock.pass(24 * HOUR);
  expect(service.profile?.version).toBe(1);
  expect(fake.asked).toHaveLength(1);
});
