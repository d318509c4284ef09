import { NetworkService } from '../../../../../src/main/features/network/network.service';
import type { BlockedReason, NetworkStatus } from '../../../../../src/shared/features/network/network.model';
import { FakeClock } from '../../../../fakes/fake-clock';

function network(...answers: (BlockedReason | undefined)[]) {
  const clock = new FakeClock();
  const told: NetworkStatus[] = [];
  let asked = 0;
  let opened = 0;
  const probe = { probe: async () => answers[Math.min(asked++, answers.length - 1)] };
  const service = new NetworkService(
    { probe, clock },
    {
      changed: (status) => void told.push(status),
      opened: () => {
        opened += 1;
      },
    },
  );
  return { service, clock, told, asked: () => asked, opened: () => opened };
}

test('is blocked before the first check, and sends nothing by itself', () => {
  const { service, asked } = network(undefined);
  expect(service.status).toMatchObject({ state: 'blocked', reason: 'not-checked-yet' });
  expect(asked()).toBe(0);
});

test('opens when the city answers, and says so once', async () => {
  const { service, told, opened, clock } = network(undefined);
  await service.check();
  expect(told.map(({ state }) => state)).toEqual(['checking', 'open']);
  await clock.pass(60_000);
  expect(told).toHaveLength(2);
  expect(opened()).toBe(1);
});

test('keeps trying, quickly at first, and names the failing leg all the while', async () => {
  const { service, clock, told, asked } = network('gateway-silent');
  await service.check();
  expect(service.status).toMatchObject({ state: 'blocked', reason: 'gateway-silent', nextTryInSeconds: 1 });
  await clock.pass(1_000);
  expect(service.status.nextTryInSeconds).toBe(2);
  await clock.pass(2_000 + 5_000 + 10_000 + 10_000);
  expect(asked()).toBe(6);
  expect(service.status.nextTryInSeconds).toBe(10);
  expect(told.slice(1).every(({ reason }) => reason === 'gateway-silent')).toBe(true);
});

test('says since when: the moment of the turn, not of the last try', async () => {
  const { service, clock } = network('gateway-silent', 'gateway-silent', undefined);
  await service.check();
  const blockedSince = service.status.since;
  await clock.pass(1_000);
  expect(service.status.since).toBe(blockedSince);
  await clock.pass(2_000);
  expect(service.status.state).toBe('open');
  expect(service.status.since).not.toBe(blockedSince);
});

test('callers during a check share it', async () => {
  const { service, asked } = network(undefined);
  await Promise.all([service.check(), service.check(), service.check()]);
  expect(asked()).toBe(1);
});

test('notices at the next look that an open network is gone, and opens again later', async () => {
  const { service, clock, opened } = network(undefined, 'city-silent', undefined);
  await service.check();
  await clock.pass(15_000);
  expect(service.status).toMatchObject({ state: 'blocked', reason: 'city-silent' });
  await clock.pass(1_000);
  expect(service.status.state).toBe('open');
  expect(opened()).toBe(2);
});

test('stops for good', async () => {
  const { service, clock, asked } = network('own-network');
  await service.check();
  service.stop();
  await clock.pass(60_000);
  expect(asked()).toBe(1);
});
