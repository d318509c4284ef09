import type { RoomSpec } from './meetings/room';

/** A meeting room of the demo city; everybody who works there may enter. */
export type DemoRoom = Pick<RoomSpec, 'id' | 'title'>;

/** The room of the meeting that stands in everybody's calendar and begins in a moment. Somebody is already there. */
export const JOUR_FIXE: RoomSpec = {
  id: 'jour-fixe',
  title: 'Jour fixe Digitale Verwaltung',
  botName: 'Probeteilnahme',
};
export const IT_HOUR: RoomSpec = { id: 'it-sprechstunde', title: 'IT-Sprechstunde' };
export const PLANNING: RoomSpec = { id: 'planungsrunde', title: 'Planungsrunde' };

export const DEMO_ROOMS: readonly RoomSpec[] = [JOUR_FIXE, IT_HOUR, PLANNING];
