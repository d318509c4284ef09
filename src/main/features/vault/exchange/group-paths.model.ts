import { newGroup } from '../database/making.model';
import type { Instant, KdbxEntry, KdbxGroup } from '../kdbx/kdbx.model';
import type { ExchangePorts } from './exchange.model';

/** Deepest groups that are made. */
const DEEPEST = 30;

/** Makes groups out of paths, below one group for all. */
export class GroupPaths {
  readonly top: KdbxGroup;
  readonly #ports: ExchangePorts;
  readonly #now: Instant;
  readonly #made = new Map<string, KdbxGroup>();

  constructor(name: string, ports: ExchangePorts, now: Instant) {
    this.#ports = ports;
    this.#now = now;
    this.top = this.#newGroup(name);
    this.#made.set('', this.top);
  }

  /** Adds an entry to a group. @returns false where the path was too deep: its rest is the last group's name then */
  add(entry: KdbxEntry, path: readonly string[]): boolean {
    const isTooDeep = path.length > DEEPEST;
    const taken = isTooDeep ? [...path.slice(0, DEEPEST - 1), path.slice(DEEPEST - 1).join('/')] : path;
    this.#groupAt(taken).entries.push(entry);
    return !isTooDeep;
  }

  #groupAt(path: readonly string[]): KdbxGroup {
    const key = path.join('\0');
    const known = this.#made.get(key);
    if (known) return known;
    const group = this.#newGroup(path.at(-1) ?? '');
    this.#groupAt(path.slice(0, -1)).groups.push(group);
    this.#made.set(key, group);
    return group;
  }

  #newGroup(name: string): KdbxGroup {
    return { ...newGroup(this.#ports.newUuid(), name, this.#now), entries: [], groups: [] };
  }
}

/** A path as its groups' names. */
export function splitPath(path: string, separator: '/' | '\\'): string[] {
  return path.split(separator).filter((name) => name.trim() !== '');
}
