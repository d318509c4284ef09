/** Entries that are dragged: a JSON list of ids. */
export const DRAGGED_ENTRIES = 'application/x-quadrat-entries';
/** A group that is dragged: its id. */
export const DRAGGED_GROUP = 'application/x-quadrat-group';

/** What the list gives along when entries are dragged. */
export function dragEntries(ids: readonly string[]): { [type: string]: string }[] {
  return [{ [DRAGGED_ENTRIES]: JSON.stringify(ids) }];
}

/** @returns no ids for anything that is not ours */
export function draggedIds(text: string): string[] {
  const ids: unknown = JSON.parse(text);
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}
