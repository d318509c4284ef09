import { z } from 'zod';
import { call, event } from '../../ipc/contract';
import { calendarViewSchema } from './calendar.model';

export const calendarContract = {
  /** The occurrences that touch the given days, from the local store, expanded locally. */
  view: call(
    z.strictObject({
      /** First day, `YYYY-MM-DD`, in `timeZone`. */
      from: z.iso.date(),
      days: z.int().min(1).max(42),
      /** IANA name of the time zone the person looks from. */
      timeZone: z.string().max(64),
    }),
    calendarViewSchema,
  ),
  /** Asks the calendar servers now. The news comes as `changed`. */
  sync: call(z.undefined(), z.undefined()),
  /** The local store or the state of synchronisation has changed: ask for the view again. */
  changed: event(z.undefined()),
};
export type CalendarContract = typeof calendarContract;
