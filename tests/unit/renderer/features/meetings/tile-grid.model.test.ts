import fc from 'fast-check';
import { tileGrid } from '../../../../../src/renderer/features/meetings/tile-grid.model';

const GAP = 8;

test.each([
  // Count, space, columns and rows a person would choose.
  [1, 1200, 700, 1, 1],
  [2, 1200, 700, 2, 1],
  [2, 600, 900, 1, 2],
  [3, 1200, 700, 2, 2],
  [4, 1200, 700, 2, 2],
  [5, 1200, 700, 3, 2],
  [9, 1200, 700, 3, 3],
  [10, 1200, 700, 4, 3],
  [25, 1200, 700, 5, 5],
])('%i tiles in %i × %i stand in %i columns and %i rows', (count, width, height, columns, rows) => {
  expect(tileGrid(count, { width, height }, GAP)).toMatchObject({ columns, rows });
});

test('a tile is never distorted, never wider than the space, and the grid holds all of them', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 3_000 }),
      fc.integer({ min: 0, max: 2_000 }),
      (count, width, height) => {
        const grid = tileGrid(count, { width, height }, GAP);
        expect(grid.columns * grid.rows).toBeGreaterThanOrEqual(count);
        expect((grid.rows - 1) * grid.columns).toBeLessThan(count);
        expect(grid.columns * grid.tileWidth + (grid.columns - 1) * GAP).toBeLessThanOrEqual(
          Math.max(width, 0),
        );
        expect(Math.abs(grid.tileHeight - (grid.tileWidth * 9) / 16)).toBeLessThanOrEqual(1);
      },
    ),
  );
});

test('tiles are as large as can be: no other number of columns gives ones that fit and are 5 % larger', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 400, max: 3_000 }),
      fc.integer({ min: 300, max: 2_000 }),
      (count, width, height) => {
        const { tileWidth, tileHeight, rows } = tileGrid(count, { width, height }, GAP);
        const fits = rows * tileHeight + (rows - 1) * GAP <= height;
        for (let columns = 1; columns <= count; columns += 1) {
          const needed = Math.ceil(count / columns);
          const other = Math.min(
            (width - (columns - 1) * GAP) / columns,
            ((height - (needed - 1) * GAP) / needed) * (16 / 9),
          );
          if (fits) expect(Math.floor(other) * 0.95).toBeLessThanOrEqual(tileWidth);
          // Only where nobody would be recognised does the grid grow beyond the space.
          else expect(other).toBeLessThan(176);
        }
      },
    ),
  );
});

test('where they would be too small, tiles keep a size in which a face is known, and the grid scrolls', () => {
  const grid = tileGrid(40, { width: 600, height: 300 }, GAP);
  expect(grid).toMatchObject({ columns: 3, rows: 14 });
  expect(grid.tileWidth).toBeGreaterThanOrEqual(176);
});
