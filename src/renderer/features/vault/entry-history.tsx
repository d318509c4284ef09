import { RotateCcw, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EntryDetails } from '../../../shared/features/vault/vault-content.contract';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Disclosure } from '../../ui/disclosure';
import { Notice } from '../../ui/notice';
import { PaneLoading } from '../../ui/pane-state';
import { Attachments } from './entry-attachments';
import './entry-history.css';
import { fieldName } from './field-words';
import { CONTENT_CODES } from './vault-codes.model';
import { useVault, useVaultActions, useVaultSurroundings } from './vault-context';
import { vaultFormats } from './vault-formats';
import { VersionComparison } from './version-comparison';

/** The earlier versions of an entry, newest first, each with what was changed after it. */
export function History({ entry }: { readonly entry: EntryDetails }) {
  const { t, i18n } = useTranslation('vault');
  const { showVersion } = useVaultActions();
  const { history } = entry;
  if (history.length === 0) return null;
  return (
    <Disclosure label={t('history.title', { count: history.length })}>
      <ol className="entry-history">
        {history.toReversed().map(({ index, modified, changed }) => (
          <li key={index} className="entry-history-version">
            <span className="entry-history-words">
              <time>{vaultFormats(i18n.language).dateAndTime(modified)}</time>
              <span className="entry-history-changed">
                {changed.length > 0
                  ? t('history.changedAfter', { what: changed.map((name) => fieldName(name, t)).join(', ') })
                  : t('history.unchanged')}
              </span>
            </span>
            <Button variant="quiet" onPress={() => showVersion(index)}>
              {t('history.compare')}
            </Button>
          </li>
        ))}
      </ol>
      <VersionDialog entry={entry} />
    </Disclosure>
  );
}

/** An earlier version beside the entry as it is now. */
function VersionDialog({ entry }: { readonly entry: EntryDetails }) {
  const { t, i18n } = useTranslation('vault');
  const version = useVault((state) => state.version);
  const { showVersion, restoreVersion } = useVaultActions();
  const { ask } = useVaultSurroundings();
  const { dateAndTime } = vaultFormats(i18n.language);
  const old = entry.history.find(({ index }) => index === version?.index);
  const close = () => showVersion(undefined);
  if (!version || !old) return null;
  return (
    <Dialog
      isOpen
      onClose={close}
      title={t('history.versionOf', { date: dateAndTime(old.modified) })}
      actions={
        version.details &&
        !entry.isInBin && (
          <>
            <Button variant="primary" icon={RotateCcw} onPress={() => void restoreVersion(version.index)}>
              {t('history.restore')}
            </Button>
            <Button
              variant="quiet"
              icon={Trash2}
              onPress={() => ask({ kind: 'delete-version', version: version.index })}
            >
              {t('history.remove')}
            </Button>
          </>
        )
      }
    >
      {version.details ? (
        <>
          <VersionComparison
            changed={changedSince(entry, version.index)}
            left={{ heading: t('history.then'), details: version.details, version: version.index }}
            right={{ heading: t('history.now'), details: entry, version: undefined }}
          />
          <Attachments attachments={version.details.attachments} isReadOnly version={version.index} />
          <p className="entry-history-note">{t('history.restoreNote')}</p>
        </>
      ) : version.problem ? (
        <Notice
          tone="danger"
          heading={t(`problems.${version.problem}`)}
          code={CONTENT_CODES[version.problem]}
        />
      ) : (
        <PaneLoading lines={5} />
      )}
    </Dialog>
  );
}

/** Everything that was changed from a version on. */
function changedSince({ history }: EntryDetails, version: number): string[] {
  return [...new Set(history.filter(({ index }) => index >= version).flatMap(({ changed }) => changed))];
}
