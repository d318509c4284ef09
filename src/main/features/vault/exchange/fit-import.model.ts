import type {
  FieldValue,
  KdbxCustomIcon,
  KdbxDatabase,
  KdbxEntry,
  KdbxGroup,
  Uuid,
} from '../kdbx/kdbx.model';
import type { ExchangePorts, ImportResult } from './exchange.model';
import { KnownEntries } from './known-entries.model';
import { NotTakenList, reportOn } from './report.model';

export interface FitOptions {
  /** Leaves out entries that the database has already: same title, user, password and address. */
  readonly skipKnown: boolean;
}

type Renamed = ReadonlyMap<Uuid, Uuid>;
/** `{REF:P@I:46C9B1FFBD4ABC4BBB260C6190BAD20C}`. Source: KeePass help, "Field References". */
const REFERENCE = /(\{REF:[TUPANIO]@I:)([0-9A-F]{32})(?=\})/gi;

/**
 * Makes an import fit into a database: uuids that are taken there, or stand among the deleted, are replaced by new ones
 * together with all that refers to them; icons the database has already are shared; entries it has already are reported.
 * Neither is changed. What comes out is added to a group as it is, and its icons to `meta.customIcons`.
 */
export function fitImport(
  target: KdbxDatabase,
  { group, customIcons, report }: ImportResult,
  { skipKnown }: FitOptions,
  ports: Pick<ExchangePorts, 'newUuid' | 'protect'>,
): ImportResult {
  const notTaken = new NotTakenList();
  notTaken.take(report);
  const { renamed: icons, added } = fitIcons(target, customIcons, ports);
  const renamed = renameTaken(target, group, ports);
  const skipped = new Set<KdbxEntry>();
  const known = new KnownEntries(target);
  forEachEntry(group, [], (entry, path) => {
    const same = known.find(entry);
    if (!same) return;
    notTaken.note([...path, titleOf(entry)].join('/'), '', skipKnown ? 'skipped-as-known' : 'already-there');
    if (!skipKnown) return;
    skipped.add(entry);
    renamed.set(entry.uuid, same.uuid);
  });
  const fitted = new Fitting(renamed, icons, skipped, ports).group(group);
  return { group: fitted, customIcons: added, report: reportOn(fitted, notTaken) };
}

/** Writes a tree anew with other uuids. What does not change stays the same object. */
class Fitting {
  readonly #renamed: Renamed;
  readonly #icons: Renamed;
  readonly #skipped: ReadonlySet<KdbxEntry>;
  readonly #ports: Pick<ExchangePorts, 'protect'>;
  #inTree: ReadonlySet<Uuid> = new Set();

  constructor(
    renamed: Renamed,
    icons: Renamed,
    skipped: ReadonlySet<KdbxEntry>,
    ports: Pick<ExchangePorts, 'protect'>,
  ) {
    this.#renamed = renamed;
    this.#icons = icons;
    this.#skipped = skipped;
    this.#ports = ports;
  }

  group(top: KdbxGroup): KdbxGroup {
    const inTree = new Set<Uuid>();
    forEachGroup(top, (one) => inTree.add(one.uuid));
    this.#inTree = inTree;
    return this.#group(top);
  }

