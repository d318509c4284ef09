import { ICON } from '../database/making.model';
import type { KdbxDatabase, KdbxGroup } from '../kdbx/kdbx.model';
import type { ImportResult } from './exchange.model';
import { NotTakenList, reportOn } from './report.model';

export interface DatabaseImportOptions {
  /** Name of the group in which all comes to stand: the source's root, with what it says of itself. */
  readonly name: string;
  /** `group`: an ordinary group, found by searching. `leave`: left out, and each entry in it reported. */
  readonly recycleBin: 'group' | 'leave';
}

/**
 * Takes a whole database: its tree with history, attachments, icons, custom data and all, below one group. Uuids stay
 * as they are; `fitImport` finds new ones where they are taken.
 * @param source read for this: its entries go over into the result and are not copied
 */
export function importDatabase(source: KdbxDatabase, options: DatabaseImportOptions): ImportResult {
  const notTaken = new NotTakenList();
  const { meta, root } = source;
  const bin = meta.recycleBinEnabled ? meta.recycleBin : undefined;
  const takeGroups = (group: KdbxGroup, path: readonly string[]): KdbxGroup[] =>
    group.groups.flatMap((child) => {
      const at = [...path, child.name];
      if (child.uuid !== bin) return [{ ...child, groups: takeGroups(child, at) }];
      if (options.recycleBin === 'group') return [asOrdinary({ ...child, groups: takeGroups(child, at) })];
      noteLeft(child, at, notTaken);
      return [];
    });
  const group: KdbxGroup = {
    ...root,
    name: options.name,
    notes: [root.notes, meta.description].filter((text) => text !== '').join('\n\n'),
    groups: takeGroups(root, []),
  };
  noteSettings(source, notTaken);
  return { group, customIcons: meta.customIcons, report: reportOn(group, notTaken) };
}

/** A bin is not searched, and nothing is typed from it: an ordinary group is as the one around it. */
function asOrdinary(bin: KdbxGroup): KdbxGroup {
  const iconId = bin.iconId === ICON.bin ? ICON.folder : bin.iconId;
  return { ...bin, iconId, enableAutoType: null, enableSearching: null };
}

function noteLeft(group: KdbxGroup, path: readonly string[], notTaken: NotTakenList): void {
  for (const { fields } of group.entries) {
    const title = fields.get('Title');
    notTaken.note([...path, typeof title === 'string' ? title : ''].join('/'), '', 'in-recycle-bin');
  }
  for (const child of group.groups) noteLeft(child, [...path, child.name], notTaken);
}

/** What the source says about itself rather than about an entry. */
function noteSettings({ meta, unknown, file }: KdbxDatabase, notTaken: NotTakenList): void {
  const settings: [string, boolean][] = [
    ['DefaultUserName', meta.defaultUserName !== ''],
    ['EntryTemplatesGroup', meta.entryTemplatesGroup !== undefined],
    ['MasterKeyChangeRec', meta.masterKeyChangeRec >= 0],
    ['MasterKeyChangeForce', meta.masterKeyChangeForce >= 0],
  ];
  for (const [name, isSet] of settings) if (isSet) notTaken.note('', name, 'setting');
  for (const { key } of meta.customData) notTaken.note('', key, 'setting');
  for (const { name } of [...meta.unknown, ...unknown.file, ...unknown.root])
    notTaken.note('', name, 'setting');
  for (const name of file.publicCustomData.keys()) notTaken.note('', name, 'setting');
}
