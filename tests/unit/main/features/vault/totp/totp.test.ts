import { describe, expect, test } from '@jest/globals';
import { decodeBase32, encodeBase32 } from '../../../../../../src/main/features/vault/totp/base32.model';
import type { TotpSettings } from '../../../../../../src/main/features/vault/totp/totp.model';
import { codeAt } from '../../../../../../src/main/features/vault/totp/totp-code.model';
import { hasTotp, readTotp } from '../../../../../../src/main/features/vault/totp/totp-fields.model';
import { parseTotpInput } from '../../../../../../src/main/features/vault/totp/totp-input.model';
import { entry, WatchedSecret } from '../health/entries';

const utf8 = (text: string) => new TextEncoder().encode(text);
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
/** RFC 6238, appendix B: the seeds of 20, 32 and 64 bytes. */
const seed = (bytes: number) => utf8('1234567890'.repeat(7).slice(0, bytes));
const SEED_BASE32 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

const read = (fields: Record<string, string>): TotpSettings => {
  const protectedFields = Object.entries(fields).map(
    ([name, value]) => [name, new WatchedSecret(value)] as const,
  );
  const reading = readTotp(entry({ fields: Object.fromEntries(protectedFields) }));
  if ('problem' in reading) throw new Error(reading.problem);
  return reading;
};
const problem = (fields: Record<string, string>) => {
  const reading = readTotp(entry({ fields }));
  return 'problem' in reading ? reading.problem : undefined;
};

describe('codes', () => {
  test.each([
    [59, '94287082', '46119246', '90693936'],
    [1111111109, '07081804', '68084774', '25091201'],
    [1111111111, '14050471', '67062674', '99943326'],
    [1234567890, '89005924', '91819424', '93441116'],
    [2000000000, '69279037', '90698825', '38618901'],
    [20000000000, '65353130', '77737706', '47863826'],
  ])('RFC 6238 appendix B at %d s', (seconds, sha1, sha256, sha512) => {
    const code = (algorithm: TotpSettings['algorithm'], bytes: number) =>
      codeAt({ secret: seed(bytes), algorithm, digits: 8, period: 30, encoder: 'digits' }, seconds * 1000)
        .code;
    expect([code('SHA1', 20), code('SHA256', 32), code('SHA512', 64)]).toEqual([sha1, sha256, sha512]);
  });

  test('of 6 to 10 digits are the same value, cut', () => {
    const of = (digits: number) =>
      codeAt({ secret: seed(20), algorithm: 'SHA1', digits, period: 30, encoder: 'digits' }, 59_000).code;
    // RFC 4226 appendix D: count 1 truncates to 1094287082.
    expect([6, 7, 8, 9, 10].map(of)).toEqual(['287082', '4287082', '94287082', '094287082', '1094287082']);
  });

  test('of Steam are five letters and digits', () => {
    const steam: TotpSettings = {
      secret: seed(20),
      algorithm: 'SHA1',
      digits: 5,
      period: 30,
      encoder: 'steam',
    };
    // 1094287082 in base 26, lowest place first, over Steam's alphabet.
    let value = 1094287082;
    let expected = '';
    for (let place = 0; place < 5; place += 1) {
      expected += '23456789BCDFGHJKMNPQRTVWXY'.charAt(value % 26);
      value = (value - (value % 26)) / 26;
    }
    expect(codeAt(steam, 59_000).code).toBe(expected);
  });

  test('change at the end of their period, and follow a clock that is set', () => {
    const settings = read({ otp: `otpauth://totp/a?secret=${SEED_BASE32}&period=30&digits=8` });
    const at = (milliseconds: number) => codeAt(settings, milliseconds);
    expect(at(30_000)).toEqual({ code: '94287082', secondsLeft: 30, period: 30 });
    expect(at(59_999)).toEqual({ code: '94287082', secondsLeft: 1, period: 30 });
    expect(at(60_000).code).not.toBe('94287082');
    expect(at(1111111109_000)).toMatchObject({ code: '07081804', secondsLeft: 1 });
    expect(at(59_000)).toEqual({ code: '94287082', secondsLeft: 1, period: 30 });
  });

  test('count in their own period', () => {
    const settings = { ...read({ otp: `otpauth://totp/a?secret=${SEED_BASE32}&digits=8` }), period: 60 };
    // The count 1 of RFC 6238's first vector, now from 60 s to 120 s.
    expect([60_000, 119_999].map((now) => codeAt(settings, now).code)).toEqual(['94287082', '94287082']);
    expect(codeAt(settings, 120_000).code).not.toBe('94287082');
  });

  test('leave the secret as it is', () => {
    const settings = read({ otp: SEED_BASE32 });
    const before = settings.secret.slice();
    codeAt(settings, 0);
    expect(settings.secret).toEqual(before);
  });
});

