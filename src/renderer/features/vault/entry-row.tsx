import { type LucideIcon, Paperclip, Star, Timer, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EntryRow as Row } from '../../../shared/features/vault/vault-content.contract';
import { Icon } from '../../ui/icon';
import { VisuallyHidden } from '../../ui/visually-hidden';
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

/** One line of the list. What its marks mean is said to screen readers, with pauses between. */
export function EntryRow({ row, showsPath, sort }: EntryRowProps) {
  const { t, i18n } = useTranslation('vault');
  const second = sort === 'url' && row.url ? row.url : row.userName;
  const path = showsPath ? row.path.join(' › ') : '';
  return (
    <span className="entry-row">
      <Icon of={iconOf(row.iconId)} className="entry-row-icon" />
      <span className="entry-row-words">
        <span className="entry-row-title">{row.title || t('entry.untitled')}</span>
        <Pause />
        <span className="entry-row-more">{[second, path].filter(Boolean).join(' · ')}</span>
      </span>
      <span className="entry-row-marks">
        {sort === 'modified' && (
          <>
            <Pause />
            <span className="entry-row-date">{vaultFormats(i18n.language).shortDate(row.modified)}</span>
          </>
        )}
        {row.isExpired && (
          <span className="entry-row-expired">
            <Pause />
            <Icon of={TriangleAlert} />
            {t('entry.expired')}
          </span>
        )}
        {row.attachments > 0 && (
          <Mark icon={Paperclip} words={t('entry.hasAttachments', { count: row.attachments })} />
        )}
        {row.hasTotp && <Mark icon={Timer} words={t('entry.hasTotp')} />}
        {row.isFavourite && <Mark icon={Star} words={t('entry.isFavourite')} className="entry-row-star" />}
      </span>
    </span>
  );
}

const Pause = () => <VisuallyHidden>, </VisuallyHidden>;

interface MarkProps {
  readonly icon: LucideIcon;
  readonly words: string;
  readonly className?: string;
}

function Mark({ icon, words, className = '' }: MarkProps) {
  return (
    <>
      <Icon of={icon} className={className} />
      <VisuallyHidden>, {words}</VisuallyHidden>
    </>
  );
}
