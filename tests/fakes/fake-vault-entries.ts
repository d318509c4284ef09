import type { Strength } from '../../src/shared/features/vault/vault.model';

/** A group of the fake vault. */
export interface FakeGroup {
  id: string;
  parent: string | undefined;
  name: string;
  iconId: number;
}

/** What an entry of the fake vault held at one time; secrets stand in the clear, as nothing here is secret. */
export interface FakeContent {
  title: string;
  userName: string;
  password: string;
  url: string;
  notes: string;
  fields: { name: string; value: string; isProtected: boolean }[];
  attachments: { name: string; size: number }[];
  tags: string[];
  iconId: number;
  expires: number | undefined;
  qualityCheck: boolean;
  totp: string;
  modified: number;
}

/** An entry of the fake vault. */
export interface FakeEntry extends FakeContent {
  id: string;
  group: string;
  isFavourite: boolean;
  created: number;
  accessed: number;
  passwordChanged: number;
  notesAreProtected: boolean;
  history: FakeContent[];
}

/** When the fake vault is looked at: as `FakeClock` begins. */
export const FAKE_NOW = Date.parse('2026-11-23T08:00:00Z');
const DAY = 86_400_000;

/** @returns 32 hexadecimal digits, the same for the same kind and number */
export function fakeId(kind: 'group' | 'entry', number: number): string {
  return `${kind === 'group' ? 'aa' : 'ee'}${number.toString(16).padStart(30, '0')}`;
}

export const ROOT = fakeId('group', 0);
export const BIN = fakeId('group', 9);

const GROUPS: readonly [number, string, number, number?][] = [
  [1, 'Bürgerdienste', 9],
  [2, 'Fachverfahren', 32],
  [3, 'Kasse und Zahlungsverkehr', 66],
  [4, 'Geräte und Netz', 3],
  [5, 'Portale des Bundes und des Landes', 1],
  [6, 'Straßenverkehrsbehörde', 41, 2],
  [7, 'Ausländerbehörde und Staatsangehörigkeitswesen', 56, 2],
  [8, 'Persönliches', 60],
  [9, 'Papierkorb', 43],
];

/** group number, title, user name, address, and what is special about it. */
type Line = readonly [number, string, string, string, Partial<FakeContent & FakeEntry>?];

