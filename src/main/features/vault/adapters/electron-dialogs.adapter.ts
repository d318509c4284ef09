import { basename, dirname, join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { safeFileName, withEnding } from '../file-names.model';
import type { ChosenPath, DialogPurpose, Dialogs } from '../vault.ports';
import { freePath } from './free-path.adapter';

/** Words of the dialogs, in the person's language. */
export interface DialogTexts {
  readonly titles: Readonly<Record<DialogPurpose, string>>;
  /** What is proposed where the page proposes nothing, without ending. */
  readonly names: Readonly<Record<'vault' | 'keyFile' | 'sheet' | 'audit' | 'file', string>>;
  readonly kinds: Readonly<
    Record<'vault' | 'keyFile' | 'import' | 'csv' | 'xml' | 'pdf' | 'text' | 'all', string>
  >;
}

type Kind = keyof DialogTexts['kinds'];
type Name = keyof DialogTexts['names'];

const ENDINGS: Readonly<Record<Kind, readonly string[]>> = {
  vault: ['kdbx'],
  keyFile: ['keyx', 'key'],
  import: ['kdbx', 'xml', 'csv'],
  csv: ['csv'],
  xml: ['xml'],
  pdf: ['pdf'],
  text: ['jsonl'],
  all: ['*'],
};

/** Files that are to be there, and places for new ones with the name that is proposed. */
const FORMS: Readonly<Record<DialogPurpose, { readonly kind: Kind; readonly saveAs?: Name }>> = {
  'open-vault': { kind: 'vault' },
  'new-vault': { kind: 'vault', saveAs: 'vault' },
  'key-file': { kind: 'keyFile' },
  'new-key-file': { kind: 'keyFile', saveAs: 'keyFile' },
  import: { kind: 'import' },
  attachment: { kind: 'all', saveAs: 'file' },
  'export-kdbx': { kind: 'vault', saveAs: 'vault' },
  'export-csv': { kind: 'csv', saveAs: 'vault' },
  'export-xml': { kind: 'xml', saveAs: 'vault' },
  audit: { kind: 'text', saveAs: 'audit' },
  sheet: { kind: 'pdf', saveAs: 'sheet' },
};

/** The system's file dialogs, over the client's window. */
export function createElectronDialogs(window: BrowserWindow, texts: () => Promise<DialogTexts>): Dialogs {
  const documents = () => app.getPath('documents');

  const filtersOf = (kind: Kind, { kinds }: DialogTexts): Electron.FileFilter[] => [
    { name: kinds[kind], extensions: [...ENDINGS[kind]] },
    ...(kind === 'all' ? [] : [{ name: kinds.all, extensions: ['*'] }]),
  ];

  async function open(purpose: DialogPurpose, properties: Electron.OpenDialogOptions['properties']) {
    const words = await texts();
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      title: words.titles[purpose],
      defaultPath: documents(),
      filters: filtersOf(FORMS[purpose].kind, words),
      properties: properties ?? [],
    });
    return canceled ? [] : filePaths;
  }

  async function save(purpose: DialogPurpose, proposed: string | undefined, saveAs: Name) {
    const words = await texts();
    const { kind } = FORMS[purpose];
    const ending = kind === 'all' ? '' : `.${ENDINGS[kind][0]}`;
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      title: words.titles[purpose],
      defaultPath: join(documents(), withEnding(safeFileName(proposed ?? '') || words.names[saveAs], ending)),
      filters: filtersOf(kind, words),
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    if (canceled || !filePath) return undefined;
    const path = withEnding(filePath, ending);
    // The person was asked about the name without its ending: what goes by the whole name is not overwritten.
    return path === filePath ? path : freePath(dirname(path), basename(path));
  }

  return {
    async choose(purpose, suggestedName) {
      const { saveAs } = FORMS[purpose];
      const path = saveAs
        ? await save(purpose, suggestedName, saveAs)
        : (await open(purpose, ['openFile']))[0];
      return path === undefined ? undefined : chosen(path);
    },
    chooseSeveral: (purpose) => open(purpose, ['openFile', 'multiSelections']),
    async suggest() {
      const { names } = await texts();
      return chosen(await freePath(documents(), `${names.vault}.kdbx`));
    },
  };
}

const chosen = (path: string): ChosenPath => ({ path, name: basename(path), folder: dirname(path) });
