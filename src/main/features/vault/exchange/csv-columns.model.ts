import type { CsvProfile, CsvTarget } from './exchange.model';

/** Names of columns, compared without case, spaces, `_`, `-` and `.`. English and German. */
const KNOWN: Partial<Record<Extract<CsvTarget, string>, readonly string[]>> = {
  title: ['title', 'titel', 'account', 'bezeichnung', 'itemname', 'eintrag'],
  userName: [
    'username',
    'loginname',
    'loginusername',
    'benutzername',
    'benutzerkennung',
    'anmeldename',
    'nutzername',
  ],
  password: ['password', 'loginpassword', 'passwort', 'kennwort'],
  url: [
    'url',
    'website',
    'websiteurl',
    'loginuri',
    'loginurl',
    'uri',
    'webadresse',
    'webseite',
    'internetadresse',
  ],
  notes: ['notes', 'note', 'comments', 'notizen', 'notiz', 'bemerkung', 'bemerkungen', 'kommentar', 'extra'],
  group: ['group', 'gruppe', 'folder', 'ordner', 'grouping', 'passwordgroups', 'collections', 'gruppenpfad'],
  totp: ['totp', 'otpauth', 'logintotp', 'otpurl', 'otpsecret', 'onetimepassword', 'otp', 'einmalkennwort'],
  tags: ['tags', 'schlagworte', 'schlagwörter', 'stichwörter'],
  favourite: ['favorite', 'favourite', 'favorit', 'fav', 'favoritestatus'],
  created: [
    'created',
    'timecreated',
    'creationtime',
    'createdat',
    'createtime',
    'erstellt',
    'erstelltam',
    'angelegt',
  ],
  modified: [
    'lastmodified',
    'modified',
    'timepasswordchanged',
    'lastmodification',
    'lastmodificationtime',
    'modifytime',
    'updated',
    'geändert',
    'geändertam',
    'zuletztgeändert',
  ],
  accessed: [
    'timelastused',
    'lastused',
    'lastaccess',
    'lastaccesstime',
    'zuletztverwendet',
    'zuletztbenutzt',
  ],
  expires: ['expires', 'expiry', 'expirydate', 'expirationdate', 'ablaufdatum', 'gültigbis'],
  icon: ['icon', 'symbol'],
};
/** Names that mean something only where no column has a surer one. */
const UNSURE: Partial<Record<Extract<CsvTarget, string>, readonly string[]>> = {
  title: ['name', 'displayname', 'dienst', 'service', 'system'],
  userName: ['user', 'login', 'benutzer', 'email', 'emailadresse', 'mail', 'kennung', 'anmeldung'],
  password: ['pass', 'pwd', 'passphrase'],
  url: ['adresse', 'site', 'link', 'address', 'web'],
  notes: ['comment', 'kommentare', 'anmerkung', 'anmerkungen', 'hinweis', 'description', 'beschreibung'],
  group: ['category', 'kategorie', 'path', 'pfad'],
  totp: ['2fa', 'einmalcode', 'authenticator'],
  tags: ['tag', 'labels'],
  modified: ['änderung', 'änderungsdatum'],
};
const byName = (known: typeof UNSURE): ReadonlyMap<string, CsvTarget> =>
  new Map(
    Object.entries(known).flatMap(([target, names]) =>
      (names ?? []).map((name) => [name, target as CsvTarget] as const),
    ),
  );
const SURE_NAMES = byName(KNOWN);
const UNSURE_NAMES = byName(UNSURE);

/** Columns of one program that mean something else, or nothing, there. */
interface OwnColumn {
  readonly target: CsvTarget;
  /** Values that say nothing: left out without a word. */
  readonly silent?: readonly string[];
}
const open = (field: string): CsvTarget => ({ field, isProtected: false });

/**
 * What we know a program by: names that must all be there. The first that fits counts.
 * Sources: KeePassXC `CsvExporter::exportHeader`; Firefox `LoginExport`; Bitwarden `BitwardenCsvExportType`; KeePass
 * help, "Import / Export", "File format: CSV"; Bitwarden's importers for 1Password, LastPass and Dashlane.
 */
