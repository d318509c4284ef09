import { isText, styleOf } from './csv-table.model';
import { type ExchangeProblem, type ImportFormat, LARGEST_TABLE } from './exchange.model';
import { decodeText } from './text-decoding.model';

export type Recognised =
  | { readonly ok: true; readonly format: ImportFormat }
  | { readonly ok: false; readonly reason: ExchangeProblem };

/** First signature of all KeePass files, little-endian 0x9AA2D903. */
const KEEPASS = [0x03, 0xd9, 0xa2, 0x9a];
/** Second one: 0xB54BFB65 for KeePass 1, 0xB54BFB66 and 0xB54BFB67 for KDBX. Source: KeePass `KdbxFile.cs`. */
const KEEPASS_1 = [0x65, 0xfb, 0x4b, 0xb5];
/** Bytes looked at in a text. */
const HEAD = 65_536;

/**
 * What a file is, told by its content: the name says nothing.
 * @param bytes the whole file
 */
export function recognise(bytes: Uint8Array): Recognised {
  if (bytes.length === 0) return { ok: false, reason: 'no-rows' };
  if (startsWith(bytes, KEEPASS)) {
    return startsWith(bytes.subarray(4), KEEPASS_1)
      ? { ok: false, reason: 'kdb-1' }
      : { ok: true, format: 'kdbx' };
  }
  const { utf8 } = decodeText(bytes.subarray(0, endOfLine(bytes)));
  if (!isText(utf8)) return { ok: false, reason: 'unknown-format' };
  const head = Buffer.from(utf8.subarray(0, HEAD)).toString('utf8').trimStart();
  if (head === '') return { ok: false, reason: 'no-rows' };
  if (head.startsWith('<')) {
    return /<KeePassFile[\s>]/.test(head)
      ? { ok: true, format: 'keepass-xml' }
      : { ok: false, reason: 'unknown-format' };
  }
  if (bytes.length > LARGEST_TABLE) return { ok: false, reason: 'too-large' };
  if (head.startsWith('{')) return recogniseJson(head);
  const style = styleOf(utf8);
  return style ? { ok: true, format: style.profile } : { ok: false, reason: 'unknown-format' };
}

function recogniseJson(head: string): Recognised {
  if (/^\{\s*"encrypted"\s*:\s*true/.test(head)) return { ok: false, reason: 'encrypted' };
  const isBitwarden = /"(folders|collections|items)"\s*:\s*\[/.test(head);
  return isBitwarden ? { ok: true, format: 'bitwarden-json' } : { ok: false, reason: 'unknown-format' };
}

/** End of the head, not in the middle of a character. */
function endOfLine(bytes: Uint8Array): number {
  if (bytes.length <= HEAD) return bytes.length;
  const end = bytes.lastIndexOf(0x0a, HEAD);
  return end > 0 ? end + 1 : HEAD;
}

function startsWith(bytes: Uint8Array, wanted: readonly number[]): boolean {
  return wanted.every((byte, at) => bytes[at] === byte);
}
