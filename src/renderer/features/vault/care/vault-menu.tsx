import {
  Activity,
  FileDown,
  FileUp,
  FolderSearch,
  History,
  KeyRound,
  LockKeyhole,
  type LucideIcon,
  Menu as MenuIcon,
  Printer,
  ScrollText,
  Settings2,
  ShieldQuestionMark,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { Menu } from '../../../ui/menu';
import type { CareView } from './vault-care';

const VIEWS: readonly (readonly [CareView, LucideIcon])[] = [
  ['health', Activity],
  ['import', FileUp],
  ['export', FileDown],
  ['backups', History],
  ['audit', ScrollText],
  ['escrow', ShieldQuestionMark],
  ['sheet', Printer],
  ['preferences', Settings2],
];

export interface VaultMenuProps {
  /** Whether the city offers escrow, or the file holds a seal. */
  readonly hasEscrow: boolean;
  readonly onView: (view: CareView) => void;
  readonly onChangeKey: () => void;
  readonly onShowFile: () => void;
  readonly onLock: () => void;
}

/** Everything around the entries behind one button of the toolbar. */
export function VaultMenu({ hasEscrow, onView, onChangeKey, onShowFile, onLock }: VaultMenuProps) {
  const { t } = useTranslation('care');
  const views = VIEWS.filter(([view]) => view !== 'escrow' || hasEscrow);
  return (
    <Menu
      label={t('menu.label')}
      entries={[
        ...views.map(([id, icon]) => ({ id, label: t(`menu.${id}`), icon, onChoose: () => onView(id) })),
        { id: 'changeKey', label: t('menu.changeKey'), icon: KeyRound, onChoose: onChangeKey },
        { id: 'showFile', label: t('menu.showFile'), icon: FolderSearch, onChoose: onShowFile },
        { id: 'lock', label: t('menu.lock'), icon: LockKeyhole, onChoose: onLock },
      ]}
    >
      <Button icon={MenuIcon}>{t('menu.label')}</Button>
    </Menu>
  );
}
