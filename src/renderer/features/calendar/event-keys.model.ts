/** Where an event stands on the page: an event over midnight stands in two days. */
export interface Slot {
  readonly key: string;
  /** For finding what lies beside: minutes since midnight, −1 for whole days. */
  readonly minutes: number;
}

const MOVES = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'] as const;
export type Move = (typeof MOVES)[number];

/** Whether a key moves between events. */
export function isMove(key: string): key is Move {
  return (MOVES as readonly string[]).includes(key);
}

/**
 * Where a key leads from an event: up and down in its day and on into the days around it, left and right to
 * what is nearest in time on another day, Home and End to the first and last of all.
 * @param days the slots of each day in their order
 * @returns the key of the slot, or undefined where there is nothing in that direction
 */
export function moveBetween(
  days: readonly (readonly Slot[])[],
  from: string,
  move: Move,
): string | undefined {
  const all = days.flat();
  if (move === 'Home') return all[0]?.key;
  if (move === 'End') return all.at(-1)?.key;
  const at = all.findIndex(({ key }) => key === from);
  const slot = all[at];
  if (!slot) return all[0]?.key;
  if (move === 'ArrowUp') return all[at - 1]?.key;
  if (move === 'ArrowDown') return all[at + 1]?.key;
  const day = days.findIndex((slots) => slots.includes(slot));
  const beside =
    move === 'ArrowRight'
      ? days.slice(day + 1).find((slots) => slots.length > 0)
      : days.slice(0, day).findLast((slots) => slots.length > 0);
  const distance = ({ minutes }: Slot) => Math.abs(minutes - slot.minutes);
  return beside?.toSorted((a, b) => distance(a) - distance(b))[0]?.key;
}
