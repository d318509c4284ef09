import type { SaveState } from '../../../shared/features/vault/vault.model';
import type { Problem } from './vault-look.model';

/** Codes by which the help desk knows what a person saw. */
export const CONTENT_CODES: Readonly<Record<Problem, string>> = {
  unanswered: 'VLT-301',
  locked: 'VLT-302',
  'unknown-entry': 'VLT-303',
  'unknown-group': 'VLT-304',
  'unknown-field': 'VLT-305',
  'unknown-version': 'VLT-306',
  'unknown-attachment': 'VLT-307',
  'duplicate-name': 'VLT-308',
  'into-itself': 'VLT-309',
  'root-group': 'VLT-310',
  'nothing-to-undo': 'VLT-311',
  'not-allowed': 'VLT-312',
  'bad-totp': 'VLT-313',
  'no-totp': 'VLT-314',
  'bad-settings': 'VLT-315',
  cancelled: 'VLT-316',
  'unknown-backup': 'VLT-317',
  'clipboard-refused': 'VLT-318',
  'not-found': 'VLT-321',
  'no-permission': 'VLT-322',
  'read-only': 'VLT-323',
  'disk-full': 'VLT-324',
  'not-answering': 'VLT-325',
  'is-a-folder': 'VLT-326',
  'too-large': 'VLT-327',
  exists: 'VLT-328',
  unreadable: 'VLT-329',
};

type SaveProblem = Extract<SaveState, { state: 'failed' }>['reason'];

export const SAVE_CODES: Readonly<Record<SaveProblem, string>> = {
  'not-found': 'VLT-401',
  'no-permission': 'VLT-402',
  'read-only': 'VLT-403',
  'disk-full': 'VLT-404',
  'not-answering': 'VLT-405',
  'is-a-folder': 'VLT-406',
  'too-large': 'VLT-407',
  exists: 'VLT-408',
  unreadable: 'VLT-409',
  'lock-lost': 'VLT-410',
  'not-verified': 'VLT-411',
  'changed-and-unreadable': 'VLT-412',
};

/** The file of an open vault has gone. */
export const FILE_GONE_CODE = 'VLT-420';
