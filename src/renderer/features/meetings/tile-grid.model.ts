/** How tiles are laid out; lengths in CSS pixels. */
export interface TileGrid {
  readonly columns: number;
  readonly rows: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
}

const ASPECT = 16 / 9;

/** Smaller than this nobody is recognised: the grid scrolls instead. */
const SMALLEST_WIDTH = 176;

/** Faces side by side are easier on the eye than above each other: for that, tiles may be so much smaller. */
const NEARLY_AS_LARGE = 0.95;

/**
 * Finds the grid in which so many 16:9 tiles are as large as can be, or nearly so; where they would become too
 * small, a grid of the smallest tiles that is taller than the space.
 * @param count number of tiles, 1 or more
 * @param space the room there is, padding excluded
 * @param gap between tiles
 */
export function tileGrid(
  count: number,
  space: { readonly width: number; readonly height: number },
  gap: number,
): TileGrid {
  const grid = (columns: number, tileWidth: number): TileGrid => ({
    columns,
    rows: Math.ceil(count / columns),
    tileWidth: Math.floor(tileWidth),
    tileHeight: Math.floor(tileWidth / ASPECT),
  });
  const filling = (columns: number) => (space.width - (columns - 1) * gap) / columns;
  const fitting = (columns: number) => {
    const rows = Math.ceil(count / columns);
    return grid(columns, Math.min(filling(columns), ((space.height - (rows - 1) * gap) / rows) * ASPECT));
  };
  const all = Array.from({ length: count }, (_, index) => fitting(index + 1));
  const largest = Math.max(...all.map(({ tileWidth }) => tileWidth));
  const widest = all.findLast(({ tileWidth }) => tileWidth >= largest * NEARLY_AS_LARGE);
  if (widest && largest >= SMALLEST_WIDTH) return widest;
  const columns = Math.max(1, Math.floor((space.width + gap) / (SMALLEST_WIDTH + gap)));
  return grid(Math.min(count, columns), Math.max(0, filling(columns)));
}
