import type { KdbxGroup } from '../kdbx/kdbx.model';
import type { ImportReport, NotTaken, NotTakenReason } from './exchange.model';

/** Most lines a report lists; the rest is counted. */
export const MOST_LISTED = 1_000;

/** Gathers what could not be taken. */
export class NotTakenList {
  readonly #listed: NotTaken[] = [];
  #total = 0;

  get listed(): readonly NotTaken[] {
    return this.#listed;
  }

  get total(): number {
    return this.#total;
  }

  note(where: string, what: string, reason: NotTakenReason): void {
    this.#total++;
    if (this.#listed.length < MOST_LISTED) this.#listed.push({ where, what, reason });
  }

  /** Continues a report that has been made. */
  take({ notTaken, notTakenTotal }: ImportReport): void {
    for (const { where, what, reason } of notTaken) this.note(where, what, reason);
    this.#total += notTakenTotal - notTaken.length;
  }
}

/** The report on a group that is taken in as a whole. */
export function reportOn(group: KdbxGroup, notTaken: NotTakenList): ImportReport {
  const counted = { entries: 0, groups: 0, attachments: 0 };
  const count = (one: KdbxGroup): void => {
    counted.groups++;
    counted.entries += one.entries.length;
    for (const { attachments } of one.entries) counted.attachments += attachments.size;
    one.groups.forEach(count);
  };
  count(group);
  return { ...counted, notTaken: notTaken.listed, notTakenTotal: notTaken.total };
}
