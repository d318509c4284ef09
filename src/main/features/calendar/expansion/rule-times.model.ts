import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { Malformed } from './jcal.model';

/** At most so many occurrences of one event are shown in one view. */
export const MOST_OCCURRENCES = 1_000;

/**
 * How many periods (days, weeks …) of a rule are walked at most. Only rules with `COUNT` are walked from
 * their start; 20,000 days are 54 years.
 */
const MOST_PERIODS = 20_000;

/** Thrown for a rule that falls more often than anybody could attend. */
export class TooMany extends Error {
  constructor() {
    super('too many occurrences');
    this.name = 'TooMany';
  }
}

/** A recurrence rule and where it is looked at. Times are milliseconds on the time line of `timeZone`. */
export interface RuleQuery {
  /** The rule as jCal writes it (RFC 7265 3.6.10). */
  readonly rule: unknown;
  /** DTSTART; always the first occurrence. */
  readonly start: number;
  /** IANA name of the zone in which days and hours of the rule are counted. */
  readonly timeZone: string;
  /** The last possible time for the text of `UNTIL`. */
  untilOf(text: string): number;
  readonly from: number;
  readonly to: number;
}

/**
 * The times at which a rule falls between `from` and `to`, both included.
 * @throws Malformed for what is no rule
 * @throws TooMany for more than {@link MOST_OCCURRENCES}, or a rule that takes too many steps to tell
 */
export function ruleTimes(query: RuleQuery): number[] {
  const times = ask(ruleOf(query), (rule) => rule.between(new Date(query.from), new Date(query.to), true));
  if (times.length > MOST_OCCURRENCES) throw new TooMany();
  return times.map((time) => time.epochMilliseconds);
}

/**
 * The last time at which a rule falls: Infinity for one without an end, or with one too far to count.
 * @throws Malformed
 */
export function lastRuleTime(query: Omit<RuleQuery, 'from' | 'to'>): number {
  const { count, until } = partsOf(query.rule);
  if (typeof until === 'string') return query.untilOf(until);
  if (typeof count !== 'number' || count > MOST_OCCURRENCES) return Number.POSITIVE_INFINITY;
  return ask(ruleOf(query), (rule) => rule.all()).at(-1)?.epochMilliseconds ?? query.start;
}

function ask<T>(rule: RRuleTemporal, question: (rule: RRuleTemporal) => T): T {
  try {
    return question(rule);
  } catch (error) {
    if (error instanceof Error && /^Maximum/.test(error.message)) throw new TooMany();
    throw new Malformed(error instanceof Error ? error.message : 'not a rule');
  }
}

function ruleOf({ rule, start, timeZone, untilOf }: Omit<RuleQuery, 'from' | 'to'>): RRuleTemporal {
  const { until, ...parts } = partsOf(rule);
  const zoned = (time: number) => Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timeZone);
  const end = typeof until === 'string' ? { until: zoned(untilOf(until)) } : {};
  try {
    return new RRuleTemporal({
      rruleString: `RRULE:${ruleText(parts)}`,
      dtstart: zoned(start),
      ...end,
      includeDtstart: true,
      maxIterations: MOST_PERIODS,
      cache: false,
    });
  } catch (error) {
    throw new Malformed(error instanceof Error ? error.message : 'not a rule');
  }
}

function partsOf(rule: unknown): Record<string, unknown> {
  if (typeof rule !== 'object' || rule === null) throw new Malformed('not a rule');
  return { ...rule };
}

/** Days as jCal of ical.js counts `wkst`. */
const WEEK_STARTS = ['', 'SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

function ruleText({ wkst, ...parts }: Record<string, unknown>): string {
  const week = typeof wkst === 'number' ? { wkst: WEEK_STARTS[wkst] } : {};
  return Object.entries({ ...parts, ...week })
    .filter(([name]) => !name.startsWith('x-'))
    .map(([name, value]) => `${name.toUpperCase()}=${Array.isArray(value) ? value.join(',') : String(value)}`)
    .join(';');
}
