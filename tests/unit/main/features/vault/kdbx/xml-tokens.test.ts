import fc from 'fast-check';
import {
  readInstant,
  readTags,
  storableText,
  writeInstant,
  writeIsoInstant,
} from '../../../../../../src/main/features/vault/kdbx/field-formats';
import { KdbxFailure } from '../../../../../../src/main/features/vault/kdbx/kdbx-problem.model';
import { type XmlSink, XmlTokens } from '../../../../../../src/main/features/vault/kdbx/xml-tokens';

/** Reads in pieces of these lengths (the last one again and again) and writes down what comes. */
function tokens(xml: string | Uint8Array, lengths: readonly number[] = [1_000_000]): string[] {
  const seen: string[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') seen.push(JSON.stringify(text));
    text = '';
  };
  const sink: XmlSink = {
    wantsText: true,
    open(name, attributes) {
      flush();
      seen.push(`<${name} ${JSON.stringify(attributes ?? {})}`);
    },
    text(piece) {
      text += piece;
    },
    close() {
      flush();
      seen.push('>');
    },
  };
  const reader = new XmlTokens(sink);
  const bytes = Buffer.from(xml);
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = lengths[Math.min(turn, lengths.length - 1)] as number;
    reader.write(bytes.subarray(at, at + length));
    at += length;
  }
  reader.end();
  return seen;
}

const SAMPLE = `\uFEFF<?xml version="1.0" encoding="UTF-8"?>\r\n<!-- Vorab > < --><A x='1 &lt;"' ä:ö = "a&#x41;&#9;\t\n>">
  Käfer 😀 &amp;&#x1F600; a\r\nb\rc ]] <B/><B /><C
  y="2"/><![CDATA[<roh>&amp;\r\n]]> <längerer-name>x</längerer-name ><?weg damit?></A>\n`;

test('means the same in whatever pieces it comes', () => {
  const whole = tokens(SAMPLE);
  expect(whole).toEqual([
    '<A {"x":"1 <\\"","ä:ö":"aA\\t  >"}',
    JSON.stringify('\n  Käfer 😀 &😀 a\nb\nc ]] '),
    '<B {}',
    '>',
    '<B {}',
    '>',
    '<C {"y":"2"}',
    '>',
    JSON.stringify('<roh>&amp;\n '),
    '<längerer-name {}',
    '"x"',
    '>',
    '>',
  ]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (lengths) => {
      expect(tokens(SAMPLE, lengths)).toEqual(whole);
    }),
  );
});

test.each([
  '<a>',
  '<a></b>',
  '<a></a></a>',
  '<a/><b/>',
  '<a/>x',
  'x<a/>',
  '',
  '<a b/>',
  '<a b=c/>',
  '<a b="1" b="2"/>',
  '<a b="<"',
  '<1a/>',
  '<a&b/>',
  '< a/>',
  '<a>&unbekannt;</a>',
  '<a>&amp</a>',
  '<a>&#xZZ;</a>',
  '<!DOCTYPE a><a/>',
  '<a><!ELEMENT b></a>',
  '<a><![CDATA[ </a>',
  '<a><!-- </a>',
])('%j is no document', (xml) => {
  for (const lengths of [[1], [1000]]) expect(() => tokens(xml, lengths)).toThrow(KdbxFailure);
});

test('a date is what it was, in both forms', () => {
  fc.assert(
    fc.property(fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }), (seconds) => {
      expect(readInstant(writeInstant(seconds * 1000))).toBe(seconds * 1000);
      expect(readInstant(writeIsoInstant(seconds * 1000))).toBe(seconds * 1000);
    }),
  );
  expect(readInstant('2024-02-29T12:00:00+02:00')).toBe(Date.UTC(2024, 1, 29, 10));
  expect(readInstant('2024-02-29T12:00:00')).toBe(Date.UTC(2024, 1, 29, 12));
  expect(readInstant('//////////8=')).toBe(-62_135_596_800_000 + 0);
  expect(readInstant('/////////38=')).toBe(253_402_300_799_000);
  expect(readInstant('gestern')).toBeUndefined();
});

test('tags are taken apart as KeePassXC does', () => {
  expect(readTags('b;a:x, c d\te,b; ;Z')).toEqual(['b', 'a:x', 'c d', 'e', 'Z']);
});

test('what XML cannot hold is left out, and nothing else', () => {
  expect(storableText('a\u0000b\u0008\t\n\u000b\r\u001f\ud800\udc00\ud800x\udc00\ufffe\uffff\u007f€')).toBe(
    'ab\t\n\r\ud800\udc00x\u007f€',
  );
});
