import { createStore, type StoreApi } from 'zustand/vanilla';
import type { VaultContract } from '../../../../shared/features/vault/vault.contract';
import type { ChosenFile, SecretBytes } from '../../../../shared/features/vault/vault.model';
import type {
  ImportPreview,
  ImportReport,
  ImportTarget,
} from '../../../../shared/features/vault/vault-content.contract';
import type { Client } from '../../../../shared/ipc/contract';

/** Why a file could not be read or taken over; `unanswered` when main did not answer at all. */
export type ImportTrouble = Extract<ImportPreview, { ok: false }>['reason'] | 'unanswered';

/** What a file holds, before anything is taken. */
export type Preview = Extract<ImportPreview, { ok: true }>;

/** Where somebody stands with an import. */
export type ImportStage =
  | { readonly stage: 'choosing'; readonly trouble?: ImportTrouble | undefined }
  | { readonly stage: 'reading'; readonly file: ChosenFile }
  /** The file is a vault: its password, and its key file if it has one. */
  | {
      readonly stage: 'key';
      readonly file: ChosenFile;
      readonly keyFile: ChosenFile | undefined;
      readonly isReading: boolean;
      readonly trouble?: ImportTrouble | undefined;
    }
  | {
      readonly stage: 'preview';
      readonly file: ChosenFile;
      readonly preview: Preview;
      /** Only for tables: what becomes of each column. */
      readonly targets: readonly ImportTarget[];
      /** The mapping was changed and is read anew. */
      readonly isReading: boolean;
      readonly trouble?: ImportTrouble | undefined;
    }
  | { readonly stage: 'taking'; readonly file: ChosenFile }
  | {
      readonly stage: 'done';
      readonly file: ChosenFile;
      /** As the preview named it. */
      readonly format: string;
      readonly group: string;
      readonly report: ImportReport;
    };

export interface ImportState {
  readonly now: ImportStage;
  /** Opens the system's dialog and reads what was chosen. */
  choose(): Promise<void>;
  chooseKeyFile(): Promise<void>;
  dropKeyFile(): void;
  /** Reads a vault; the password is kept until the import is over, then overwritten. */
  open(password: SecretBytes): Promise<void>;
  setTarget(column: number, target: ImportTarget): Promise<void>;
  /** Takes everything over into a group. */
  take(into: string, skipKnown: boolean): Promise<void>;
  /** Back to the beginning; the password is overwritten. */
  reset(): void;
}

export type ImportStore = StoreApi<ImportState>;

const BEGINNING: ImportStage = { stage: 'choosing' };
/** Reasons after which another password or key file may help. */
const ABOUT_THE_KEY: readonly ImportTrouble[] = ['wrong-key', 'bad-key-file', 'needs-key'];

/** An import from choosing a file to the report of what was not taken. */
export function createImportStore(vault: Client<VaultContract>): ImportStore {
  let key: { readonly password: SecretBytes; readonly keyFile: ChosenFile | undefined } | undefined;
  let turn = 0;

  const store = createStore<ImportState>((_, get) => ({
    now: BEGINNING,
    choose: async () => {
      const file = await vault.chooseFile({ purpose: 'import' }).catch(() => undefined);
      if (!file) return;
      dropKey();
      const mine = ++turn;
      show({ stage: 'reading', file });
      const answer = await preview(file);
      if (mine !== turn) return;
      if (answer?.ok) show(previewed(file, answer));
      else if (answer?.reason === 'needs-key')
        show({ stage: 'key', file, keyFile: undefined, isReading: false });
      else show({ stage: 'choosing', trouble: answer?.reason ?? 'unanswered' });
    },
    chooseKeyFile: async () => {
      const keyFile = await vault.chooseFile({ purpose: 'key-file' }).catch(() => undefined);
      const { now } = get();
      if (keyFile && now.stage === 'key') show({ ...now, keyFile });
    },
    dropKeyFile: () => {
      const { now } = get();
      if (now.stage === 'key') show({ ...now, keyFile: undefined });
    },
    open: async (password) => {
      const { now } = get();
      if (now.stage !== 'key' || now.isReading) {
        password.fill(0);
        return;
      }
      const { file, keyFile } = now;
      dropKey();
      key = { password, keyFile };
      const mine = ++turn;
      show({ stage: 'key', file, keyFile, isReading: true });
      const answer = await preview(file);
      if (mine !== turn) return;
      if (answer?.ok) {
        show(previewed(file, answer));
        return;
      }
      dropKey();
      const trouble = answer?.reason ?? 'unanswered';
      show(
        ABOUT_THE_KEY.includes(trouble)
          ? { stage: 'key', file, keyFile, isReading: false, trouble }
          : { stage: 'choosing', trouble },
      );
    },
    setTarget: async (column, target) => {
      const { now } = get();
      if (now.stage !== 'preview') return;
      const targets = now.targets.map((one, index) => (index === column ? target : one));
      const mine = ++turn;
      show({ ...now, targets, isReading: true, trouble: undefined });
      const answer = await preview(now.file, targets);
      if (mine !== turn) return;
      show(
        answer?.ok
          ? { ...now, preview: answer, targets, isReading: false, trouble: undefined }
          : { ...now, targets, isReading: false, trouble: answer?.reason ?? 'unanswered' },
      );
    },
    take: async (into, skipKnown) => {
      const { now } = get();
      if (now.stage !== 'preview') return;
      const { file, targets } = now;
      const mine = ++turn;
      show({ stage: 'taking', file });
      const answer = await vault
        .importFile({ ...question(file, targets), into, skipKnown })
        .catch(() => undefined);
      if (mine !== turn) return;
      if (!answer?.ok) {
        show({ ...now, isReading: false, trouble: answer?.reason ?? 'unanswered' });
        return;
      }
      dropKey();
      show({ stage: 'done', file, format: now.preview.format, group: answer.group, report: answer.report });
    },
    reset: () => {
      turn++;
      dropKey();
      show(BEGINNING);
    },
  }));

  function show(now: ImportStage): void {
    store.setState({ now });
  }

  function dropKey(): void {
    key?.password.fill(0);
    key = undefined;
  }

  function question(file: ChosenFile, targets: readonly ImportTarget[] = []) {
    return {
      file: file.id,
      ...(key && { password: key.password }),
      ...(key?.keyFile && { keyFile: key.keyFile.id }),
      ...(targets.length > 0 && { targets: [...targets] }),
    };
  }

  const preview = (file: ChosenFile, targets?: readonly ImportTarget[]) =>
    vault.previewImport(question(file, targets)).catch(() => undefined);

  return store;
}

function previewed(file: ChosenFile, preview: Preview): ImportStage {
  const targets = preview.columns.map(({ target }) => target);
  return { stage: 'preview', file, preview, targets, isReading: false };
}
