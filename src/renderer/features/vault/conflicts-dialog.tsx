import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conflict } from '../../../shared/features/vault/vault-content.contract';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { PaneLoading } from '../../ui/pane-state';
import './conflicts-dialog.css';
import { useVault, useVaultActions } from './vault-context';
import { vaultFormats } from './vault-formats';
import { VersionComparison } from './version-comparison';

/** Entries that were changed in two places, one after the other: which version is to be the current one. */
export function ConflictsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('vault');
  const conflicts = useVault((state) => state.conflicts);
  const { loadConflicts, showVersion } = useVaultActions();
  useEffect(() => {
    void loadConflicts();
    return () => showVersion(undefined);
  }, [loadConflicts, showVersion]);
  const [first] = conflicts ?? [];
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('conflicts.title')}
      actions={conflicts?.length === 0 && <Button onPress={onClose}>{t('conflicts.done')}</Button>}
    >
      {conflicts === undefined && <PaneLoading lines={4} />}
      {first && <OneConflict key={first.entry} conflict={first} left={conflicts?.length ?? 1} />}
      {conflicts?.length === 0 && <p role="status">{t('conflicts.none')}</p>}
    </Dialog>
  );
}

function OneConflict({ conflict, left }: { readonly conflict: Conflict; readonly left: number }) {
  const { t, i18n } = useTranslation('vault');
  const entry = useVault((state) => state.entry);
  const version = useVault((state) => state.version);
  const { openEntry, showVersion, settleConflict } = useVaultActions();
  const { entry: id, other, fields, kept, title } = conflict;
  const { dateAndTime } = vaultFormats(i18n.language);
  const isOpen = entry?.id === id;
  useEffect(() => openEntry(id), [openEntry, id]);
  useEffect(() => {
    if (isOpen) showVersion(other);
  }, [isOpen, showVersion, other]);
  const sides = {
    ours: t('conflicts.ours', { date: dateAndTime(conflict.oursModified) }),
    theirs: t('conflicts.theirs', { date: dateAndTime(conflict.theirsModified) }),
  };
  const rest = kept === 'ours' ? 'theirs' : 'ours';
  const details = isOpen ? entry.details : undefined;
  const isComparable = details && version?.details;
  return (
    <div className="conflict">
      <p className="conflict-count" role="status">
        {t('conflicts.left', { count: left })}
      </p>
      <h3>{title || t('entry.untitled')}</h3>
      <p>{t(`conflicts.kept.${kept}`)}</p>
      {isComparable ? (
        <VersionComparison
          changed={fields}
          left={{ heading: t('conflicts.current', { side: sides[kept] }), details, version: undefined }}
          right={{
            heading: t('conflicts.other', { side: sides[rest] }),
            details: version.details,
            version: version.index,
          }}
        />
      ) : other === undefined ? (
        <p>{t('conflicts.onlyOne')}</p>
      ) : (
        <PaneLoading lines={3} />
      )}
      <div className="conflict-choices">
        <Button variant="primary" onPress={() => void settleConflict(id, 'kept')}>
          {t(`conflicts.keep.${kept}`)}
        </Button>
        {other !== undefined && (
          <Button onPress={() => void settleConflict(id, 'other')}>{t(`conflicts.take.${rest}`)}</Button>
        )}
      </div>
      <p className="conflict-note">{t('conflicts.note')}</p>
    </div>
  );
}
