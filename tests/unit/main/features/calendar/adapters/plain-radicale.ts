import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A real Radicale on a free port of 127.0.0.1 that believes `X-Remote-User`. */
export interface PlainRadicale {
  readonly origin: string;
  stop(): Promise<void>;
}

/** @throws where the command `radicale` is missing */
export async function startPlainRadicale(): Promise<PlainRadicale> {
  const folder = await mkdtemp(join(tmpdir(), 'radicale-'));
  const config = join(folder, 'config');
  const lines = [
    '[server]',
    'hosts = 127.0.0.1:0',
    '[auth]',
    'type = http_x_remote_user',
    '[rights]',
    'type = owner_only',
    '[storage]',
    `filesystem_folder = ${join(folder, 'collections')}`,
    '[logging]',
    'level = info',
    '',
  ];
  await writeFile(config, lines.join('\n'));
  const child = spawn('radicale', ['--config', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  const port = await new Promise<string>((resolve, reject) => {
    child.once('error', () => reject(new Error('radicale is not installed: apt-get install radicale')));
    child.once('exit', () => reject(new Error('radicale has ended')));
    createInterface({ input: child.stderr }).on('line', (line) => {
      const found = /Listening on '(?:\[)?127\.0\.0\.1(?:\])?:(\d+)'/.exec(line)?.[1];
      if (found) resolve(found);
    });
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