  #group(group: KdbxGroup): KdbxGroup {
    const { lastTopVisibleEntry, ...rest } = this.#placed(group);
    return {
      ...rest,
      ...(lastTopVisibleEntry && { lastTopVisibleEntry: this.#uuid(lastTopVisibleEntry) }),
      entries: group.entries.filter((entry) => !this.#skipped.has(entry)).map((entry) => this.#entry(entry)),
      groups: group.groups.filter((child) => !this.#isAllSkipped(child)).map((child) => this.#group(child)),
    };
  }

  #entry(entry: KdbxEntry): KdbxEntry {
    const uuid = this.#uuid(entry.uuid);
    const history = entry.history.map((version) => ({ ...this.#version(version), uuid }));
    return { ...this.#version(entry), uuid, history };
  }

  #version(entry: KdbxEntry): KdbxEntry {
    if (this.#renamed.size === 0) return this.#placed(entry);
    const { autoType } = entry;
    return {
      ...this.#placed(entry),
      overrideUrl: this.#text(entry.overrideUrl),
      fields: new Map([...entry.fields].map(([name, value]) => [name, this.#value(value)])),
      autoType: {
        ...autoType,
        defaultSequence: this.#text(autoType.defaultSequence),
        associations: autoType.associations.map((one) => ({ ...one, sequence: this.#text(one.sequence) })),
      },
    };
  }

  /** Its own uuid, icon and former group. A former group that does not come along is unknown here. */
  #placed<T extends Pick<KdbxEntry, 'uuid' | 'customIcon' | 'previousParent'>>(one: T): T {
    const { customIcon, previousParent, ...rest } = one;
    return {
      ...rest,
      uuid: this.#uuid(one.uuid),
      ...(customIcon && { customIcon: this.#icons.get(customIcon) ?? customIcon }),
      ...(previousParent &&
        this.#inTree.has(previousParent) && { previousParent: this.#uuid(previousParent) }),
    } as T;
  }

  #isAllSkipped({ entries, groups }: KdbxGroup): boolean {
    if (this.#skipped.size === 0 || entries.length + groups.length === 0) return false;
    return (
      entries.every((entry) => this.#skipped.has(entry)) && groups.every((child) => this.#isAllSkipped(child))
    );
  }

  #uuid(uuid: Uuid): Uuid {
    return this.#renamed.get(uuid) ?? uuid;
  }

  #value(value: FieldValue): FieldValue {
    if (typeof value === 'string') return this.#text(value);
    const clear = value.bytes();
    const held = Buffer.from(clear.buffer, clear.byteOffset, clear.byteLength);
    const text = held.includes('{') ? held.toString('utf8') : '';
    const changed = this.#text(text);
    held.fill(0);
    return changed === text ? value : this.#ports.protect(Buffer.from(changed));
  }

  #text(text: string): string {
    if (!text.includes('{')) return text;
    return text.replace(REFERENCE, (whole, before: string, uuid: string) => {
      const renamed = this.#renamed.get(uuid.toLowerCase());
      return renamed ? before + renamed.toUpperCase() : whole;
    });
  }
}

/** New uuids for those that the database has, or had: a merge would delete those again. */
function renameTaken(
  target: KdbxDatabase,
  tree: KdbxGroup,
  { newUuid }: Pick<ExchangePorts, 'newUuid'>,
): Map<Uuid, Uuid> {
  const taken = new Set(target.deleted.map(({ uuid }) => uuid));
  forEachGroup(target.root, ({ uuid, entries }) => {
    taken.add(uuid);
    for (const entry of entries) taken.add(entry.uuid);
  });
  const renamed = new Map<Uuid, Uuid>();
  forEachGroup(tree, ({ uuid, entries }) => {
    for (const one of [uuid, ...entries.map((entry) => entry.uuid)])
      if (taken.has(one)) renamed.set(one, newUuid());
  });
  return renamed;
}

function fitIcons(
  target: KdbxDatabase,
  icons: readonly KdbxCustomIcon[],
  { newUuid }: Pick<ExchangePorts, 'newUuid'>,
): { renamed: Map<Uuid, Uuid>; added: KdbxCustomIcon[] } {
  const keyOf = ({ image }: KdbxCustomIcon) => Buffer.from(image).toString('base64');
  const byImage = new Map(target.meta.customIcons.map((icon) => [keyOf(icon), icon.uuid]));
  const taken = new Set(target.meta.customIcons.map(({ uuid }) => uuid));
  const renamed = new Map<Uuid, Uuid>();
  const added: KdbxCustomIcon[] = [];
  for (const icon of icons) {
    const same = byImage.get(keyOf(icon));
    const uuid = same ?? (taken.has(icon.uuid) ? newUuid() : icon.uuid);
    if (uuid !== icon.uuid) renamed.set(icon.uuid, uuid);
    if (same === undefined) added.push({ ...icon, uuid });
  }
  return { renamed, added };
}

function forEachGroup(group: KdbxGroup, visit: (group: KdbxGroup) => void): void {
  visit(group);
  for (const child of group.groups) forEachGroup(child, visit);
}

function forEachEntry(
  group: KdbxGroup,
  path: readonly string[],
  visit: (entry: KdbxEntry, path: readonly string[]) => void,
): void {
  for (const entry of group.entries) visit(entry, path);
  for (const child of group.groups) forEachEntry(child, [...path, child.name], visit);
}

function titleOf({ fields }: KdbxEntry): string {
  const title = fields.get('Title');
  return typeof title === 'string' ? title : '';
}
