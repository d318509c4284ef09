import { FolderInput, RotateCcw, Star, StarOff, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { BackToList } from './entry-details';
import './several-entries.css';
import { useVault, useVaultActions, useVaultSurroundings } from './vault-context';

/** What can be done to several entries at once. */
export function SeveralEntries() {
  const { t } = useTranslation('vault');
  const selected = useVault((state) => state.selected);
  const isInBin = useVault(({ list }) =>
    [...(list?.rows.values() ?? [])].some((row) => row.isInBin && selected.has(row.id)),
  );
  const { restore, remove, setFavourite, clearSelection } = useVaultActions();
  const { ask } = useVaultSurroundings();
  const ids = [...selected];
  return (
    <section className="several-entries">
      <BackToList />
      <h2 tabIndex={-1}>{t('several.title', { count: ids.length })}</h2>
      <div className="several-entries-actions">
        {isInBin ? (
          <>
            <Button icon={RotateCcw} onPress={() => void restore(ids)}>
              {t('bin.restore')}
            </Button>
            <Button icon={Trash2} onPress={() => ask({ kind: 'delete', ids })}>
              {t('bin.deleteForever')}
            </Button>
          </>
        ) : (
          <>
            <Button icon={FolderInput} onPress={() => ask({ kind: 'move', ids })}>
              {t('entry.move')}
            </Button>
            <Button icon={Star} onPress={() => void setFavourite(ids, true)}>
              {t('entry.mark')}
            </Button>
            <Button icon={StarOff} onPress={() => void setFavourite(ids, false)}>
              {t('entry.unmark')}
            </Button>
            <Button icon={Trash2} onPress={() => void remove(ids)}>
              {t('entry.remove')}
            </Button>
          </>
        )}
        <Button variant="quiet" onPress={clearSelection}>
          {t('several.clear')}
        </Button>
      </div>
    </section>
  );
}
