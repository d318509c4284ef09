import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { codeAt } from '../../../../../../src/main/features/vault/totp/totp-code.model';
import { readTotp } from '../../../../../../src/main/features/vault/totp/totp-fields.model';
import { parseTotpInput } from '../../../../../../src/main/features/vault/totp/totp-input.model';
import { entry } from '../health/entries';

/** The other side: what the real KeePassXC makes of the same fields at the same moment. */

const pasted = (text: string, steam = false): string => {
  const input = parseTotpInput(
    new TextEncoder().encode(text),
    { title: 'Bürgeramt & Co', userName: 'ä b' },
    steam,
  );
  if (!input.ok) throw new Error(input.reason);
  return new TextDecoder().decode(input.value);
};

const CASES: Record<string, Record<string, string>> = {
  plain: { otp: 'otpauth://totp/x:y?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&period=30&digits=6&issuer=x' },
  eight: { otp: 'otpauth://totp/x:y?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&period=45&digits=8&issuer=x' },
  sha256: {
    otp: 'otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&period=30&digits=8&algorithm=SHA256',
  },
  sha512: {
    otp: 'otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&period=30&digits=8&algorithm=SHA512',
  },
  steam: { otp: 'otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ&period=30&digits=5&encoder=steam' },
  eightyBits: { otp: 'otpauth://totp/x?secret=jbswy3dpehpk3pxp&period=30&digits=6' },
  lookAlikes: { otp: 'otpauth://totp/x?secret=0180BSWY3DPEHPK3&period=30&digits=6' },
  keeOtp: { otp: 'key=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&step=60&size=8' },
  keeTray: { 'TOTP Seed': 'GEZD GNBV GY3T QOJQ', 'TOTP Settings': '30;8' },
  keeTraySteam: { 'TOTP Seed': 'GEZDGNBVGY3TQOJQ', 'TOTP Settings': '30;S' },
  storedBare: { otp: pasted('jbsw y3dp ehpk 3pxp') },
  storedOdd: { otp: pasted('JBSWY3DPEHPK3PXPJ') },
  storedSteam: { otp: pasted('GEZDGNBVGY3TQOJQ', true) },
  storedSha256: {
    otp: pasted('otpauth://totp/Ä:b?secret=GEZDGNBVGY3TQOJQ&algorithm=SHA256&digits=7&period=20'),
  },
};

const PASSWORD = 'Herbstlaub am Neckar';
let folder: string;
let vault: string;

const cli = (args: string[], input: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = execFile(
      'keepassxc-cli',
      args,
      { env: { ...process.env, HOME: folder, LC_ALL: 'C.UTF-8' } },
      (error, out, problems) => (error ? reject(new Error(`${error.message}${problems}`)) : resolve(out)),
    );
    child.stdin?.end(input);
  });

const escapeXml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'totp-'));
  vault = join(folder, 'totp.kdbx');
  const strings = (fields: Record<string, string>) =>
    Object.entries(fields)
      .map(([key, value]) => `<String><Key>${key}</Key><Value>${escapeXml(value)}</Value></String>`)
      .join('');
  const entries = Object.entries(CASES).map(
    ([title, fields], index) =>
      `<Entry><UUID>${Buffer.alloc(16, index + 2).toString('base64')}</UUID>${strings({ Title: title, ...fields })}</Entry>`,
  );
  const root = Buffer.alloc(16, 1).toString('base64');
  const xml = `<?xml version="1.0" encoding="utf-8"?><KeePassFile><Meta/><Root><Group><UUID>${root}</UUID><Name>Root</Name>${entries.join('')}</Group></Root></KeePassFile>`;
  await writeFile(join(folder, 'totp.xml'), xml);
  await cli(
    ['import', '-q', '-p', '-t', '100', join(folder, 'totp.xml'), vault],
    `${PASSWORD}\n${PASSWORD}\n`,
  );
}, 30_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(Object.keys(CASES))('%s', async (title) => {
  const reading = readTotp(entry({ fields: CASES[title] ?? {} }));
  if ('problem' in reading) throw new Error(reading.problem);
  const before = codeAt(reading, Date.now()).code;
  const theirs = (await cli(['show', '-q', '--totp', vault, title], `${PASSWORD}\n`)).trim();
  const after = codeAt(reading, Date.now()).code;
  expect([before, after]).toContain(theirs);
});
