import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { FileChoice, type ShownFile } from '../../../ui/file-choice';
import type { KeyFileWish } from './vault-access.model';

export interface KeyFileWishFieldProps {
  readonly wish: KeyFileWish;
  readonly onChoose: (kind: KeyFileWish['kind']) => void;
}

/** A key file for a vault: none, a new one, or one that is there; with what it means to have one. */
export function KeyFileWishField({ wish, onChoose }: KeyFileWishFieldProps) {
  const { t } = useTranslation('access');
  return (
    <>
      <p>{t('keyFile.explained')}</p>
      <FileChoice
        label={t('keyFile.label')}
        file={wish.kind === 'none' ? undefined : wish.file}
        nothing={t('keyFile.nothing')}
        choose={t('keyFile.new')}
        onChoose={() => onChoose('new')}
        note={wish.kind === 'new' ? t('keyFile.willBeMade') : undefined}
      >
        <Button onPress={() => onChoose('existing')}>{t('keyFile.existing')}</Button>
        {wish.kind !== 'none' && (
          <Button variant="quiet" onPress={() => onChoose('none')}>
            {t('keyFile.without')}
          </Button>
        )}
      </FileChoice>
    </>
  );
}

export interface KeyFileFieldProps {
  /** Chosen now. */
  readonly chosen: ShownFile | undefined;
  /** Path of the one remembered for the vault. */
  readonly remembered: string | undefined;
  readonly onChoose: () => void;
  readonly onDrop: () => void;
}

/** The key file that opens a vault: out of the way unless one belongs to it. */
export function KeyFileField({ chosen, remembered, onChoose, onDrop }: KeyFileFieldProps) {
  const { t } = useTranslation('access');
  const file = chosen ?? (remembered === undefined ? undefined : fileAt(remembered));
  if (!file) {
    return (
      <div>
        <Button variant="quiet" onPress={onChoose}>
          {t('keyFile.use')}
        </Button>
      </div>
    );
  }
  return (
    <FileChoice
      label={t('keyFile.label')}
      file={file}
      nothing={t('keyFile.nothing')}
      choose={t('keyFile.other')}
      onChoose={onChoose}
      note={chosen ? undefined : t('keyFile.remembered')}
    >
      {chosen && (
        <Button variant="quiet" onPress={onDrop}>
          {remembered === undefined ? t('keyFile.without') : t('keyFile.keep')}
        </Button>
      )}
    </FileChoice>
  );
}

/** A path as it is shown: name and folder, whatever the system's separator. */
export function fileAt(path: string): ShownFile {
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return cut < 0
    ? { name: path }
    : { name: path.slice(cut + 1), folder: path.slice(0, cut) || path.slice(0, 1) };
}
