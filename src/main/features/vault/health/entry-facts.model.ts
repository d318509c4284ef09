import { addressesOf, hostOf, registrableDomain } from '../address/address.model';
import type { FieldValue, Instant, KdbxDatabase, KdbxEntry, KdbxGroup } from '../kdbx/kdbx.model';

/** Fields of passkeys as KeePassXC stores them: such an entry needs no password. */
const PASSKEY_FIELD = /^KPEX_PASSKEY_/;
/** A password that KeePass takes from another entry: `{REF:P@I:…}`. */
const REFERENCE = new TextEncoder().encode('{REF:');
/** Hosts to which plain http never leaves the machine. */
const OWN_MACHINE = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Every entry but those in the bin, in the order of the tree. */
export function* entriesOutsideBin(database: KdbxDatabase): Generator<KdbxEntry> {
  const open: KdbxGroup[] = [database.root];
  for (let group = open.pop(); group; group = open.pop()) {
    if (group.uuid === database.meta.recycleBin) continue;
    yield* group.entries;
    open.push(...group.groups.toReversed());
  }
}

/** Bytes of a field in the clear, a copy that the caller overwrites. */
export function bytesOf(value: FieldValue | undefined): Uint8Array {
  if (value === undefined) return new Uint8Array();
  return typeof value === 'string' ? new TextEncoder().encode(value) : value.bytes();
}

/** What a field that is no secret says. */
export function textOf(value: FieldValue | undefined): string {
  return value === undefined || typeof value === 'string' ? (value ?? '') : value.text();
}

/** Whether a password stands in another entry. */
export function isReference(password: Uint8Array): boolean {
  return REFERENCE.every((byte, place) => byte === upper(password[place] ?? 0));
}

/** Whether an entry that names an account has nothing to sign in with. */
export function lacksPassword(entry: KdbxEntry, password: Uint8Array): boolean {
  if (password.length > 0) return false;
  const namesAccount = textOf(entry.fields.get('UserName')) !== '' || addressesOf(entry).length > 0;
  return namesAccount && ![...entry.fields.keys()].some((name) => PASSKEY_FIELD.test(name));
}

/** When the password last changed, as far as the history reaches back. */
export function passwordSince(entry: KdbxEntry): Instant {
  const password = entry.fields.get('Password');
  const earlier = entry.history.toReversed();
  const change = earlier.findIndex((version) => !isSame(version.fields.get('Password'), password));
  const unchanged = change < 0 ? earlier : earlier.slice(0, change);
  return unchanged.at(-1)?.times.modified ?? entry.times.modified;
}

/** What guesses of the password would begin with. */
export function contextOf(entry: KdbxEntry): string[] {
  const hosts = addressesOf(entry).map((address) => hostOf(address) ?? address);
  return [textOf(entry.fields.get('Title')), textOf(entry.fields.get('UserName')), ...hosts].filter(
    (text) => text !== '',
  );
}

/** The sites an entry is for: registrable domains, and hosts where there is none. */
export function sitesOf(entry: KdbxEntry): string[] {
  return addressesOf(entry)
    .map((address) => registrableDomain(address) ?? hostOf(address))
    .filter((site) => site !== undefined);
}

/** Whether one of the addresses sends everything readable for everybody on the way. */
export function hasPlainAddress(entry: KdbxEntry): boolean {
  return addressesOf(entry).some(
    (address) => /^http:/i.test(address) && !OWN_MACHINE.has(hostOf(address) ?? ''),
  );
}

function isSame(one: FieldValue | undefined, other: FieldValue | undefined): boolean {
  if (typeof one === 'object' && typeof other === 'object') return one.equals(other);
  const [first, second] = [bytesOf(one), bytesOf(other)];
  const same = first.length === second.length && first.every((byte, place) => byte === second[place]);
  first.fill(0);
  second.fill(0);
  return same;
}

function upper(letter: number): number {
  return letter >= 0x61 && letter <= 0x7a ? letter - 0x20 : letter;
}
