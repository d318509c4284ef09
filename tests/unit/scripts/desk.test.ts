import { existsSync } from 'node:fs';
import { openDesk } from '../../../scripts/desk.mjs';
import { run } from '../../../scripts/run.mjs';

const onLinux = process.platform === 'linux' ? test : test.skip;

/** Stores and reads a secret as the client does, in a process at the desk; gives what came of it. */
async function keepSecret(env: NodeJS.ProcessEnv): Promise<string> {
  const script = `const keytar = require('keytar');
    keytar.setPassword('service', 'account', 'geheim')
      .then(() => keytar.getPassword('service', 'account'))
      .then(console.log, (error) => console.log('refused:', error.message));`;
  return (await run(process.execPath, ['-e', script], { env, limitMs: 15_000 })).output.trim();
}

onLinux('a desk with a keyring keeps secrets; nothing of it stays', async () => {
  const desk = await openDesk({ keyring: true });
  const home = desk.env['HOME'] ?? '';
  try {
    expect(desk.env['DISPLAY']).toMatch(/^:\d+$/);
    expect(existsSync(home)).toBe(true);
    expect(await keepSecret(desk.env)).toBe('geheim');
  } finally {
    await desk.stop();
  }
  expect(existsSync(home)).toBe(false);
  const bus = await run('dbus-send', ['--session', '--dest=org.freedesktop.DBus', '/', 'a.b'], {
    env: desk.env,
  });
  expect(bus.code).not.toBe(0);
});

onLinux('a desk without a keyring has none, and none is started by itself', async () => {
  const desk = await openDesk({ keyring: false });
  try {
    expect(await keepSecret(desk.env)).toMatch(/^refused:/);
  } finally {
    await desk.stop();
  }
});
