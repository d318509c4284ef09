import { cleanTags, FAVOURITE_TAG } from '../database/favourite.model';
import { newEntry } from '../database/making.model';
import type { Instant, KdbxEntry, StandardField } from '../kdbx/kdbx.model';
import { OTP_FIELD } from '../totp/totp-fields.model';
import { parseTotpInput } from '../totp/totp-input.model';
import { cleanText } from './clean-text.model';
import type { ExchangePorts, NotTakenReason } from './exchange.model';
import { readDate } from './reading-dates.model';
import type { NotTakenList } from './report.model';

/** Longest values of a field: bytes. What is longer is kept as an attachment. */
const LONGEST: Readonly<Record<StandardField, number>> = {
  Title: 10_000,
  UserName: 10_000,
  Password: 65_536,
  URL: 10_000,
  Notes: 1_000_000,
};
const LONGEST_FIELD = 65_536;
/** KeePass has built-in icons 0 to 68. */
const LAST_ICON = 68;
/** Further addresses of an entry, as KeePassXC and Keepass2Android name them. */
const MORE_URLS = 'KP2A_URL';
const YES = new Set(['1', 'true', 'yes', 'y', 'ja', 'wahr', 'x', '★']);
const NO = new Set(['0', 'false', 'no', 'n', 'nein', 'falsch', '-']);

/**
 * An entry in the making. Whatever does not fit where it belongs is kept in another place and noted: nothing that is
 * given to it is lost. Values are UTF-8, and the caller's to overwrite; `column` is where a value came from.
 */
export class EntryDraft {
  readonly #entry: KdbxEntry;
  readonly #ports: ExchangePorts;
  readonly #notes: { what: string; reason: NotTakenReason }[] = [];
  #totp: { value: Buffer; column: string } | undefined;
  #urls = 0;

  constructor(ports: ExchangePorts, now: Instant) {
    this.#ports = ports;
    this.#entry = newEntry(ports.newUuid(), now);
    this.#entry.fields.set('Password', ports.protect(Buffer.alloc(0)));
  }

  get title(): string {
    return this.#text('Title');
  }

  note(what: string, reason: NotTakenReason): void {
    this.#notes.push({ what, reason });
  }

  /** A standard field; a second value for the same one becomes a custom field. */
  set(name: StandardField, value: Buffer, column: string): void {
    const held = this.#entry.fields.get(name);
    const isSet = typeof held === 'string' ? held !== '' : (held?.byteLength ?? 0) > 0;
    if (isSet) this.#keep(column, value, name === 'Password', 'name-taken');
    else if (value.length > LONGEST[name]) this.#attach(column, value, name === 'Password');
    else this.#put(name, value, name === 'Password');
  }

  /** The first address is the entry's; each further one has a field of its own. */
  addUrl(value: Buffer): void {
    if (this.#text('URL') === '' && this.#urls === 0) {
      this.#urls = 1;
      this.set('URL', value, 'URL');
    } else {
      this.addField(`${MORE_URLS}_${this.#urls++}`, value, false);
    }
  }

  addField(name: string, value: Buffer, isProtected: boolean): void {
    const free = this.#freeName(name);
    if (free !== name) this.note(name, 'name-taken');
    if (value.length > LONGEST_FIELD) this.#attach(free, value, isProtected);
    else this.#put(free, value, isProtected);
  }

