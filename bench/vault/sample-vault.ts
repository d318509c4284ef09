import { newEntry, newGroup } from '../../src/main/features/vault/database/making.model';
import type { KdbxDatabase, KdbxEntry } from '../../src/main/features/vault/kdbx/kdbx.model';
import { newDatabase, newUuid } from '../../src/main/features/vault/kdbx/new-database';
import { createSecretText } from '../../src/main/features/vault/kdbx/secret-text';

const GROUPS = [
  'Bürgerdienste',
  'Einwohnerwesen',
  'Kfz-Zulassung',
  'Standesamt',
  'Ausländerbehörde',
  'Privat',
  'IT',
];
const PLACES = ['Käfertal', 'Neckarstadt', 'Lindenhof', 'Feudenheim', 'Sandhofen', 'Waldhof', 'Rheinau'];
const DAY_MS = 86_400_000;
/** Saturday, 1 August 2026, 08:00 UTC. */
const FROM = Date.UTC(2026, 7, 1, 8);

const pick = <T>(from: readonly T[], index: number): T => from[index % from.length] as T;

function version(index: number, change: number): KdbxEntry {
  const at = FROM + change * DAY_MS;
  const entry = newEntry(newUuid(), at);
  const name = `${pick(PLACES, index)} ${pick(GROUPS, index * 3)} ${index}`;
  entry.fields.set('Title', name);
  entry.fields.set('UserName', `person.${index}@stadt.test`);
  entry.fields.set('Password', createSecretText(`Geheim-${index}-${change}-${newUuid()}`));
  entry.fields.set('URL', `https://dienst-${index % 500}.quadrat.test/anmelden`);
  entry.fields.set(
    'Notes',
    `Zugang für ${name}.\nRückfragen an die Fachbereichsleitung, Durchwahl ${index % 10_000}.`,
  );
  if (index % 5 === 0) entry.tags = [pick(PLACES, index)];
  return entry;
}

/** A vault as people have them, at whatever size: five fields, two earlier versions for each entry, seven groups. */
export function sampleVault(entries: number): KdbxDatabase {
  const database = newDatabase({ name: 'Messung', now: FROM });
  const groups = GROUPS.map((name) => ({
    ...newGroup(newUuid(), name, FROM),
    entries: [] as KdbxEntry[],
    groups: [],
  }));
  database.root.groups.push(...groups);
  for (let index = 0; index < entries; index += 1) {
    const entry = version(index, 2);
    entry.history = [0, 1].map((change) => ({ ...version(index, change), uuid: entry.uuid }));
    pick(groups, index).entries.push(entry);
  }
  return database;
}
