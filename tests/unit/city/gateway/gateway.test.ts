import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Gateway, startGateway } from '../../../../city/gateway/gateway';
import { openTunnel } from '../city-fetch';

let folder: string;
let echo: Server;
let echoPort: number;
let gateway: Gateway;
let sockets: Socket[];

beforeAll(async () => {
  echo = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  echoPort = (echo.address() as AddressInfo).port;
});

afterAll(() => new Promise((resolve) => echo.close(resolve)));

beforeEach(async () => {
  sockets = [];
  folder = mkdtempSync(join(tmpdir(), 'city-gateway-'));
  gateway = await startGateway({
    port: 0,
    belongsToCity: (target) =>
      target === `echo.quadrat.test:${echoPort}` || target === `127.0.0.1:${echoPort}`,
    logFile: join(folder, 'gateway.jsonl'),
  });
});

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await gateway.stop();
  rmSync(folder, { recursive: true });
});

async function tunnel(target: string, port = gateway.port) {
  const opened = await openTunnel(port, target);
  opened.socket.on('error', () => opened.socket.destroy());
  sockets.push(opened.socket);
  return opened;
}

async function echoed(socket: Socket, word: string): Promise<string> {
  const answer = new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
  socket.write(word);
  return answer;
}

test('opens tunnels to the city by names that exist nowhere else', async () => {
  const { status, socket } = await tunnel(`echo.quadrat.test:${echoPort}`);
  expect(status).toBe(200);
  expect(await echoed(socket, 'hallo')).toBe('hallo');
  expect((await tunnel(`127.0.0.1:${echoPort}`)).status).toBe(200);
});

test('refuses everything else with 403', async () => {
  for (const target of [
    `echo.quadrat.test:${echoPort + 1}`,
    `other.quadrat.test:${echoPort}`,
    `localhost:${echoPort}`,
    `[::1]:${echoPort}`,
    'example.org:443',
  ]) {
    expect([target, (await tunnel(target)).status]).toEqual([target, 403]);
  }
  const plain = await new Promise<number | undefined>((resolve, reject) => {
    const path = `http://echo.quadrat.test:${echoPort}/`;
    request({ host: '127.0.0.1', port: gateway.port, path, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(plain).toBe(403);
});

test('counts and logs where to, and nothing else', async () => {
  await tunnel(`Echo.Quadrat.Test:${echoPort}`);
  await tunnel(`echo.quadrat.test:${echoPort}`);
  await tunnel('example.org:443');
  expect(gateway.connections()).toEqual([
    { to: `echo.quadrat.test:${echoPort}`, count: 2, refused: false },
    { to: 'example.org:443', count: 1, refused: true },
  ]);
  await gateway.stop();
  const log = join(folder, 'gateway.jsonl');
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { at: expect.any(String), to: `echo.quadrat.test:${echoPort}` },
    { at: expect.any(String), to: `echo.quadrat.test:${echoPort}` },
    { at: expect.any(String), to: 'example.org:443', refused: true },
  ]);
  expect(statSync(log).mode & 0o777).toBe(0o600);
});

test('cuts every tunnel when it goes down and is back on the same port', async () => {
  const { socket } = await tunnel(`echo.quadrat.test:${echoPort}`);
  const cut = new Promise((resolve) => socket.once('close', resolve));
  await gateway.down();
  await cut;
  await expect(tunnel(`echo.quadrat.test:${echoPort}`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await gateway.down();
  await gateway.up();
  await gateway.up();
  const again = await tunnel(`echo.quadrat.test:${echoPort}`);
  expect(await echoed(again.socket, 'wieder da')).toBe('wieder da');
});

test('does not start on a port that is taken', async () => {
  const options = { belongsToCity: () => true, logFile: join(folder, 'second.jsonl') };
  await expect(startGateway({ ...options, port: gateway.port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});
