import { randomInt } from 'node:crypto';

/** Somebody who works in the demo city. */
export interface Person {
  /** Login name, and `sub` in tokens. */
  readonly login: string;
  readonly givenName: string;
  readonly name: string;
  readonly email: string;
  readonly department: string;
}

/** A person together with the password of this one run. */
export interface Account extends Person {
  readonly password: string;
}

export const PEOPLE: readonly Person[] = [
  {
    login: 'amira',
    givenName: 'Amira',
    name: 'Amira Yıldız',
    email: 'amira.yildiz@quadrat.test',
    department: 'Bürgerdienste',
  },
  {
    login: 'jonas',
    givenName: 'Jonas',
    name: 'Jonas Weber',
    email: 'jonas.weber@quadrat.test',
    department: 'IT-Helpdesk',
  },
  {
    login: 'katharina',
    givenName: 'Katharina',
    name: 'Katharina Brandt',
    email: 'katharina.brandt@quadrat.test',
    department: 'Stadtplanung',
  },
];

/** Easy to read aloud and to type on any keyboard: no umlauts, no sharp s. */
const WORDS = [
  ...['Ahorn', 'Amsel', 'Anker', 'Apfel', 'Balkon', 'Birke', 'Blume', 'Bogen', 'Brunnen', 'Dachs', 'Distel'],
  ...['Donner', 'Drachen', 'Eiche', 'Eimer', 'Falter', 'Feder', 'Fenster', 'Fichte', 'Flieder', 'Forelle'],
  ...['Garten', 'Ginster', 'Glocke', 'Hafen', 'Hagel', 'Harfe', 'Hasel', 'Hecke', 'Himmel', 'Hummel', 'Igel'],
  ...['Insel', 'Jasmin', 'Kamin', 'Kastanie', 'Kerze', 'Kiesel', 'Koffer', 'Kompass', 'Kranich', 'Kutsche'],
  ...['Lampe', 'Laterne', 'Lerche', 'Linde', 'Luchs', 'Mantel', 'Mohn', 'Mulde', 'Nebel', 'Otter', 'Pappel'],
  ...['Pinsel', 'Quelle', 'Regen', 'Robbe', 'Sattel', 'Schatten', 'Segel', 'Sonne', 'Spaten', 'Teller'],
  ...['Tanne', 'Tulpe', 'Ulme', 'Veilchen', 'Wacholder', 'Walnuss', 'Weide', 'Wiesel', 'Wolke', 'Ziegel'],
];

/** Three German words, as in `Birke-Laterne-Wolke`: about 390,000 combinations, behind a limit on attempts. */
export function inventPassword(): string {
  return Array.from({ length: 3 }, () => WORDS[randomInt(WORDS.length)]).join('-');
}

/**
 * Gives each person of the city a password.
 * @param fixed one password for all, for tests; otherwise each gets one of their own
 */
export function createAccounts(fixed: string | undefined): readonly Account[] {
  return PEOPLE.map((person) => ({ ...person, password: fixed ?? inventPassword() }));
}