describe('fields', () => {
  const usual = { algorithm: 'SHA1', digits: 6, period: 30, encoder: 'digits', secret: seed(20) };

  test.each<[string, Record<string, string>, object]>([
    [
      'KeePassXC',
      { otp: `otpauth://totp/Bank:amira?secret=${SEED_BASE32}&period=30&digits=6&issuer=Bank` },
      { issuer: 'Bank' },
    ],
    ['an address without a label', { otp: `otpauth://totp?secret=${SEED_BASE32}` }, {}],
    ['upper-case scheme', { otp: `OTPAUTH://TOTP/x?SECRET=${SEED_BASE32}` }, {}],
    [
      'escaped',
      { otp: `otpauth://totp/x?issuer=B%C3%BCrgeramt&secret=${SEED_BASE32}%3D` },
      { issuer: 'Bürgeramt' },
    ],
    [
      'SHA-512',
      { otp: `otpauth://totp/x?secret=${SEED_BASE32}&algorithm=SHA512&digits=10&period=1` },
      { algorithm: 'SHA512', digits: 10, period: 1 },
    ],
    [
      'Steam of KeePassXC',
      { otp: `otpauth://totp/x?secret=${SEED_BASE32}&period=30&digits=5&encoder=steam` },
      { encoder: 'steam', digits: 5 },
    ],
    ['Steam of Bitwarden', { otp: `steam://${SEED_BASE32}` }, { encoder: 'steam', digits: 5 }],
    ['KeeOtp', { otp: `key=${SEED_BASE32}&step=45&size=8` }, { digits: 8, period: 45 }],
    [
      'KeeOtp with padding and hash',
      { otp: `key=${SEED_BASE32}%3d%3d&otpHashMode=Sha256` },
      { algorithm: 'SHA256' },
    ],
    ['bare Base32', { otp: ` ${SEED_BASE32} ` }, {}],
    ['KeeTrayTOTP', { 'TOTP Seed': SEED_BASE32, 'TOTP Settings': '60;8' }, { period: 60, digits: 8 }],
    [
      'KeeTrayTOTP with the server of its time',
      { 'TOTP Seed': SEED_BASE32, 'TOTP Settings': '30;6;https://x.test' },
      {},
    ],
    [
      'KeeTrayTOTP, Steam',
      { 'TOTP Seed': SEED_BASE32, 'TOTP Settings': '30;S' },
      { encoder: 'steam', digits: 5 },
    ],
    ['KeeTrayTOTP without settings', { 'TOTP Seed': SEED_BASE32 }, {}],
    ['KeePass 2, Base32', { 'TimeOtp-Secret-Base32': SEED_BASE32 }, {}],
    ['KeePass 2, hexadecimal', { 'TimeOtp-Secret-Hex': '31323334353637383930 31323334353637383930' }, {}],
    ['KeePass 2, Base64', { 'TimeOtp-Secret-Base64': 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=' }, {}],
    ['KeePass 2, text', { 'TimeOtp-Secret': '12345678901234567890' }, {}],
    [
      'KeePass 2 with all it may say',
      {
        'TimeOtp-Secret-Base32': SEED_BASE32,
        'TimeOtp-Length': '8',
        'TimeOtp-Period': '15',
        'TimeOtp-Algorithm': 'HMAC-SHA-256',
      },
      { digits: 8, period: 15, algorithm: 'SHA256' },
    ],
    ['KeePassXC before the others', { 'TOTP Seed': 'MZXW6YTBOI', otp: SEED_BASE32 }, {}],
  ])('%s', (_, fields, differs) => {
    expect(read(fields)).toEqual({ ...usual, ...differs });
  });

  test.each<[string, Record<string, string>, string]>([
    ['none', {}, 'no-totp'],
    ['an empty one', { otp: '' }, 'no-totp'],
    ['blanks', { otp: '  ' }, 'empty'],
    ['an export of several', { otp: 'otpauth-migration://offline?data=CjEKCkhlbGxvId' }, 'several-accounts'],
    ['a counter', { otp: `otpauth://hotp/x?secret=${SEED_BASE32}&counter=1` }, 'counter-based'],
    ['a counter of KeeOtp', { otp: `key=${SEED_BASE32}&type=hotp` }, 'counter-based'],
    ['no secret', { otp: 'otpauth://totp/x?period=30' }, 'no-secret'],
    ['an empty secret', { otp: 'otpauth://totp/x?secret=&period=30' }, 'no-secret'],
    ['a foreign address', { otp: 'https://bank.test/' }, 'bad-address'],
    ['a foreign kind', { otp: `otpauth://motp/x?secret=${SEED_BASE32}` }, 'bad-address'],
    ['no Base32', { otp: 'Straße 9' }, 'bad-secret'],
    ['5 digits', { otp: `otpauth://totp/x?secret=${SEED_BASE32}&digits=5` }, 'bad-digits'],
    ['11 digits', { otp: `otpauth://totp/x?secret=${SEED_BASE32}&digits=11` }, 'bad-digits'],
    ['digits in words', { 'TOTP Seed': SEED_BASE32, 'TOTP Settings': '30;sechs' }, 'bad-digits'],
    ['period 0', { otp: `otpauth://totp/x?secret=${SEED_BASE32}&period=0` }, 'bad-period'],
    ['a period below 0', { otp: `otpauth://totp/x?secret=${SEED_BASE32}&period=-30` }, 'bad-period'],
    ['MD5', { otp: `otpauth://totp/x?secret=${SEED_BASE32}&algorithm=MD5` }, 'bad-algorithm'],
    ['half a hexadecimal digit', { 'TimeOtp-Secret-Hex': '313' }, 'bad-secret'],
    ['no hexadecimal', { 'TimeOtp-Secret-Hex': 'zz' }, 'bad-secret'],
    ['no Base64', { 'TimeOtp-Secret-Base64': '(((' }, 'bad-secret'],
  ])('problem: %s', (_, fields, expected) => {
    expect(problem(fields)).toBe(expected);
  });

  test('overwrites what it had deciphered, and never asks for the secret as a text', () => {
    const otp = new WatchedSecret(`otpauth://totp/x?secret=${SEED_BASE32}`);
    readTotp(entry({ fields: { otp } }));
    expect(otp.handedOut).toHaveLength(1);
    expect(otp.handedOut[0]?.every((byte) => byte === 0)).toBe(true);
    expect(otp.texts).toBe(0);
  });

  test('whether there are codes is told without deciphering', () => {
    const otp = new WatchedSecret(SEED_BASE32);
    expect([
      hasTotp(entry({ fields: { otp } })),
      hasTotp(entry()),
      hasTotp(entry({ fields: { otp: '' } })),
    ]).toEqual([true, false, false]);
    expect(otp.handedOut).toEqual([]);
  });
});

describe('Base32', () => {
  // RFC 4648, section 10.
  test.each([
    ['f', 'MY======'],
    ['fo', 'MZXQ===='],
    ['foo', 'MZXW6==='],
    ['foob', 'MZXW6YQ='],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI======'],
  ])('%s', (clear, coded) => {
    expect(text(decodeBase32(utf8(coded)) ?? utf8('?'))).toBe(clear);
    expect(text(encodeBase32(utf8(clear)))).toBe(coded.replace(/=+$/, ''));
  });

  test('takes what people paste', () => {
    const spellings = [
      'jbsw y3dp ehpk 3pxp',
      'JBSW-Y3DP-EHPK-3PXP',
      'jbsw\u00a0y3dp\nehpk\t3pxp==',
      'JBSWY3DPEHPK3PXP',
    ];
    const decoded = spellings.map((spelling) => text(decodeBase32(utf8(spelling)) ?? utf8('?')));
    expect(new Set(decoded).size).toBe(1);
    expect(decodeBase32(utf8('JBSWY3DPEHPK3PXP'))).toHaveLength(10);
  });

  test('takes odd lengths, and digits for the letters they look like', () => {
    expect(decodeBase32(utf8('JBSWY3DPEHPK3PXPA'))).toEqual(decodeBase32(utf8('JBSWY3DPEHPK3PXP')));
    expect(decodeBase32(utf8('O0LI18BB'))).toEqual(decodeBase32(utf8('OOLILBBB')));
  });

  test('refuses other characters and what has no byte', () => {
    expect(['JBSW!', 'JBSW9', 'Ä', '', '=', 'A'].map((each) => decodeBase32(utf8(each)))).toEqual(
      Array(6).fill(undefined),
    );
  });
});

describe('what is pasted', () => {
  const account = { title: 'Bürgerportal', userName: 'amira.yildiz' };
  const stored = (pasted: string, steam = false) => {
    const input = parseTotpInput(utf8(pasted), account, steam);
    return input.ok ? text(input.value) : input.reason;
  };

  test('bare Base32 becomes an address as KeePassXC writes it', () => {
    expect(stored('jbsw y3dp ehpk 3pxp')).toBe(
      'otpauth://totp/B%C3%BCrgerportal:amira.yildiz?secret=JBSWY3DPEHPK3PXP&period=30&digits=6&issuer=B%C3%BCrgerportal',
    );
  });

  test('an address keeps its label and what we do not know', () => {
    expect(
      stored(
        'otpauth://totp/ACME:alice%40x.test?secret=jbswy3dpehpk3pxp&issuer=ACME%20Co&image=https%3A%2F%2Fx.test%2Fa.png',
      ),
    ).toBe(
      'otpauth://totp/ACME:alice%40x.test?secret=JBSWY3DPEHPK3PXP&period=30&digits=6&issuer=ACME%20Co&image=https%3A%2F%2Fx.test%2Fa.png',
    );
  });

  test('settings come through', () => {
    expect(stored(`key=${SEED_BASE32}&step=45&size=8&otpHashMode=Sha512`)).toContain(
      `?secret=${SEED_BASE32}&period=45&digits=8&issuer=B%C3%BCrgerportal&algorithm=SHA512`,
    );
  });

  test.each([
    ['steam://JBSWY3DPEHPK3PXP', false],
    ['JBSW Y3DP EHPK 3PXP', true],
  ] as const)('Steam: %s', (pasted, steam) => {
    expect(stored(pasted, steam)).toContain(
      'secret=JBSWY3DPEHPK3PXP&period=30&digits=5&issuer=B%C3%BCrgerportal&encoder=steam',
    );
  });

  test('what is stored reads back to the same settings', () => {
    const pasted = `otpauth://totp/x?secret=${SEED_BASE32}&algorithm=SHA256&digits=9&period=77&issuer=I`;
    expect(read({ otp: stored(pasted) })).toEqual(read({ otp: pasted }));
  });

  test.each([
    ['', 'empty'],
    ['   \n', 'empty'],
    ['287 082', 'short-secret'],
    ['JBSW9', 'bad-secret'],
    ['JBSW Y3DP', 'short-secret'],
    ['hallo', 'short-secret'],
    ['otpauth-migration://offline?data=CjEKCkhlbGxvId', 'several-accounts'],
    ['otpauth://hotp/x?secret=JBSWY3DPEHPK3PXP&counter=0', 'counter-based'],
    ['https://x.test/qr.png', 'bad-address'],
  ])('reason for %j: %s', (pasted, reason) => {
    expect(stored(pasted)).toBe(reason);
  });
});
