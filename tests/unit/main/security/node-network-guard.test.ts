import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const GUARD = pathToFileURL(resolve('src/main/security/node-network-guard.ts')).href;

// Runs in a process of its own: the guard is for ever. The targets are on loopback and would answer.
const ATTEMPTS = `
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guardNodeNetwork } from ${JSON.stringify(GUARD)};
const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
const pipe = createServer((socket) => socket.end('pipe')).listen(join(tmpdir(), 'guard-' + process.pid + '.sock'));
await Promise.all([server, pipe].map((one) => new Promise((done) => one.once('listening', done))));
const { port } = server.address();
const held = [];
guardNodeNetwork({ note: (code, details) => held.push(code + ' ' + details.means) });
const net = await import('node:net'), tls = await import('node:tls'), http = await import('node:http');
const dgram = await import('node:dgram'), dns = await import('node:dns'), dnsp = await import('node:dns/promises');
const attempts = {
  'net.connect': () => net.connect(port, '127.0.0.1'),
  'net.connect options': () => net.connect({ port, host: '127.0.0.1' }),
  'new Socket': () => new net.Socket().connect(port, '127.0.0.1'),
  'tls.connect': () => tls.connect(port, '127.0.0.1'),
  'http.get': () => new Promise((done, fail) => http.get({ port, host: '127.0.0.1' }, done).on('error', fail)),
  'fetch': () => fetch('http://127.0.0.1:' + port),
  'udp send': () => dgram.createSocket('udp4').send('x', port, '127.0.0.1'),
  'udp bind': () => dgram.createSocket('udp4').bind(0),
  'dns.lookup': () => dns.lookup('localhost', () => {}),
  'dns.resolve4': () => dnsp.resolve4('localhost'),
  'Resolver': () => new dns.Resolver().resolve4('localhost', () => {}),
};
const result = {};
for (const [name, attempt] of Object.entries(attempts)) {
  try { await attempt(); result[name] = 'went out'; } catch (error) { result[name] = error.name; }
}
result.pipe = await new Promise((done) => net.connect(pipe.address()).on('data', (data) => done(String(data))));
console.log(JSON.stringify({ result, held: held.length }));
process.exit();
`;

test('holds every way out of Node, and leaves local pipes', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    '--input-type=module',
    '-e',
    ATTEMPTS,
  ]);
  const { result, held } = JSON.parse(stdout) as { result: Record<string, string>; held: number };
  const { pipe, ...ways } = result;
  expect(pipe).toBe('pipe');
  expect(Object.keys(ways)).toHaveLength(11);
  expect([...new Set(Object.values(ways))]).toEqual(['TrafficHeld']);
  expect(held).toBe(11);
});
