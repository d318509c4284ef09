import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { VaultStatus } from '../../../shared/features/vault/vault.model';
import type { HelpDesk } from '../../ui/help-desk-contact';
import { PaneHeader } from '../../ui/pane-header';
import { PaneLoading } from '../../ui/pane-state';
import { ChangeKeyDialog } from './access/change-key-dialog';
import { CreateVault } from './access/create-vault';
import { FirstRun } from './access/first-run';
import { LockScreen, OpenFile } from './access/lock-screen';
import type { VaultAccessStore } from './access/vault-access.store';
import { CareViews } from './care/care-view';
import type { VaultCare } from './care/vault-care';
import { VaultMenu } from './care/vault-menu';
import type { VaultStore } from './vault.store';
import { VaultBrowser } from './vault-browser';

export interface VaultPaneProps {
  /** What the open vault holds. */
  readonly store: VaultStore;
  /** Opening, making and closing vaults. */
  readonly access: VaultAccessStore;
  /** Everything around the entries. */
  readonly care: VaultCare;
  readonly person: { readonly name: string; readonly email: string };
  /** The city's name. */
  readonly city: string;
  readonly helpDesk: HelpDesk;
}

/** The pane Vault: making one, opening it, its entries, and what is around them. */
export function VaultPane(props: VaultPaneProps) {
  const { store, care, person, city, helpDesk } = props;
  const { t } = useTranslation('access');
  const status = useStore(store, (state) => state.status);
  const access = useStore(props.access);
  const limits = useStore(care.preferences).value?.limits;
  useEffect(() => void care.preferences.getState().load(), [care]);
  const { setup, target } = access;
  if (!status) {
    return (
      <>
        <PaneHeader title={t('title')} />
        <PaneLoading />
      </>
    );
  }
  if (setup) {
    const vault = status.state === 'open' ? status.vault : undefined;
    return <CreateVault {...{ setup, vault, access, limits, person, city, helpDesk }} />;
  }
  switch (status.state) {
    case 'none':
      return target ? (
        <OpenFile target={target} access={access} helpDesk={helpDesk} />
      ) : (
        <FirstRun
          onCreate={() => void access.startSetup(t('create.defaultName'))}
          onOpen={() => void access.chooseFile()}
        />
      );
    case 'locked':
      return <LockScreen status={status} access={access} helpDesk={helpDesk} />;
    case 'open':
      return <OpenPane {...props} status={status} />;
  }
}

type OpenPaneProps = VaultPaneProps & { readonly status: Extract<VaultStatus, { state: 'open' }> };

function OpenPane({ status, store, access, care, person, city, helpDesk }: OpenPaneProps) {
  const { view } = useStore(care.navigation);
  const limits = useStore(care.preferences).value?.limits;
  const [isChangingKey, setIsChangingKey] = useState(false);
  const actions = access.getState();
  const { openEntry, showScope, showColumn, leaveEditor } = store.getState();
  return (
    <>
      {view ? (
        <CareViews
          {...{ view, status, care, access, person, city, helpDesk }}
          onEntry={(id) => {
            care.show(undefined);
            openEntry(id);
          }}
          onGroup={(group) => {
            care.show(undefined);
            showScope({ kind: 'group', group });
            showColumn('list');
          }}
        />
      ) : (
        <VaultBrowser
          store={store}
          helpDesk={helpDesk}
          toolbar={
            <VaultMenu
              hasEscrow={status.escrow !== 'off'}
              onView={(chosen) => leaveEditor(() => care.show(chosen))}
              onChangeKey={() => leaveEditor(() => setIsChangingKey(true))}
              onShowFile={() => void care.vault.showFile(undefined)}
              onLock={() => leaveEditor(actions.lock)}
            />
          }
        />
      )}
      {isChangingKey && (
        <ChangeKeyDialog
          vault={status.vault}
          access={actions}
          weakest={limits?.weakestMasterScore ?? 0}
          helpDesk={helpDesk}
          onClose={() => setIsChangingKey(false)}
          onSheet={() => {
            setIsChangingKey(false);
            care.show('sheet');
          }}
        />
      )}
    </>
  );
}
