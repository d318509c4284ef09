import { createHash, randomBytes } from 'node:crypto';

const KEY_BYTES = 32;
/** First bytes of the SHA-256 of the key: what a key file of version 2.0 carries against mistyping. */
const CHECK_BYTES = 4;
/** No XML key file is longer; a longer file counts by its hash. */
const LONGEST_XML = 65_536;

const START = /^\uFEFF?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)*<KeyFile\s*>/;

const decodeHex = (text: string) => (/^(?:[0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : undefined);
const checkOf = (key: Uint8Array) => createHash('sha256').update(key).digest().subarray(0, CHECK_BYTES);

/** The key in an XML key file; undefined where it does not keep what it promises. */
function keyOfXml(xml: string): Buffer | undefined {
  const version = /<Version>\s*([0-9.]+)\s*<\/Version>/.exec(xml)?.[1];
  const data = /<Data((?:\s+[A-Za-z]+="[^"]*")*)\s*>([^<]*)<\/Data>/.exec(xml);
  if (!version || !data) return undefined;
  const text = (data[2] ?? '').replace(/\s+/g, '');
  if (/^1\.0/.test(version)) {
    const key = /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
    return key?.length === KEY_BYTES ? key : undefined;
  }
  if (!/^2\.0/.test(version)) return undefined;
  const key = decodeHex(text);
  const check = decodeHex(/\sHash="([^"]*)"/.exec(data[1] ?? '')?.[1] ?? '');
  return key?.length === KEY_BYTES && check && checkOf(key).equals(check) ? key : undefined;
}

/**
 * The 32 bytes a key file stands for, as KeePass 2 and KeePassXC take them: XML of version 1.0 and 2.0, 32 bytes as
 * they are, 64 hexadecimal digits, any other file by its SHA-256.
 * @returns undefined for an empty file and for an XML key file that is damaged or of another version
 */
export function keyOfFile(file: Uint8Array): Buffer | undefined {
  if (file.length === 0) return undefined;
  if (file.length === KEY_BYTES) return Buffer.from(file);
  if (file.length <= LONGEST_XML) {
    const text = Buffer.from(file.buffer, file.byteOffset, file.length).toString('utf8');
    if (START.test(text)) return keyOfXml(text);
    if (file.length === 2 * KEY_BYTES) {
      const key = decodeHex(text);
      if (key) return key;
    }
  }
  return createHash('sha256').update(file).digest();
}

/** Makes a key file of version 2.0: 32 random bytes in hexadecimal digits, with the check against mistyping. */
export function newKeyFile(): Uint8Array {
  const key = randomBytes(KEY_BYTES);
  const digits = key.toString('hex').toUpperCase();
  const lines = [digits.slice(0, 32), digits.slice(32)].map(
    (line) => `\t\t\t${line.replace(/.{8}(?=.)/g, '$& ')}`,
  );
  const file = Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>
<KeyFile>
	<Meta>
		<Version>2.0</Version>
	</Meta>
	<Key>
		<Data Hash="${checkOf(key).toString('hex').toUpperCase()}">
${lines.join('\n')}
		</Data>
	</Key>
</KeyFile>
`,
  );
  key.fill(0);
  return file;
}
