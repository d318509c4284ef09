import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMedia } from '../../../../city/meetings/media';
import { closeOf, knock } from './door';
import { type MediaWatch, watchMedia } from './media-watch';
import { eventually, type MeetingCity, startMeetingCity, workerBinary } from './meeting-city';
import { TestPeer } from './test-peer';

let media: MediaWatch;
let city: MeetingCity;

beforeEach(async () => {
  media = watchMedia();
  city = await startMeetingCity({
    rooms: [{ id: 'jour-fixe', title: 'Jour fixe', botName: 'Jonas Weber (Demo)' }],
  });
});
afterEach(async () => {
  await city.stop();
  media.stop();
});

function killWorker(): void {
  const worker = media.workers.at(-1);
  if (!worker) throw new Error('no worker');
  process.kill(worker.pid, 'SIGKILL');
}

const isUp = ({ status }: { status: number }) => status === 200;

test('when the media worker is killed, people are told and can come back to the same port', async () => {
  const { sfuTcpPort } = city.meetings;
  const answer = await knock(city, await city.ticket('jour-fixe', 'token-amira'));
  if (answer.kind !== 'in') throw new Error('not in');
  const closed = closeOf(answer.socket);
  killWorker();
  expect(await closed).toEqual({ code: 4504, reason: 'media-restarting' });
  await eventually(() => city.http('GET', '/health'), isUp);
  expect(media.workers).toHaveLength(2);
  expect(await city.http('GET', '/health')).toMatchObject({ body: { routers: 0, webRtcTransports: 0 } });

  const peer = await TestPeer.open(city, 'jour-fixe', 'token-amira');
  const { iceCandidates } = await peer.transport('consumer');
  expect(iceCandidates.map(({ port }) => port)).toEqual([sfuTcpPort]);
  const { peers } = await peer.join();
  expect(peers).toMatchObject([{ displayName: 'Jonas Weber (Demo)' }]);
  await peer.next('newConsumer', 2);
  peer.throwFault();
  peer.close();
});

test('a worker that dies again and again is started again each time', async () => {
  for (let deaths = 1; deaths <= 3; deaths += 1) {
    killWorker();
    await eventually(
      () => media.workers.length,
      (count) => count === deaths + 1,
    );
    await eventually(() => city.http('GET', '/health'), isUp);
  }
  expect(city.log.filter((line) => line.includes('died'))).toHaveLength(3);
  expect(await knock(city, await city.ticket('jour-fixe', 'token-amira'))).toMatchObject({ kind: 'in' });
});

test('while the worker cannot be started, people are told so, and it is tried until it can', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'worker-'));
  const workerBin = join(folder, 'mediasoup-worker');
  await copyFile(await workerBinary(), workerBin);
  const away = await startMeetingCity({ workerBin });
  await rm(workerBin);
  killWorker();
  await eventually(
    () => away.http('GET', '/health'),
    ({ status, body }) => status === 503 && JSON.stringify(body) === '{"status":"media-restarting"}',
  );
  expect(await away.http('GET', '/rooms')).toMatchObject({ status: 200 });
  const refused = await knock(away, await away.ticket('jour-fixe', 'token-amira'));
  expect(refused).toEqual({ kind: 'closed', code: 4504, reason: 'media-restarting' });
  await eventually(
    () => away.log.filter((line) => line.includes('did not start')).length,
    (failures) => failures >= 2,
  );
  await copyFile(await workerBinary(), workerBin);
  await eventually(() => away.http('GET', '/health'), isUp);
  const welcome = await knock(away, await away.ticket('jour-fixe', 'token-amira'));
  expect(welcome).toMatchObject({ kind: 'in' });
  await away.stop();
});

test('stopping while the worker is being started again leaves none running', async () => {
  killWorker();
  await city.stop();
  await eventually(
    () => media.workers.every(({ subprocessClosed }) => subprocessClosed),
    (all) => all,
  );
});

test('stopping at the very moment the worker is there again leaves none running', async () => {
  const stopped = new Promise<void>((resolve) => {
    media.onNextWorker(() => resolve(city.stop()));
  });
  killWorker();
  await stopped;
  await eventually(
    () => media.workers.map(({ subprocessClosed }) => subprocessClosed),
    (closed) => closed.length === 2 && closed.every(Boolean),
  );
});

test('a missing worker or a taken port is said at the start', async () => {
  const options = { address: '127.0.0.1', tcpPort: 0, udp: false, log: () => {} };
  await expect(startMedia({ ...options, workerBin: '/nowhere/mediasoup-worker' })).rejects.toThrow();
  const workerBin = await workerBinary();
  await expect(startMedia({ ...options, workerBin, tcpPort: city.meetings.port })).rejects.toThrow();
});