const LINES: readonly Line[] = [
  [0, 'Windows-Anmeldung Dienstlaptop', 'a.yilmaz', '', { iconId: 23, isFavourite: true }],
  [0, 'Telefonanlage – Sprachbox', '4711', '', { iconId: 5, password: '2580' }],
  [
    1,
    'Bürgerportal Mannheim',
    'amira.yilmaz',
    'https://buergerportal.quadrat.test/verwaltung',
    {
      isFavourite: true,
      tags: ['täglich', 'Bürgerbüro'],
      totp: 'otpauth',
      notes:
        'Zuständig bei Störungen: Frau Okafor, Durchwahl 5120.\nWartung jeden zweiten Donnerstag ab 18 Uhr.',
    },
  ],
  [
    1,
    'Terminvergabe Bürgerbüro',
    'amira.yilmaz',
    'https://termine.quadrat.test',
    { tags: ['täglich', 'Bürgerbüro'], isFavourite: true },
  ],
  [
    1,
    'Meldewesen (VOIS)',
    'yilmaza',
    'https://vois.quadrat.test',
    { tags: ['täglich'], totp: 'otpauth', iconId: 9 },
  ],
  [
    1,
    'Aufrufanlage Wartezone',
    'service',
    'http://10.12.4.20/admin',
    { password: 'Mannheim2026!', tags: ['Technik'] },
  ],
  [1, 'Fundbüro-Verzeichnis', 'buergerdienste', 'https://fundbuero.quadrat.test'],
  [
    1,
    'Ausweisautomat Q 5',
    'techniker',
    '',
    {
      iconId: 33,
      attachments: [{ name: 'Kurzanleitung Ausweisautomat.pdf', size: 482_133 }],
      notesAreProtected: true,
      notes: 'Notöffnung: Schlüssel liegt im Tresor der Amtsleitung.',
    },
  ],
  [
    1,
    'Führungszeugnis-Schnittstelle',
    'bzr-mannheim',
    'https://bzr.bund.test',
    { expires: FAKE_NOW + 9 * DAY },
  ],
  [1, 'Kartenterminal Schalter 3', 'kasse3', '', { password: 'Sommer2025', iconId: 66 }],
  [1, 'Wohngeldrechner', 'amira.yilmaz', 'https://wohngeld.land.test'],
  [
    2,
    'E-Akte',
    'amira.yilmaz',
    'https://eakte.quadrat.test',
    {
      tags: ['täglich'],
      isFavourite: true,
      totp: 'otpauth',
      fields: [
        { name: 'Mandant', value: '0621', isProtected: false },
        { name: 'Wiederherstellungscode', value: 'QX7-8KL-22M', isProtected: true },
      ],
    },
  ],
  [2, 'Zeiterfassung', 'P00481516', 'https://zeit.quadrat.test', { tags: ['Personal'] }],
  [2, 'Reisekostenabrechnung', 'P00481516', 'https://reise.quadrat.test', { tags: ['Personal'] }],
  [
    2,
    'Personalportal',
    'P00481516',
    'https://personal.quadrat.test',
    { tags: ['Personal'], expires: FAKE_NOW - 4 * DAY },
  ],
  [2, 'Vergabemanager', 'yilmaz.vergabe', 'https://vergabe.quadrat.test'],
  [2, 'Geoinformationssystem', 'gis_leser', 'https://geo.quadrat.test', { iconId: 16 }],
  [2, 'Ratsinformationssystem', 'amira.yilmaz', 'https://rat.quadrat.test'],
  [2, 'Formularserver', 'formulare', 'https://formulare.quadrat.test', { password: 'Sommer2025' }],
  [2, 'Statistikdatenbank', 'statistik-lesen', 'https://statistik.quadrat.test'],
  [2, 'Verkehrsordnungswidrigkeiten', 'owi-12', 'https://owi.quadrat.test', { tags: ['Bußgeld'] }],
  [2, 'Digitales Archiv', 'amira.yilmaz', 'https://archiv.quadrat.test'],
  [
    3,
    'Kassenverfahren',
    'kasse-yilmaz',
    'https://kasse.quadrat.test',
    { tags: ['Vier-Augen-Prinzip'], expires: FAKE_NOW + 20 * DAY },
  ],
  [
    3,
    'Online-Banking Stadtkasse',
    '6701234567',
    'https://banking.sparkasse.test',
    {
      totp: 'otpauth',
      iconId: 66,
      fields: [
        { name: 'Telefon-PIN', value: '48151', isProtected: true },
        { name: 'Kontonummer', value: 'DE02 6705 0505 0000 4815 16', isProtected: false },
      ],
    },
  ],
  [3, 'ePayBL', 'mannheim-rhein', 'https://epaybl.land.test'],
  [3, 'Mahnwesen', 'mahnung', 'https://mahnung.quadrat.test', { tags: ['Vier-Augen-Prinzip'] }],
  [3, 'Spendenbescheinigungen', 'kaemmerei', 'https://spenden.quadrat.test'],
  [3, 'Haushaltsplanung', 'amira.yilmaz', 'https://haushalt.quadrat.test'],
  [4, 'WLAN Rathaus E 5 (Gäste)', 'gast', '', { iconId: 12, password: 'quadrate-gast' }],
  [
    4,
    'Netzwerkdrucker 2. OG',
    'admin',
    'http://10.12.4.31',
    { iconId: 31, password: 'admin', tags: ['Technik'] },
  ],
  [
    4,
    'Multifunktionsgerät Poststelle',
    'admin',
    'http://10.12.4.32',
    { iconId: 31, password: 'admin', tags: ['Technik'] },
  ],
  [4, 'Router Telearbeitsplatz', 'fritz', 'http://192.168.178.1', { iconId: 3, tags: ['Technik'] }],
  [4, 'Videokonferenzraum A', 'raum-a', 'https://raum-a.quadrat.test', { iconId: 11 }],
  [
    4,
    'Schließanlage Nebeneingang',
    'dienst',
    '',
    { iconId: 51, notes: 'Nur in Absprache mit dem Hausmeisterdienst.' },
  ],
  [4, 'Infobildschirm Foyer', 'anzeige', 'https://anzeige.quadrat.test', { iconId: 18 }],
  [
    4,
    'Bereitschaftshandy',
    '',
    '',
    { iconId: 68, fields: [{ name: 'PUK', value: '48151623', isProtected: true }] },
  ],
  [
    5,
    'Elster Unternehmenskonto',
    'stadt-mannheim',
    'https://elster.bund.test',
    {
      attachments: [
        { name: 'elster-zertifikat.pfx', size: 4_812 },
        { name: 'Anleitung Zertifikatswechsel.pdf', size: 1_204_991 },
      ],
      expires: FAKE_NOW + 40 * DAY,
    },
  ],
  [5, 'Governikus DATA Varuna', 'mannheim-obr', 'https://osci.bund.test'],
  [5, 'Service-BW Redaktion', 'amira.yilmaz', 'https://service-bw.land.test', { totp: 'otpauth' }],
  [5, 'Destatis Meldeportal', 'de-ma-0621', 'https://destatis.bund.test'],
  [5, 'Kraftfahrt-Bundesamt', 'kba-08222', 'https://kba.bund.test', { tags: ['Bußgeld'] }],
  [
    5,
    'Deutsche Rentenversicherung – Sozialversicherungsnummernauskunft',
    'auskunft-mannheim',
    'https://rente.bund.test',
  ],
  [
    5,
    'Bundesdruckerei Bestellportal',
    'bestellung.mannheim',
    'https://bestellung.druckerei.test',
    { totp: 'problem' },
  ],
  [6, 'Sondernutzungserlaubnisse', 'svb-yilmaz', 'https://sondernutzung.quadrat.test'],
  [6, 'Baustellenkalender', 'svb', 'https://baustellen.quadrat.test'],
  [6, 'Bewohnerparkausweise', 'parken', 'https://parken.quadrat.test', { tags: ['Bürgerbüro'] }],
  [6, 'Schwertransporte (VEMAGS)', 'vemags-ma', 'https://vemags.land.test'],
  [7, 'Ausländerzentralregister', 'azr-mannheim-7', 'https://azr.bund.test', { totp: 'otpauth' }],
  [7, 'Einbürgerungsverfahren', 'ebv', 'https://einbuergerung.quadrat.test'],
  [7, 'Dolmetscherverzeichnis', 'dolmetscher', 'https://dolmetscher.quadrat.test'],
  [7, 'Visa-Warndatei', 'visa-ma', 'https://visa.bund.test'],
  [8, 'Jobrad', 'amira@yilmaz.test', 'https://jobrad.test'],
  [8, 'Kantine', '48151', 'https://kantine.quadrat.test', { password: '' }],
  [8, 'Personalrat – Mitgliederbereich', 'amira.yilmaz', 'https://personalrat.quadrat.test'],
  [8, 'Betriebssport', 'amira', 'https://sport.quadrat.test', { password: 'Sommer2025' }],
  [8, 'Fortbildungsinstitut', 'amira.yilmaz', 'https://fortbildung.quadrat.test'],
  [8, 'Rhein-Neckar-Verkehr Jobticket', 'P00481516', 'https://rnv.test', { tags: ['Personal'] }],
  [9, 'Altes Intranet', 'yilmaz', 'https://intranet-alt.quadrat.test'],
  [9, 'Testzugang Schulung', 'schulung12', 'https://schulung.quadrat.test'],
  [9, 'Faxserver', 'fax', 'http://10.12.4.9', { iconId: 31 }],
];

