/** Rows beside those in sight, so that scrolling shows no gaps. */
const BESIDE = 6;

/**
 * Which rows of a long list belong into the page.
 * @param top pixels scrolled away
 * @param height pixels in sight
 * @param rowHeight pixels of each row
 * @param count rows in all
 * @returns from, and up to without
 */
export function rowsInSight(
  top: number,
  height: number,
  rowHeight: number,
  count: number,
): { readonly from: number; readonly to: number } {
  const first = Math.max(0, Math.floor(top / rowHeight));
  const last = Math.ceil((top + height) / rowHeight);
  const to = Math.min(count, last + BESIDE);
  return { from: Math.max(0, Math.min(first, to) - BESIDE), to };
}

/**
 * Where a key leads in a list.
 * @param page rows that PageUp and PageDown go
 * @returns undefined for a key that leads nowhere
 */
export function placeAfterKey(key: string, place: number, count: number, page: number): number | undefined {
  const last = Math.max(0, count - 1);
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, place + 1);
    case 'ArrowUp':
      return Math.max(0, place - 1);
    case 'PageDown':
      return Math.min(last, place + page);
    case 'PageUp':
      return Math.max(0, place - page);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
