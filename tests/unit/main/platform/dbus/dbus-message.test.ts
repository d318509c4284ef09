import fc from 'fast-check';
import {
  type BusMessage,
  decodeMessage,
  encodeMessage,
  NotDbus,
} from '../../../../../src/main/platform/dbus/dbus-message.model';

const ACTIVE: BusMessage & { value: boolean | string | number } = {
  ...{ type: 'signal', serial: 9, path: '/org/gnome/ScreenSaver', interface: 'org.gnome.ScreenSaver' },
  ...{ member: 'ActiveChanged', sender: ':1.7' },
  value: 1,
};

/** `ActiveChanged(true)` of GNOME's screen saver as a big-endian machine sends it. */
function bigEndian(): Uint8Array {
  const fields: number[] = [];
  const pad = (to: number[], size: number) => {
    while (to.length % size) to.push(0);
  };
  for (const [code, kind, value] of [
    [1, 'o', '/a'],
    [2, 's', 'org.gnome.ScreenSaver'],
    [3, 's', 'ActiveChanged'],
  ] as const) {
    pad(fields, 8);
    fields.push(code, 1, kind.charCodeAt(0), 0, 0, 0, 0, value.length, ...Buffer.from(value), 0);
  }
  pad(fields, 8);
  fields.push(8, 1, 'g'.charCodeAt(0), 0, 1, 'b'.charCodeAt(0), 0);
  const all = [0x42, 4, 0, 1, 0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, fields.length, ...fields];
  pad(all, 8);
  return Uint8Array.from([...all, 0, 0, 0, 1]);
}

test('what is encoded reads the same', () => {
  const { value: _, ...signal } = ACTIVE;
  const bytes = encodeMessage({ ...signal, value: true });
  expect(decodeMessage(bytes)).toEqual({ length: bytes.length, message: ACTIVE });
  const call = { type: 'call', serial: 1, destination: 'org.freedesktop.DBus', member: 'AddMatch' } as const;
  const rule = encodeMessage({ ...call, value: "type='signal',arg0='größer'" });
  expect(decodeMessage(rule)?.message).toEqual({ ...call, value: "type='signal',arg0='größer'" });
});

test('a message of a big-endian machine reads the same', () => {
  expect(decodeMessage(bigEndian())?.message).toEqual({
    ...{ type: 'signal', serial: 5, path: '/a', interface: 'org.gnome.ScreenSaver' },
    ...{ member: 'ActiveChanged', value: 1 },
  });
});

test('a message that is not there as a whole is waited for, byte by byte', () => {
  const bytes = encodeMessage({ type: 'signal', serial: 9, member: 'ActiveChanged', value: true });
  for (let length = 0; length < bytes.length; length += 1) {
    expect(decodeMessage(bytes.subarray(0, length))).toBeUndefined();
  }
  expect(decodeMessage(Buffer.concat([bytes, bytes]))?.length).toBe(bytes.length);
});

test('a body of which nothing is wanted is passed over', () => {
  // A signal with a body of type `as`, as PropertiesChanged and its kin have.
  const bytes = encodeMessage({ type: 'signal', serial: 2, member: 'Names', value: 'x' });
  const signature = Buffer.from([8, 1, 'g'.charCodeAt(0), 0, 1, 's'.charCodeAt(0)]);
  bytes.set(['a'.charCodeAt(0)], Buffer.from(bytes).indexOf(signature) + 5);
  expect(decodeMessage(bytes)?.message).toEqual({ type: 'signal', serial: 2, member: 'Names' });
});

test.each([
  ['another protocol', (bytes: Uint8Array) => bytes.set([0x47], 0)],
  ['another version', (bytes: Uint8Array) => bytes.set([2], 3)],
  ['a body that never ends', (bytes: Uint8Array) => bytes.set([0xff, 0xff, 0xff, 0xff], 4)],
  ['header fields that never end', (bytes: Uint8Array) => bytes.set([0xff, 0xff, 0xff, 0x7f], 12)],
  ['a field longer than its message', (bytes: Uint8Array) => bytes.set([0xff], 20)],
  ['a field of unknown type', (bytes: Uint8Array) => bytes.set(['v'.charCodeAt(0)], 18)],
])('%s is refused', (_, spoil) => {
  const bytes = encodeMessage({ type: 'signal', serial: 9, member: 'ActiveChanged', value: true });
  spoil(bytes);
  expect(() => decodeMessage(bytes)).toThrow(NotDbus);
});

test('whatever comes in, it is a message, part of one, or refused', () => {
  const good = encodeMessage({ type: 'signal', serial: 9, path: '/a', member: 'ActiveChanged', value: true });
  const spoilt = fc
    .array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
    .map((changes) => {
      const bytes = Uint8Array.from(good);
      for (const [at, value] of changes) bytes[at] = value;
      return bytes;
    });
  fc.assert(
    fc.property(fc.oneof(spoilt, fc.uint8Array({ maxLength: 200 })), (bytes) => {
      try {
        const read = decodeMessage(bytes);
        expect(read?.length ?? 0).toBeLessThanOrEqual(bytes.length);
      } catch (error) {
        expect(error).toBeInstanceOf(NotDbus);
      }
    }),
    { numRuns: 5_000 },
  );
});