/** @returns the groups of a clerk's vault, the root first */
export function sampleGroups(): FakeGroup[] {
  return [
    { id: ROOT, parent: undefined, name: 'Tresor von Amira', iconId: 48 },
    ...GROUPS.map(([number, name, iconId, parent = 0]) => ({
      id: fakeId('group', number),
      parent: fakeId('group', parent),
      name,
      iconId,
    })),
  ];
}

/** @param count more than the sample's are numbered copies */
export function sampleEntries(count = LINES.length): FakeEntry[] {
  return Array.from({ length: count }, (_, index) => {
    const line = LINES[index % LINES.length];
    if (!line) throw new Error('There are no sample entries.');
    return entryOf(line, index, Math.floor(index / LINES.length));
  });
}

function entryOf([group, title, userName, url, special]: Line, index: number, round: number): FakeEntry {
  const modified = FAKE_NOW - ((index * 37) % 400) * DAY - (index % 24) * 3_600_000;
  const content: FakeContent = {
    title: round === 0 ? title : `${title} ${round + 1}`,
    userName,
    url,
    password: `Quitte-Kran${index}-Nebelhorn`,
    notes: '',
    fields: [],
    attachments: [],
    tags: [],
    iconId: 0,
    expires: undefined,
    qualityCheck: true,
    totp: '',
    modified,
    ...contentOf(special),
  };
  const older = {
    ...content,
    password: `${content.password}-alt`,
    userName: userName.toUpperCase(),
    modified: modified - 90 * DAY,
  };
  const oldest = { ...older, title: `${title} (alt)`, url: '', modified: modified - 300 * DAY };
  return {
    ...content,
    id: fakeId('entry', index),
    group: fakeId('group', group),
    isFavourite: round === 0 && (special?.isFavourite ?? false),
    created: modified - 400 * DAY,
    accessed: FAKE_NOW - ((index * 13) % 90) * DAY,
    passwordChanged: modified,
    notesAreProtected: special?.notesAreProtected ?? false,
    history: index % 3 === 2 ? [oldest, older] : [],
  };
}

function contentOf(special: Partial<FakeContent & FakeEntry> = {}): Partial<FakeContent> {
  const { isFavourite: _favourite, notesAreProtected: _protected, ...content } = special;
  return content;
}

/** A strength that grows with the length, and knows the worst. */
export function fakeStrength(secret: string): Strength {
  const isPattern = /^(sommer|mannheim)\d/i.test(secret);
  const score = isPattern ? 1 : Math.min(4, Math.floor(secret.length / 5));
  return {
    score,
    guessesLog10: isPattern ? 4 : secret.length * 0.9,
    offlineSeconds: isPattern ? 1 : 10 ** Math.max(0, secret.length - 6),
    ...(isPattern ? { warning: 'city-word' } : secret.length < 8 ? { warning: 'common' } : {}),
    suggestions: score < 3 ? ['another-word'] : [],
  };
}
