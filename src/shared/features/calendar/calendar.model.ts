import { z } from 'zod';

/** One appearance of an event in time. A recurring event has many. */
export const occurrenceSchema = z.strictObject({
  /** Unique among all occurrences: event UID and recurrence id. */
  id: z.string(),
  title: z.string(),
  /** Instant in milliseconds since the epoch; for all-day events the start of the day where the person is. */
  start: z.number(),
  end: z.number(),
  allDay: z.boolean(),
  /** For all-day events: first and last day (inclusive), `YYYY-MM-DD`. */
  days: z.strictObject({ first: z.iso.date(), last: z.iso.date() }).optional(),
  /** IANA name of the zone the event was written in, absent for all-day and floating times. */
  timeZone: z.string().optional(),
  /** The zone's name as written, where nobody knows such a zone: the time is then only a guess. */
  unknownZone: z.string().optional(),
  recurring: z.boolean(),
  status: z.enum(['confirmed', 'tentative', 'cancelled']),
  location: z.string().optional(),
  description: z.string().optional(),
  organizer: z.string().optional(),
  /** Number of persons invited, the organizer included; absent where nobody is. */
  attendees: z.int().optional(),
  calendarName: z.string(),
  /** The meeting's link where the event has one, and whether it is joined here or in a browser. */
  meeting: z.strictObject({ ref: z.string(), joinable: z.boolean() }).optional(),
});
export type Occurrence = z.output<typeof occurrenceSchema>;

/** Why the calendar could not be asked, or its answer not be kept. */
export const syncProblemSchema = z.enum([
  'network-blocked',
  'not-signed-in',
  'server-silent',
  'server-refused',
  'server-failed',
  'answer-not-understood',
  'not-stored',
]);
export type SyncProblem = z.output<typeof syncProblemSchema>;

export const calendarViewSchema = z.strictObject({
  occurrences: z.array(occurrenceSchema),
  sync: z.strictObject({
    state: z.enum(['never', 'running', 'done', 'failed']),
    /** Milliseconds since the epoch of the last success. */
    lastSuccess: z.number().optional(),
    problem: syncProblemSchema.optional(),
  }),
  /**
   * How the local copy is kept: on disk; on disk after a damaged one was set aside; or only until the window
   * closes, because the disk refuses.
   */
  copy: z.enum(['kept', 'set-aside', 'forgetful']),
  /** Events that could not be read or expanded, by title (empty where unknown); shown, never dropped silently. */
  unreadable: z.array(
    z.strictObject({ title: z.string(), reason: z.enum(['malformed', 'too-many', 'too-slow']) }),
  ),
});
export type CalendarView = z.output<typeof calendarViewSchema>;
