import { Paperclip, Star, Timer, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EntryRow as Row } from '../../../shared/features/vault/vault-content.contract';
import { Icon } from '../../ui/icon';
import './entry-row.css';
import { vaultFormats } from './vault-formats';
import { iconOf } from './vault-icons';
import type { Sort } from './vault-look.model';

export interface EntryRowProps {
  readonly row: Row;
  /** Where it stands is said where entries of several groups are listed. */
  readonly showsPath: boolean;
  readonly sort: Sort;
}

/** One line of the list. The list says its name for screen readers. */
export function EntryRow({ row, showsPath, sort }: EntryRowProps) {
  const { t, i18n } = useTranslation('vault');
  const second = sort === 'url' && row.url ? row.url : row.userName;
  const path = showsPath ? row.path.join(' › ') : '';
  return (
    <span className="entry-row">
      <Icon of={iconOf(row.iconId)} className="entry-row-icon" />
      <span className="entry-row-words">
        <span className="entry-row-title">{row.title || t('entry.untitled')}</span>
        <span className="entry-row-more">{[second, path].filter(Boolean).join(' · ')}</span>
      </span>
      <span className="entry-row-marks">
        {sort === 'modified' && (
          <span className="entry-row-date">{vaultFormats(i18n.language).shortDate(row.modified)}</span>
        )}
        {row.isExpired && (
          <span className="entry-row-expired">
            <Icon of={TriangleAlert} />
            {t('entry.expired')}
          </span>
        )}
        {row.attachments > 0 && <Icon of={Paperclip} />}
        {row.hasTotp && <Icon of={Timer} />}
        {row.isFavourite && <Icon of={Star} className="entry-row-star" />}
      </span>
    </span>
  );
}