const PROFILES: readonly {
  readonly profile: CsvProfile;
  readonly names: readonly string[];
  readonly own?: ReadonlyMap<string, OwnColumn>;
}[] = [
  {
    profile: 'csv-bitwarden',
    names: ['type', 'name', 'loginuri', 'loginusername', 'loginpassword'],
    own: new Map([
      ['type', { target: 'ignore', silent: ['login', 'note'] }],
      ['reprompt', { target: 'ignore', silent: ['0'] }],
      ['fields', { target: 'fields' }],
    ]),
  },
  {
    profile: 'csv-firefox',
    names: ['url', 'username', 'password', 'httprealm', 'formactionorigin', 'guid'],
    own: new Map([
      ['httprealm', { target: open('httpRealm') }],
      ['formactionorigin', { target: open('formActionOrigin') }],
      ['guid', { target: 'ignore' }],
    ]),
  },
  { profile: 'csv-keepassxc', names: ['group', 'title', 'username', 'password', 'url', 'notes'] },
  { profile: 'csv-keepass-1', names: ['account', 'loginname', 'password', 'website', 'comments'] },
  {
    profile: 'csv-lastpass',
    names: ['url', 'username', 'password', 'extra', 'name', 'grouping'],
    own: new Map([['url', { target: 'url', silent: ['http://sn'] }]]),
  },
  {
    profile: 'csv-1password',
    names: ['title', 'username', 'password', 'otpauth', 'favorite', 'archived'],
    own: new Map([['archived', { target: open('Archived'), silent: ['false'] }]]),
  },
  {
    profile: 'csv-dashlane',
    names: ['username', 'username2', 'title', 'password', 'note', 'category'],
    own: new Map([
      ['username2', { target: open('username2') }],
      ['username3', { target: open('username3') }],
    ]),
  },
  { profile: 'csv-apple', names: ['title', 'url', 'username', 'password', 'notes', 'otpauth'] },
  { profile: 'csv-chrome', names: ['name', 'url', 'username', 'password'] },
];

/** What our own tables write before the names of custom fields, so that they come back as they were. */
export const OPEN_FIELD_PREFIX = 'Field: ';
export const PROTECTED_FIELD_PREFIX = 'Protected: ';

/** Longest name of a custom field: characters. */
const LONGEST_NAME = 500;
/** Columns that hold one value each: a second such column is kept as a custom field. */
const MAY_REPEAT = new Set<CsvTarget>(['ignore', 'url', 'fields']);

const plain = (name: string): string => name.toLowerCase().replace(/[\s_\-.]+/g, '');

/** How many of these names we know. */
export function countKnown(names: readonly string[]): number {
  return names.filter(
    (name) =>
      SURE_NAMES.has(plain(name)) ||
      UNSURE_NAMES.has(plain(name)) ||
      name.startsWith(OPEN_FIELD_PREFIX) ||
      name.startsWith(PROTECTED_FIELD_PREFIX),
  ).length;
}

/** Which program writes such a header. */
export function profileOf(names: readonly string[]): CsvProfile {
  const given = new Set(names.map(plain));
  return (
    PROFILES.find(({ names: wanted }) => wanted.every((name) => given.has(name)))?.profile ?? 'csv-unknown'
  );
}

/** Where each column goes by its name; `undefined` where the name says nothing. */
export function targetsByName(profile: CsvProfile, names: readonly string[]): (CsvTarget | undefined)[] {
  const own = PROFILES.find((one) => one.profile === profile)?.own;
  const targets: (CsvTarget | undefined)[] = names.map(() => undefined);
  const taken = new Set<CsvTarget>();
  const place = (look: (name: string) => CsvTarget | undefined): void => {
    names.forEach((name, at) => {
      if (targets[at] !== undefined) return;
      const target = look(name);
      if (target === undefined || (taken.has(target) && !MAY_REPEAT.has(target))) return;
      taken.add(target);
      targets[at] = target;
    });
  };
  place(ownField);
  place((name) => own?.get(plain(name))?.target);
  place((name) => SURE_NAMES.get(plain(name)));
  place((name) => UNSURE_NAMES.get(plain(name)));
  return targets;
}

/** Values of a column that say nothing in this program's tables. */
export function silentValues(profile: CsvProfile, name: string): readonly string[] {
  return PROFILES.find((one) => one.profile === profile)?.own?.get(plain(name))?.silent ?? [];
}

/** A custom field as a target; protected unless the name is one of ours that says otherwise. */
export function fieldTarget(name: string, isProtected: boolean): CsvTarget {
  return { field: name.slice(0, LONGEST_NAME), isProtected };
}

/** Whether a column of that name is for secrets. */
export function isSecretName(name: string): boolean {
  return (
    name.startsWith(PROTECTED_FIELD_PREFIX) ||
    /pass|kenn?wort|pwd|\bpin\b|\bpuk\b|\btan\b|secret|geheim|schlüssel|\bkey\b|token|\bcode|otp|cvv|seed/i.test(
      name,
    )
  );
}

function ownField(name: string): CsvTarget | undefined {
  if (name.length > OPEN_FIELD_PREFIX.length && name.startsWith(OPEN_FIELD_PREFIX)) {
    return fieldTarget(name.slice(OPEN_FIELD_PREFIX.length), false);
  }
  if (name.length > PROTECTED_FIELD_PREFIX.length && name.startsWith(PROTECTED_FIELD_PREFIX)) {
    return fieldTarget(name.slice(PROTECTED_FIELD_PREFIX.length), true);
  }
  return undefined;
}
