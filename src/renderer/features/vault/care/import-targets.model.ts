import type { ImportTarget } from '../../../../shared/features/vault/vault-content.contract';

/** What can become of a column, as a choice: a custom field has the column's name. */
export const TARGETS = [
  'title',
  'userName',
  'password',
  'url',
  'notes',
  'group',
  'totp',
  'tags',
  'favourite',
  'created',
  'modified',
  'accessed',
  'expires',
  'icon',
  'fields',
  'field',
  'protected',
  'ignore',
] as const;
export type TargetChoice = (typeof TARGETS)[number];

export function choiceOf(target: ImportTarget): TargetChoice {
  if (typeof target === 'string') return target;
  return target.isProtected ? 'protected' : 'field';
}

/**
 * @param column name of the column, which a custom field takes; a nameless one is called by its place
 * @param place from 0
 */
export function targetOf(choice: TargetChoice, column: string, place: number): ImportTarget {
  if (choice !== 'field' && choice !== 'protected') return choice;
  const name = column.trim().slice(0, 500) || String(place + 1);
  return { field: name, isProtected: choice === 'protected' };
}

/** Whether what stands in a column is shown only as hidden. */
export function isSecret(target: ImportTarget): boolean {
  return ['password', 'totp', 'protected'].includes(choiceOf(target));
}
