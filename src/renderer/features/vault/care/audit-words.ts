import type { TFunction } from 'i18next';
import { fieldName } from '../field-words';
import type { AuditLine } from './audit.store';
import { knownFormat } from './not-taken.model';

const LOCKS = [
  'start',
  'asked',
  'idle',
  'suspend',
  'screen-lock',
  'window-closed',
  'person-changed',
  'longest-time',
  'keeper-gone',
] as const;
const UNLOCKS = ['created', 'password', 'quick'] as const;
const CHANGES = [
  'add',
  'edit',
  'duplicate',
  'move',
  'remove',
  'restore',
  'empty-bin',
  'restore-version',
  'remove-version',
  'add-attachment',
  'rename-attachment',
  'remove-attachment',
  'remove-group',
  'undo',
  'redo',
] as const;

const known = <T extends string>(codes: readonly T[], code: string) => codes.find((one) => one === code);

/** What a line of the record adds to its action, in words; a code without words is left out. */
export function detailWords(
  { action, detail }: AuditLine,
  t: TFunction<'care'>,
  vault: TFunction<'vault'>,
): string | undefined {
  if (detail === undefined) return undefined;
  switch (action) {
    case 'lock': {
      const reason = known(LOCKS, detail);
      return reason && t(`audit.details.lock.${reason}`);
    }
    case 'unlock': {
      const way = known(UNLOCKS, detail);
      return way && t(`audit.details.unlock.${way}`);
    }
    case 'change': {
      const change = known(CHANGES, detail);
      return change && t(`audit.details.change.${change}`);
    }
    case 'reveal':
    case 'copy':
      return detail === 'totp' ? t('audit.details.totp') : fieldName(detail, vault);
    case 'import':
    case 'export':
      return detail === 'csv' ? 'CSV' : t(`import.formats.${knownFormat(detail)}`);
    case 'merge':
      return detail === 'backup' ? t('audit.details.backup') : undefined;
    default:
      return undefined;
  }
}
