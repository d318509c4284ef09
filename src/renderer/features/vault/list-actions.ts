import type { EntryRow } from '../../../shared/features/vault/vault-content.contract';
import type { StoreParts } from './store-parts';
import type { EntryList, Look } from './vault-look.model';
import type { SelectHow, VaultActions } from './vault-state.model';

/** Rows asked for at once while scrolling, and at most. */
const PAGE = 100;
const MOST = 500;
/** Rows fetched beyond what is in sight. */
const MARGIN = 30;

type ListActions = Pick<
  VaultActions,
  | 'showScope'
  | 'search'
  | 'sortBy'
  | 'showPlaces'
  | 'reload'
  | 'selectAt'
  | 'selectAll'
  | 'clearSelection'
  | 'showColumn'
>;

/**
 * The list in pages. One question is under way at a time and always asks for what is wanted by then: whatever was
 * typed meanwhile is asked once, not letter by letter, and an answer to an earlier question is not shown.
 */
export function listActions({ bridge, get, set }: StoreParts): ListActions {
  let inSight = { from: 0, to: PAGE };
  let isRunning = false;
  /** The list shown is of an earlier revision, or main did not answer. */
  let isOutdated = true;
  /** Where a range begins that Shift extends. */
  let anchor = 0;

  /** The next page that is missing; undefined when all that is in sight is there. */
  function missing(): { offset: number; limit: number } | undefined {
    const { look, list } = get();
    const isNew = list?.look !== look;
    if (isNew || isOutdated) {
      const offset = isNew ? 0 : Math.max(0, inSight.from - MARGIN);
      const limit = isNew ? PAGE : inSight.to + MARGIN - offset;
      return { offset, limit: Math.min(Math.max(limit, PAGE), MOST) };
    }
    const last = Math.min(inSight.to + MARGIN, list.total) - 1;
    for (let place = Math.max(0, inSight.from - MARGIN); place <= last; place += 1) {
      if (!list.rows.has(place)) return { offset: place, limit: PAGE };
    }
    return undefined;
  }

  async function load(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    for (let page = missing(); page && get().status?.state === 'open'; page = missing()) {
      const { look } = get();
      const wasOutdated = isOutdated;
      isOutdated = false;
      const answer = await bridge.list({ ...look, ...page }).catch(() => undefined);
      if (get().look !== look) {
        isOutdated ||= wasOutdated;
        continue;
      }
      if (!answer?.ok) {
        isOutdated = true;
        if (get().status?.state === 'open') set({ listProblem: answer?.reason ?? 'unanswered' });
        break;
      }
      take(look, page.offset, answer, wasOutdated);
    }
    isRunning = false;
  }

  function take(
    look: Look,
    offset: number,
    answer: { total: number; revision: number; rows: readonly EntryRow[] },
    isFresh: boolean,
  ): void {
    const before = get().list;
    const isMore = before?.look === look && before.revision === answer.revision && !isFresh;
    const rows = new Map(isMore ? before.rows : []);
    answer.rows.forEach((row, at) => {
      rows.set(offset + at, row);
    });
    const { total, revision } = answer;
    // The vault shrank behind what was in sight: its new end is.
    if (inSight.from >= total) inSight = { from: Math.max(0, total - PAGE), to: total };
    const isOther = before?.look !== look;
    set({
      list: { look, total, revision, rows },
      listProblem: undefined,
      ...(isOther && { selected: stillListed(rows, total) }),
    });
  }

  function show(look: Look): void {
    inSight = { from: 0, to: PAGE };
    anchor = 0;
    set({ look });
    void load();
  }

  /** What is not in the list any more must not be hit by what is done to the selection. */
  function stillListed(rows: ReadonlyMap<number, EntryRow>, total: number): ReadonlySet<string> {
    const { selected } = get();
    if (rows.size < total) return selected.size > 1 ? new Set() : selected;
    const listed = new Set([...rows.values()].map(({ id }) => id));
    return new Set([...selected].filter((id) => listed.has(id)));
  }

  async function loadOutline(): Promise<void> {
    const answer = await bridge.outline(undefined).catch(() => undefined);
    if (get().status?.state !== 'open') return;
    if (answer?.ok) {
      const { groups, tags, counts } = answer;
      set({ outline: { groups, tags, counts } });
    } else {
      set({ listProblem: answer?.reason ?? 'unanswered' });
    }
  }

  /** Ids of a stretch of the list, fetched where they were never in sight. */
  async function idsBetween(from: number, to: number): Promise<string[] | undefined> {
    const list = get().list;
    if (!list) return undefined;
    const ids: string[] = [];
    for (let place = from; place < to; ) {
      const known = list.rows.get(place);
      if (known) {
        ids.push(known.id);
        place += 1;
        continue;
      }
      const answer = await bridge.list({ ...list.look, offset: place, limit: MOST }).catch(() => undefined);
      // The list changed meanwhile: a selection by places would hit others.
      if (!answer?.ok || answer.revision !== list.revision || get().look !== list.look) return undefined;
      if (answer.rows.length === 0) break;
      ids.push(...answer.rows.slice(0, to - place).map(({ id }) => id));
      place += answer.rows.length;
    }
    return ids;
  }

  function select(ids: readonly string[]): void {
    set({ selected: new Set(ids) });
    const [only] = ids;
    if (only !== undefined && ids.length === 1) get().openEntry(only);
  }

  async function selectAt(place: number, how: SelectHow): Promise<void> {
    const row = get().list?.rows.get(place);
    if (how === 'extend') {
      const ids = await idsBetween(Math.min(anchor, place), Math.max(anchor, place) + 1);
      if (ids) select(ids);
      return;
    }
    anchor = place;
    if (!row) return;
    if (how === 'replace') {
      if (get().editor?.entry?.id === row.id) set({ selected: new Set([row.id]) });
      // An editor with unsaved changes keeps the selection where it is.
      else get().leaveEditor(() => select([row.id]));
      return;
    }
    const selected = new Set(get().selected);
    if (!selected.delete(row.id)) selected.add(row.id);
    select([...selected]);
  }

  return {
    showScope: (scope) => {
      set({ selected: new Set() });
      show({ ...get().look, scope, text: '' });
    },
    search: (text) => show({ ...get().look, text }),
    sortBy: (sort, descending) => show({ ...get().look, sort, descending }),
    showPlaces: (from, to) => {
      inSight = { from, to };
      void load();
    },
    reload: () => {
      isOutdated = true;
      set({ listProblem: undefined });
      void load();
      void loadOutline();
      const { entry, conflicts } = get();
      if (entry) get().openEntry(entry.id);
      if (conflicts) void get().loadConflicts();
    },
    selectAt,
    selectAll: async () => {
      const ids = await idsBetween(0, get().list?.total ?? 0);
      if (ids) set({ selected: new Set(ids) });
    },
    clearSelection: () => set({ selected: new Set() }),
    showColumn: (column) => set({ column }),
  };
}

/** The place of an entry in the list, where it was fetched. */
export function placeOf(list: EntryList | undefined, id: string): number | undefined {
  for (const [place, row] of list?.rows ?? []) if (row.id === id) return place;
  return undefined;
}
