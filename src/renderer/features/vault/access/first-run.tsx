import { CloudOff, FilePlus2, FolderOpen, KeyRound, LockKeyhole, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { PaneHeader } from '../../../ui/pane-header';
import './access.css';

const POINTS: readonly (readonly ['yours' | 'keepass' | 'offline', LucideIcon])[] = [
  ['yours', LockKeyhole],
  ['keepass', KeyRound],
  ['offline', CloudOff],
];

export interface FirstRunProps {
  readonly onCreate: () => void;
  readonly onOpen: () => void;
}

/** No vault is known on this machine: what one is, and the two ways to have one. */
export function FirstRun({ onCreate, onOpen }: FirstRunProps) {
  const { t } = useTranslation('access');
  return (
    <>
      <PaneHeader title={t('title')} />
      <div className="access">
        <h2>{t('firstRun.heading')}</h2>
        <ul className="access-points">
          {POINTS.map(([point, icon]) => (
            <li key={point} className="access-point">
              <Icon of={icon} />
              <p>{t(`firstRun.${point}`)}</p>
            </li>
          ))}
        </ul>
        <div className="access-actions">
          <Button variant="primary" icon={FilePlus2} onPress={onCreate}>
            {t('firstRun.create')}
          </Button>
          <Button icon={FolderOpen} onPress={onOpen}>
            {t('firstRun.open')}
          </Button>
        </div>
        <p className="access-muted">{t('firstRun.moved')}</p>
      </div>
    </>
  );
}
