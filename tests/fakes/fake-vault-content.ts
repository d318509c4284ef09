import type { VaultContract } from '../../src/shared/features/vault/vault.contract';
import type {
  Conflict,
  ContentRefusal,
  EntryDetails,
  EntryDraft,
  EntryRow,
  GroupNode,
  Scope,
} from '../../src/shared/features/vault/vault-content.contract';
import type { Handlers } from '../../src/shared/ipc/contract';
import {
  BIN,
  type FakeContent,
  type FakeEntry,
  type FakeGroup,
  fakeId,
  fakeStrength,
  ROOT,
  sampleGroups,
} from './fake-vault-entries';

type Calls = Handlers<VaultContract>;
type Kept = { readonly entries: FakeEntry[]; readonly groups: FakeGroup[] };
type Step = { readonly action: string; readonly title: string; readonly before: Kept };

const SOON = 30 * 86_400_000;
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const encode = (text: string) => new TextEncoder().encode(text);
const fold = (text: string) =>
  text.toLowerCase().replaceAll('ß', 'ss').normalize('NFD').replaceAll(/\p{M}/gu, '');
const refuse = (reason: ContentRefusal) => ({ ok: false as const, reason });
const DONE = { ok: true as const };

/** What a fake vault holds, and everything that is done to it. */
export class FakeVaultContent {
  entries: FakeEntry[];
  groups: FakeGroup[] = sampleGroups();
  conflicts: Conflict[] = [];
  revision = 1;
  #past: Step[] = [];
  #future: Step[] = [];
  #made = 1000;
  readonly #now: () => number;

  constructor(entries: FakeEntry[], now: () => number) {
    this.entries = entries;
    this.#now = now;
  }

