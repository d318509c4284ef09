import type { VaultContentCalls } from '../../../shared/features/vault/vault-content.contract';
import type { ChosenFiles } from './chosen-files.service';
import type { CopiedSecret } from './copied-secret.service';
import type { KeeperCalls } from './keeper/keeper.contract';
import { overwrite } from './keeper/keeper-wire';
import type { Clock, Dialogs, Settled } from './vault.ports';
import type { VaultService } from './vault.service';

/** A secret on its way to the page is overwritten in main when it is surely there. */
const LENT_MS = 1_000;

/** Calls in which main has no part but to hand them on. */
const HANDED_ON = [
  'outline',
  'list',
  'entry',
  'totp',
  'addEntry',
  'changeEntry',
  'duplicateEntry',
  'moveEntries',
  'removeEntries',
  'restoreEntries',
  'emptyBin',
  'setFavourite',
  'restoreVersion',
  'removeVersion',
  'addGroup',
  'renameGroup',
  'moveGroup',
  'removeGroup',
  'restoreGroup',
  'renameAttachment',
  'removeAttachment',
  'undo',
  'redo',
  'health',
  'conflicts',
  'settleConflict',
  'save',
  'backups',
  'restoreBackup',
  'audit',
  'escrow',
  'setEscrow',
] as const satisfies readonly (keyof VaultContentCalls & keyof KeeperCalls)[];

const EXPORTS = { kdbx: 'export-kdbx', csv: 'export-csv', 'keepass-xml': 'export-xml' } as const;
const CANCELLED = { ok: false, reason: 'cancelled' } as const;
const NOT_FOUND = { ok: false, reason: 'not-found' } as const;

/** Answers the page on what the open vault holds: hands on to the keeper, and adds dialogs, clipboard and times. */
export function vaultContent(ports: {
  readonly vault: VaultService;
  readonly chosen: ChosenFiles;
  readonly dialogs: Dialogs;
  readonly copied: CopiedSecret;
  readonly clock: Pick<Clock, 'after'>;
  readonly settled: Settled;
}): VaultContentCalls {
  const { chosen, clock, copied, dialogs, settled, vault } = ports;

  const handedOn = Object.fromEntries(
    HANDED_ON.map((name) => [
      name,
      // Input and answer are those of the one call on both sides, which TypeScript cannot see by a name in a list.
      (input: never) => vault.ask((calls) => calls[name](input)),
    ]),
  ) as unknown as Pick<VaultContentCalls, (typeof HANDED_ON)[number]>;

  /** Lets the page have it, and overwrites it here. */
  function lend<T>(answer: T): T {
    clock.after(LENT_MS, () => overwrite(answer));
    return answer;
  }

  /** Paths for an import; undefined when the page names a file that was not chosen in this run. */
  function pathsOf<I extends { readonly file: string; readonly keyFile?: string | undefined }>(input: I) {
    const { file, keyFile, ...rest } = input;
    const path = chosen.find(file)?.path;
    const key = keyFile === undefined ? undefined : chosen.find(keyFile)?.path;
    if (!path || (keyFile !== undefined && !key)) return undefined;
    return { ...rest, path, ...(key ? { keyFile: key } : {}) };
  }

  return {
    ...handedOn,

    async reveal(input) {
      const answer = await vault.ask((calls) => calls.reveal(input));
      const { hideAfterSeconds } = settled.preferences();
      return answer.ok ? lend({ ok: true, secret: answer.secret, hideAfterSeconds }) : answer;
    },

    generate: async (wish) => lend(await vault.ask((calls) => calls.generate(wish))),

    async copy(input) {
      const answer = await vault.ask((calls) => calls.takeForClipboard(input));
      if (!answer.ok) return answer;
      const { clearClipboardAfterSeconds: seconds } = settled.preferences();
      const isThere = await copied.copy(answer.secret, seconds);
      return isThere ? { ok: true, clearsAfterSeconds: seconds } : { ok: false, reason: 'clipboard-refused' };
    },

    async addAttachments({ id }) {
      if (!vault.open) return { ok: false, reason: 'locked' };
      const paths = await dialogs.chooseSeveral('attachment');
      if (paths.length === 0) return CANCELLED;
      return vault.ask((calls) => calls.addAttachments({ id, paths }));
    },

    async saveAttachment(input) {
      if (!vault.open) return { ok: false, reason: 'locked' };
      const place = await dialogs.choose('attachment', input.name);
      if (!place) return CANCELLED;
      return vault.ask((calls) => calls.saveAttachment({ ...input, path: place.path }));
    },

    async previewImport(input) {
      const paths = pathsOf(input);
      return paths ? vault.ask((calls) => calls.previewImport(paths)) : NOT_FOUND;
    },

    async importFile(input) {
      const paths = pathsOf(input);
      return paths ? vault.ask((calls) => calls.importFile(paths)) : NOT_FOUND;
    },

    async exportVault({ format }) {
      if (!vault.open) return { ok: false, reason: 'locked' };
      const place = await dialogs.choose(EXPORTS[format], vault.open.state.name);
      if (!place) return CANCELLED;
      return vault.ask((calls) => calls.exportVault({ format, path: place.path }));
    },

    async exportAudit() {
      if (!vault.open) return { ok: false, reason: 'locked' };
      const place = await dialogs.choose('audit');
      if (!place) return CANCELLED;
      return vault.ask((calls) => calls.exportAudit({ path: place.path }));
    },
  };
}
