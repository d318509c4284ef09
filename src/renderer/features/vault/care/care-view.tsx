import { useTranslation } from 'react-i18next';
import type { VaultStatus } from '../../../../shared/features/vault/vault.model';
import type { VaultOwner } from '../access/create-vault';
import { SheetPrinting } from '../access/sheet-printing';
import type { VaultAccessStore } from '../access/vault-access.store';
import { AuditView } from './audit-view';
import { BackupsView } from './backups-view';
import { CarePage } from './care-page';
import { EscrowView } from './escrow-view';
import { ExportView } from './export-view';
import { HealthView } from './health-view';
import { ImportView } from './import-view';
import type { CareView, VaultCare } from './vault-care';
import { VaultSettingsSection } from './vault-settings-section';

export interface CareViewsProps extends VaultOwner {
  readonly view: CareView;
  readonly status: Extract<VaultStatus, { state: 'open' }>;
  readonly care: VaultCare;
  readonly access: VaultAccessStore;
  /** Shows one entry, or one group, among the others. */
  readonly onEntry: (id: string) => void;
  readonly onGroup: (id: string) => void;
}

/** The page that was chosen in the vault's menu. */
export function CareViews(props: CareViewsProps) {
  const { view, status, care, access, onEntry, onGroup, person, city, helpDesk } = props;
  const { t } = useTranslation('care');
  const onBack = () => care.show(undefined);
  const page = { care, helpDesk, onBack };
  switch (view) {
    case 'health':
      return <HealthView {...page} entries={status.entries} revision={status.revision} onEntry={onEntry} />;
    case 'import':
      return <ImportView {...page} onGroup={onGroup} />;
    case 'export':
      return <ExportView {...page} />;
    case 'backups':
      return <BackupsView {...page} />;
    case 'audit':
      return <AuditView {...page} />;
    case 'escrow':
      return <EscrowView {...page} />;
    case 'preferences':
      return (
        <CarePage title={t('preferences.title')} onBack={onBack}>
          <VaultSettingsSection
            preferences={care.preferences}
            access={access}
            vault={status.vault}
            city={city}
            helpDesk={helpDesk}
          />
        </CarePage>
      );
    case 'sheet':
      return (
        <CarePage title={t('sheet.title')} onBack={onBack}>
          <p>{t('sheet.text')}</p>
          <SheetPrinting
            vault={status.vault}
            person={person.name}
            city={city}
            helpDesk={helpDesk}
            printSheet={access.getState().printSheet}
          />
        </CarePage>
      );
  }
}
