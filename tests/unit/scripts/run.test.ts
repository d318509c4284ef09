import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { run } from '../../../scripts/run.mjs';

const node = (script: string) => ['-e', script];

test('gives code, output and whole lines', async () => {
  const lines: string[] = [];
  const script = `process.stdout.write('one\\ntw'); setTimeout(() => { console.log('o'); process.exitCode = 3; }, 50)`;
  const result = await run(process.execPath, node(script), { onLine: (line: string) => lines.push(line) });
  expect(result).toEqual({ code: 3, timedOut: false, output: 'one\ntwo\n' });
  expect(lines).toEqual(['one', 'two']);
});

test('a program that is missing fails without rejecting', async () => {
  const { code } = await run('no-such-program-anywhere', []);
  expect(code).not.toBe(0);
});

test('at its limit a program is ended together with what it started', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quadrat-run-'));
  const pulse = join(folder, 'pulse');
  const heart = `setInterval(() => require('fs').appendFileSync(${JSON.stringify(pulse)}, '.'), 20)`;
  const script = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(heart)}]);
    setInterval(() => {}, 1000)`;
  try {
    const { code, timedOut } = await run(process.execPath, node(script), { limitMs: 1500 });
    expect({ code, timedOut }).toEqual({ code: -1, timedOut: true });
    const beats = readFileSync(pulse, 'utf8').length;
    expect(beats).toBeGreaterThan(0);
    await pause(300);
    expect(readFileSync(pulse, 'utf8')).toHaveLength(beats);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a program that ends is not waited for because something it left behind holds the output', async () => {
  const script = `require('child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 8000)'],
    { detached: true, stdio: 'inherit' }).unref()`;
  const startedAt = Date.now();
  expect((await run(process.execPath, node(script))).code).toBe(0);
  expect(Date.now() - startedAt).toBeLessThan(6000);
});