  /** A secret or an address for one-time codes; read when all else is there, since it is labelled with that. */
  setTotp(value: Buffer, column: string): void {
    if (this.#totp) this.#keep(column, value, true, 'name-taken');
    else this.#totp = { value, column };
  }

  setTags(value: Buffer): void {
    this.#entry.tags = [...new Set([...this.#entry.tags, ...cleanTags([this.#cleaned(value, 'Tags')])])];
  }

  setFavourite(value: Buffer, column: string): void {
    const said = value.toString('utf8').trim().toLowerCase();
    if (YES.has(said)) this.markFavourite();
    else if (!NO.has(said)) this.#keep(column, value, false, 'bad-flag');
  }

  markFavourite(): void {
    this.#entry.tags = [...new Set([...this.#entry.tags, FAVOURITE_TAG])];
  }

  setIcon(value: Buffer, column: string): void {
    const said = value.toString('utf8').trim();
    const icon = /^\d{1,2}$/.test(said) ? Number(said) : LAST_ICON + 1;
    if (icon <= LAST_ICON) this.#entry.iconId = icon;
    else this.#keep(column, value, false, 'bad-icon');
  }

  setDate(which: 'created' | 'modified' | 'accessed' | 'expires', value: Buffer, column: string): void {
    const said = value.toString('utf8').trim();
    const date = readDate(said);
    // KeePass writes so where an entry does not expire.
    if (which === 'expires' && (NO.has(said.toLowerCase()) || said.toLowerCase() === 'never')) return;
    if (date === undefined) this.#keep(column, value, false, 'bad-date');
    else if (which === 'expires') Object.assign(this.#entry.times, { expiry: date, expires: true });
    else this.#entry.times[which] = date;
  }

  /** Names an entry without a title by the host of its address, or by its user. */
  nameByAddress(): void {
    if (this.title !== '') return;
    const url = this.#text('URL');
    const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(url)?.[1];
    this.#entry.fields.set('Title', host ?? (url || this.#text('UserName')));
  }

  /**
   * An earlier password, oldest first. The other fields are as they are now.
   * @param replaced when it was replaced; unknown: as old as the entry
   */
  addEarlierPassword(value: Buffer, replaced: Instant | undefined): void {
    const { history: _, ...version } = this.#entry;
    const fields = new Map(this.#entry.fields).set('Password', this.#ports.protect(value));
    const times = { ...version.times, modified: replaced ?? version.times.created };
    this.#entry.history.push({ ...version, fields, times, history: [] });
  }

  /** The entry as it is now. @param where where it comes from, for the report; the title is added */
  finish(where: string, notTaken: NotTakenList): KdbxEntry {
    if (this.#totp) this.#finishTotp(this.#totp);
    const label = this.title === '' ? where : `${where}: ${this.title.slice(0, 100)}`;
    for (const { what, reason } of this.#notes) notTaken.note(label, what, reason);
    return this.#entry;
  }

  #finishTotp({ value, column }: { value: Buffer; column: string }): void {
    const account = { title: this.title, userName: this.#text('UserName') };
    const read = parseTotpInput(value, account);
    if (!read.ok || this.#entry.fields.has(OTP_FIELD)) {
      this.#keep(column, value, true, read.ok ? 'name-taken' : 'bad-totp');
      return;
    }
    this.#entry.fields.set(OTP_FIELD, this.#ports.protect(read.value));
    read.value.fill(0);
  }

  #keep(column: string, value: Buffer, isProtected: boolean, reason: NotTakenReason): void {
    this.note(column, reason);
    const name = this.#freeName(column);
    if (value.length > LONGEST_FIELD) this.#attach(name, value, isProtected);
    else this.#put(name, value, isProtected);
  }

  /** Secrets stay byte for byte, also with control characters in them: the file enciphers them anyway. */
  #put(name: string, value: Buffer, isProtected: boolean): void {
    this.#entry.fields.set(name, isProtected ? this.#ports.protect(value) : this.#cleaned(value, name));
  }

  #cleaned(value: Buffer, name: string): string {
    const clean = cleanText(value);
    if (clean !== value) this.note(name, 'control-characters');
    return clean.toString('utf8');
  }

  #attach(name: string, value: Buffer, isProtected: boolean): void {
    this.note(name, 'over-long');
    let file = `${name}.txt`;
    for (let number = 2; this.#entry.attachments.has(file); number++) file = `${name} (${number}).txt`;
    this.#entry.attachments.set(file, { isProtected, content: new Uint8Array(value) });
  }

  #freeName(name: string): string {
    let free = name;
    for (let number = 2; this.#entry.fields.has(free); number++) free = `${name} (${number})`;
    return free;
  }

  #text(name: StandardField): string {
    const held = this.#entry.fields.get(name);
    return typeof held === 'string' ? held : '';
  }
}