  /** What the status says of it. */
  counts() {
    const of = (steps: readonly Step[]) => {
      const last = steps.at(-1);
      return last && { action: last.action, title: last.title };
    };
    const undo = of(this.#past);
    const redo = of(this.#future);
    return {
      revision: this.revision,
      entries: this.entries.length,
      ...{ undo: undefined, redo: undefined, ...(undo && { undo }), ...(redo && { redo }) },
    };
  }

  valueOf(id: string, field: string, version?: number): string | undefined {
    const entry = this.entries.find((one) => one.id === id);
    const content = version === undefined ? entry : entry?.history[version];
    if (!content) return undefined;
    const standard: Record<string, string> = {
      Title: content.title,
      UserName: content.userName,
      Password: content.password,
      URL: content.url,
      Notes: content.notes,
    };
    return standard[field] ?? content.fields.find(({ name }) => name === field)?.value;
  }

  calls(): Partial<Calls> {
    return { ...this.#readingCalls(), ...this.#entryCalls(), ...this.#groupCalls(), ...this.#otherCalls() };
  }

  #readingCalls(): Partial<Calls> {
    return {
      outline: () => ({
        ok: true,
        groups: this.groups.map((group) => this.#nodeOf(group)),
        tags: [...this.#tags()].map(([name, entries]) => ({ name, entries })),
        counts: {
          all: this.#inScope({ kind: 'all' }).length,
          favourites: this.#inScope({ kind: 'favourites' }).length,
          recent: this.#inScope({ kind: 'recent' }).length,
          expiring: this.#inScope({ kind: 'expiring' }).length,
          bin: this.#inScope({ kind: 'bin' }).length,
        },
      }),
      list: ({ scope, text, sort, descending, offset, limit }) => {
        const words = fold(text).split(/\s+/).filter(Boolean);
        const found = this.#inScope(scope).filter((entry) => {
          const hay = fold([entry.title, entry.userName, entry.url, entry.notes, ...entry.tags].join(' '));
          return words.every((word) => hay.includes(word));
        });
        const key = sort === 'relevance' ? 'title' : sort;
        if (scope.kind !== 'recent') {
          found.sort((a, b) =>
            key === 'modified'
              ? a.modified - b.modified
              : key === 'expiry'
                ? (a.expires ?? Number.MAX_VALUE) - (b.expires ?? Number.MAX_VALUE)
                : a[key].localeCompare(b[key], 'de'),
          );
          if (descending) found.reverse();
        }
        return {
          ok: true,
          total: found.length,
          revision: this.revision,
          rows: found.slice(offset, offset + limit).map((entry) => this.#rowOf(entry)),
        };
      },
      entry: ({ id, version }) => {
        const entry = this.#entry(id);
        if (!entry) return refuse('unknown-entry');
        const content = version === undefined ? entry : entry.history[version];
        return content ? { ok: true, entry: this.#detailsOf(entry, content) } : refuse('unknown-version');
      },
      totp: ({ id }) => {
        const entry = this.#entry(id);
        if (entry?.totp !== 'otpauth') return refuse('no-totp');
        const step = Math.floor(this.#now() / 30_000);
        const code = String((step * 7919 + id.charCodeAt(31)) % 1_000_000).padStart(6, '0');
        return { ok: true, code, secondsLeft: 30 - (this.#now() % 30_000) / 1000, period: 30 };
      },
    };
  }

  #entryCalls(): Partial<Calls> {
    return {
      addEntry: ({ group, draft }) => {
        const id = fakeId('entry', ++this.#made);
        const now = this.#now();
        const blank: FakeContent = {
          title: '',
          userName: '',
          password: '',
          url: '',
          notes: '',
          fields: [],
          attachments: [],
          tags: [],
          iconId: 0,
          expires: undefined,
          qualityCheck: true,
          totp: '',
          modified: now,
        };
        const times = { created: now, accessed: now, passwordChanged: now };
        const entry = { ...blank, ...times, id, group, isFavourite: false, notesAreProtected: false };
        this.#change('add', draft.title ?? '', () => {
          this.entries = [...this.entries, apply({ ...entry, history: [] }, draft, now)];
        });
        return { ok: true, id };
      },
      changeEntry: ({ id, draft }) =>
        this.#edit('edit', [id], (entry) => ({
          ...apply(entry, draft, this.#now()),
          history: [...entry.history, entry],
        })),
      duplicateEntry: ({ id }) => {
        const entry = this.#entry(id);
        if (!entry) return refuse('unknown-entry');
        const copy = { ...entry, id: fakeId('entry', ++this.#made), title: `${entry.title} – Kopie` };
        this.#change('duplicate', entry.title, () => {
          this.entries = [...this.entries, copy];
        });
        return { ok: true, id: copy.id };
      },
      moveEntries: ({ ids, group }) => this.#edit('move', ids, (entry) => ({ ...entry, group })),
      removeEntries: ({ ids }) => {
        if (this.#entry(ids[0] ?? '')?.group !== BIN) {
          return this.#edit('bin', ids, (entry) => ({ ...entry, group: BIN }));
        }
        return this.#edit('delete', ids, () => undefined);
      },
      restoreEntries: ({ ids }) =>
        this.#edit('restore', ids, (entry) => ({ ...entry, group: fakeId('group', 1) })),
      emptyBin: () => {
        const ids = this.#inScope({ kind: 'bin' }).map(({ id }) => id);
        return this.#edit('empty-bin', ids, () => undefined);
      },
      setFavourite: ({ ids, on }) => this.#edit('favourite', ids, (entry) => ({ ...entry, isFavourite: on })),
      restoreVersion: ({ id, version }) =>
        this.#edit('restore-version', [id], (entry) => ({
          ...entry,
          ...entry.history[version],
          history: [...entry.history, entry],
        })),
      removeVersion: ({ id, version }) =>
        this.#edit('delete-version', [id], (entry) => ({
          ...entry,
          history: entry.history.filter((_, index) => index !== version),
        })),
      addAttachments: ({ id }) =>
        this.#edit('add-attachment', [id], (entry) => ({
          ...entry,
          attachments: [
            ...entry.attachments,
            { name: `Neu ${entry.attachments.length + 1}.pdf`, size: 99_000 },
          ],
        })),
      saveAttachment: () => DONE,
      renameAttachment: ({ id, name, to }) =>
        this.#edit('rename-attachment', [id], (entry) => ({
          ...entry,
          attachments: entry.attachments.map((one) => (one.name === name ? { ...one, name: to } : one)),
        })),
      removeAttachment: ({ id, name }) =>
        this.#edit('remove-attachment', [id], (entry) => ({
          ...entry,
          attachments: entry.attachments.filter((one) => one.name !== name),
        })),
    };
  }

  #groupCalls(): Partial<Calls> {
    const groupOf = (id: string) => this.groups.find((group) => group.id === id);
    const within = (id: string, other: string): boolean => {
      const parent = groupOf(id)?.parent;
      return id === other || (parent !== undefined && within(parent, other));
    };
    return {
      addGroup: ({ parent, name }) => {
        const id = fakeId('group', ++this.#made);
        this.#change('add-group', name, () => {
          this.groups = [...this.groups, { id, parent, name, iconId: 48 }];
        });
        return { ok: true, id };
      },
      renameGroup: ({ id, name }) => {
        if (!groupOf(id)) return refuse('unknown-group');
        return this.#change('edit-group', name, () => {
          this.groups = this.groups.map((group) => (group.id === id ? { ...group, name } : group));
        });
      },
      moveGroup: ({ id, parent, index }) => {
        const group = groupOf(id);
        if (!group) return refuse('unknown-group');
        if (!group.parent) return refuse('root-group');
        if (within(parent, id)) return refuse('into-itself');
        return this.#change('move-group', group.name, () => {
          const others = this.groups.filter((one) => one.id !== id);
          const siblings = others.filter((one) => one.parent === parent);
          const next = index === undefined ? undefined : siblings[index];
          others.splice(next ? others.indexOf(next) : others.length, 0, { ...group, parent });
          this.groups = others;
        });
      },
      removeGroup: ({ id }) => {
        const group = groupOf(id);
        if (!group) return refuse('unknown-group');
        if (!group.parent) return refuse('root-group');
        return this.#change('bin-group', group.name, () => {
          this.groups = this.groups.map((one) => (one.id === id ? { ...one, parent: BIN } : one));
        });
      },
      restoreGroup: ({ id }) => {
        const group = groupOf(id);
        if (group?.parent !== BIN) return refuse('not-allowed');
        return this.#change('restore-group', group.name, () => {
          this.groups = this.groups.map((one) => (one.id === id ? { ...one, parent: ROOT } : one));
        });
      },
    };
  }

  #otherCalls(): Partial<Calls> {
    return {
      undo: () => this.#travel(this.#past, this.#future),
      redo: () => this.#travel(this.#future, this.#past),
      generate: (wish) => {
        const words = ['Quitte', 'Nebelhorn', 'Kran', 'Wolke', 'Ufer', 'Ziegel', 'Laterne', 'Moos'];
        const secret =
          wish.kind === 'password'
            ? Array.from({ length: wish.length }, (_, at) => 'aB3x!Kq7'[(at * 5 + this.#made) % 8]).join('')
            : Array.from({ length: wish.words }, (_, at) => words[(at * 3 + this.#made) % 8]).join(
                wish.separator,
              );
        this.#made += 1;
        const entropyBits = wish.kind === 'password' ? wish.length * 6.1 : wish.words * 12.9;
        return { ok: true, secret: encode(secret), entropyBits, strength: fakeStrength(secret) };
      },
      health: () => {
        const weak = this.entries.filter(({ password }) => password && fakeStrength(password).score < 2);
        const none = { reused: 0, old: 0, expired: 0, 'expires-soon': 0, 'city-pattern': 0 };
        const rest = { 'totp-missing': 0, 'empty-password': 0, 'http-address': 0 };
        return {
          ok: true,
          health: {
            inspected: this.entries.length,
            counts: { weak: weak.length, ...none, ...rest },
            entries: weak.map(({ id, title, userName }) => ({
              id,
              title,
              userName,
              findings: ['weak' as const],
            })),
          },
        };
      },
      conflicts: () => ({ ok: true, conflicts: this.conflicts }),
      settleConflict: ({ entry }) => {
        this.conflicts = this.conflicts.filter((one) => one.entry !== entry);
        this.revision += 1;
        return DONE;
      },
      backups: () => ({ ok: true, backups: [{ id: 'b1', at: this.#now() - 3_600_000, bytes: 48_151 }] }),
      restoreBackup: () => DONE,
      previewImport: () => ({
        ok: true,
        format: 'csv-chrome',
        entries: 12,
        groups: 0,
        columns: [],
        warnings: [],
      }),
      importFile: ({ into }) => ({
        ok: true,
        group: into,
        report: { entries: 12, groups: 0, attachments: 0, notTaken: [], notTakenTotal: 0 },
      }),
      exportVault: () => ({ ok: true, name: 'Tresor.csv', notTaken: [] }),
      audit: () => ({ ok: true, total: 1, isIntact: true, lines: [{ at: this.#now(), action: 'unlock' }] }),
      exportAudit: () => DONE,
      escrow: () => ({ ok: true }),
      setEscrow: () => DONE,
    };
  }

  #entry(id: string): FakeEntry | undefined {
    return this.entries.find((one) => one.id === id);
  }

  #change(action: string, title: string, act: () => void) {
    this.#past.push({ action, title, before: { entries: this.entries, groups: this.groups } });
    this.#future = [];
    act();
    this.revision += 1;
    return DONE;
  }

  #edit(action: string, ids: readonly string[], act: (entry: FakeEntry) => FakeEntry | undefined) {
    const first = this.#entry(ids[0] ?? '');
    if (!first) return refuse('unknown-entry');
    return this.#change(action, first.title, () => {
      const those = new Set(ids);
      this.entries = this.entries.flatMap((entry) => (those.has(entry.id) ? (act(entry) ?? []) : entry));
    });
  }

  #travel(from: Step[], to: Step[]) {
    const step = from.pop();
    if (!step) return refuse('nothing-to-undo');
    to.push({ ...step, before: { entries: this.entries, groups: this.groups } });
    this.entries = step.before.entries;
    this.groups = step.before.groups;
    this.revision += 1;
    return DONE;
  }

  #isInBin = (group: string | undefined): boolean =>
    group === BIN ||
    (group !== undefined && this.#isInBin(this.groups.find(({ id }) => id === group)?.parent));

  #inScope(scope: Scope): FakeEntry[] {
    const binned = new Set(this.groups.filter(({ id }) => this.#isInBin(id)).map(({ id }) => id));
    if (scope.kind === 'group') return this.entries.filter(({ group }) => group === scope.group);
    if (scope.kind === 'bin') return this.entries.filter(({ group }) => binned.has(group));
    const live = this.entries.filter(({ group }) => !binned.has(group));
    if (scope.kind === 'tag') return live.filter(({ tags }) => tags.includes(scope.tag));
    if (scope.kind === 'favourites') return live.filter((entry) => entry.isFavourite);
    if (scope.kind === 'recent') return live.sort((a, b) => b.accessed - a.accessed).slice(0, 20);
    if (scope.kind === 'expiring') {
      return live.filter(({ expires }) => expires !== undefined && expires < this.#now() + SOON);
    }
    return live;
  }

  #tags(): Map<string, number> {
    const tags = new Map<string, number>();
    for (const { tags: own } of this.#inScope({ kind: 'all' }))
      for (const tag of own) tags.set(tag, (tags.get(tag) ?? 0) + 1);
    return new Map([...tags].sort(([a], [b]) => a.localeCompare(b, 'de')));
  }

  #nodeOf({ id, parent, name, iconId }: FakeGroup): GroupNode {
    const entries = this.entries.filter(({ group }) => group === id).length;
    return { id, ...(parent && { parent }), name, iconId, isBin: id === BIN, entries };
  }

  #pathOf(id: string): string[] {
    const group = this.groups.find((one) => one.id === id);
    return group?.parent ? [...this.#pathOf(group.parent), group.name] : [];
  }

  #rowOf(entry: FakeEntry): EntryRow {
    const { id, group, title, userName, url, iconId, tags, isFavourite, modified } = entry;
    return {
      ...{ id, group, title, userName, url, iconId, tags, isFavourite, modified },
      path: this.#pathOf(group),
      isExpired: entry.expires !== undefined && entry.expires < this.#now(),
      isInBin: this.#isInBin(group),
      hasTotp: entry.totp !== '',
      hasPassword: entry.password !== '',
      attachments: entry.attachments.length,
    };
  }

  #detailsOf(entry: FakeEntry, content: FakeContent): EntryDetails {
    const { id, group, isFavourite, created, accessed, passwordChanged } = entry;
    const { title, userName, url, tags, iconId, expires, qualityCheck, modified, attachments } = content;
    const reused = this.entries.filter(
      (other) => other.id !== id && other.password !== '' && other.password === content.password,
    );
    const totp = content.totp === 'problem' ? { problem: 'bad-secret' } : { period: 30, digits: 6 };
    const versions = [...entry.history, entry];
    return {
      ...{ id, group, title, userName, url, tags, iconId, isFavourite, created, accessed, modified },
      ...{ qualityCheck, attachments },
      path: this.#pathOf(group),
      ...(entry.notesAreProtected ? {} : { notes: content.notes }),
      password: {
        isSet: content.password !== '',
        changed: passwordChanged,
        ...(content.password && { strength: fakeStrength(content.password) }),
      },
      reusedIn: reused.map((other) => ({ id: other.id, title: other.title })),
      fields: content.fields.map(({ name, value, isProtected }) =>
        isProtected ? { name, isProtected } : { name, isProtected, value },
      ),
      isInBin: this.#isInBin(group),
      ...(expires !== undefined && { expires }),
      ...(content.totp && { totp }),
      history: entry.history.map((version, index) => ({
        index,
        modified: version.modified,
        title: version.title,
        changed: changedBetween(version, versions[index + 1] ?? entry),
      })),
    };
  }
}

function changedBetween(before: FakeContent, after: FakeContent): string[] {
  const pairs: [string, unknown, unknown][] = [
    ['Title', before.title, after.title],
    ['UserName', before.userName, after.userName],
    ['Password', before.password, after.password],
    ['URL', before.url, after.url],
    ['Notes', before.notes, after.notes],
    ['tags', before.tags.join(), after.tags.join()],
    ['expiry', before.expires, after.expires],
  ];
  return pairs.filter(([, one, other]) => one !== other).map(([name]) => name);
}

function apply(entry: FakeEntry, draft: EntryDraft, now: number): FakeEntry {
  const { password, totp, expires, fields, ...plain } = draft;
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  const changed: FakeEntry = { ...entry, ...given, modified: now };
  if (password) Object.assign(changed, { password: decode(password), passwordChanged: now });
  if (totp) changed.totp = totp.length > 0 ? 'otpauth' : '';
  if (expires !== undefined) changed.expires = expires ?? undefined;
  changed.fields = [...entry.fields];
  for (const change of fields ?? []) {
    const at = changed.fields.findIndex(({ name }) => name === change.name);
    const old = changed.fields[at];
    if (change.do === 'remove') changed.fields.splice(at, 1);
    else if (change.do === 'rename' && old) changed.fields[at] = { ...old, name: change.to };
    else if (change.do === 'protect' && old) changed.fields[at] = { ...old, isProtected: change.isProtected };
    else if (change.do === 'set') {
      const { name, isProtected } = change;
      changed.fields.splice(at < 0 ? changed.fields.length : at, at < 0 ? 0 : 1, {
        ...{ name, isProtected },
        value: decode(change.value),
      });
    }
  }
  return changed;
}
