import ICAL from 'ical.js';
import { contentLines } from '../content-lines.model';

/** One content line of iCalendar (RFC 5545 3.1) as jCal (RFC 7265) writes it; names in lower case. */
export interface Property {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Value type in lower case: `date`, `date-time`, `text`, `unknown` … */
  readonly type: string;
  readonly values: readonly unknown[];
}

/** A component such as `vevent` with what lies in it. */
export interface Component {
  readonly name: string;
  readonly properties: readonly Property[];
  readonly components: readonly Component[];
}

/** Thrown inside this folder for an object that cannot be read; it never leaves `readObject`. */
export class Malformed extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'Malformed';
  }
}

/** Lines whose loss would change when an event takes place. */
const TIMING_LINE = /^(BEGIN|END|DTSTART|DTEND|DURATION|RRULE|EXRULE|RDATE|EXDATE|RECURRENCE-ID)\b/i;
const CONTENT_LINE = /^[A-Za-z0-9-]+[;:]/;

/**
 * Parses iCalendar text into its top components.
 * Some programs write descriptions with bare line breaks: lines that are no content lines are left out in a
 * second try, unless they say when something takes place.
 * @throws Malformed
 */
export function parseComponents(text: string): Component[] {
  try {
    return topComponents(ICAL.parse(text));
  } catch {
    const lines = contentLines(text);
    const broken = lines.filter((line) => line !== '' && !CONTENT_LINE.test(line));
    if (broken.some((line) => TIMING_LINE.test(line))) throw new Malformed('a line of timing is broken');
    try {
      return topComponents(ICAL.parse(lines.filter((line) => CONTENT_LINE.test(line)).join('\r\n')));
    } catch (error) {
      throw new Malformed(error instanceof Error ? error.message : 'not iCalendar');
    }
  }
}

/** ical.js answers one component as itself and several as a list of them. */
function topComponents(parsed: unknown): Component[] {
  if (!Array.isArray(parsed)) throw new Malformed('not iCalendar');
  return typeof parsed[0] === 'string' ? [toComponent(parsed)] : parsed.map(toComponent);
}

function toComponent(jcal: unknown): Component {
  if (!Array.isArray(jcal)) throw new Malformed('not a component');
  const [name, properties, components] = jcal;
  if (typeof name !== 'string' || !Array.isArray(properties) || !Array.isArray(components)) {
    throw new Malformed('not a component');
  }
  return { name, properties: properties.map(toProperty), components: components.map(toComponent) };
}

function toProperty(jcal: unknown): Property {
  if (!Array.isArray(jcal)) throw new Malformed('not a property');
  const [name, parameters, type, ...values] = jcal;
  if (typeof name !== 'string' || typeof type !== 'string') throw new Malformed('not a property');
  return { name, parameters: (parameters ?? {}) as Record<string, unknown>, type, values };
}

/** All properties of that name, in the order they are written. */
export function propertiesOf(component: Component, name: string): Property[] {
  return component.properties.filter((property) => property.name === name);
}

/** The first value of that name as text, trimmed; undefined where it is absent or empty. */
export function textOf(component: Component, name: string): string | undefined {
  const value = component.properties.find((property) => property.name === name)?.values[0];
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return text === '' ? undefined : text;
}

/** A parameter as text; of several values the first. */
export function parameterOf(property: Property, name: string): string | undefined {
  const value = property.parameters[name];
  const text = Array.isArray(value) ? value[0] : value;
  return typeof text === 'string' && text !== '' ? text : undefined;
}
