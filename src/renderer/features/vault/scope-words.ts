import type { TFunction } from 'i18next';
import type { Scope } from '../../../shared/features/vault/vault-content.contract';
import { type Outline, pathOf } from './vault-look.model';

/** What a part of the vault is called. */
export function scopeName(scope: Scope, outline: Outline | undefined, t: TFunction<'vault'>): string {
  if (scope.kind === 'tag') return scope.tag;
  if (scope.kind !== 'group') return t(`scopes.${scope.kind}`);
  const groups = outline?.groups ?? [];
  return pathOf(groups, scope.group).at(-1) ?? rootName(outline, t);
}

/** The outermost group carries the vault's name; some files leave it empty. */
export function rootName(outline: Outline | undefined, t: TFunction<'vault'>): string {
  return outline?.groups.find(({ parent }) => parent === undefined)?.name || t('scopes.root');
}
