import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { VaultLimits } from '../../../../shared/features/vault/vault.model';
import type { Done } from '../../../../shared/features/vault/vault-content.contract';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Facts } from '../../../ui/facts';
import { Notice } from '../../../ui/notice';
import { PaneLoading } from '../../../ui/pane-state';
import { Switch } from '../../../ui/switch';
import { vaultFormats } from '../vault-formats';
import { CarePage } from './care-page';
import './escrow-view.css';
import type { CareViewProps } from './export-view';
import { RefusalNotice } from './refusal-notice';
import { useErrand } from './use-errand';

/** Whom the vault's key may be sealed to, what they could then do, and the switch: off unless the person wants it. */
export function EscrowView({ care, helpDesk, onBack }: CareViewProps) {
  const { t } = useTranslation('care');
  const { value, isAsking, trouble } = useStore(care.escrow);
  const offer = useStore(care.preferences).value?.limits.escrow;
  const [errand, send] = useErrand<Extract<Done, { ok: true }>>();
  const [isAskingPerson, setIsAskingPerson] = useState(false);
  useEffect(() => {
    void care.escrow.ask();
    void care.preferences.getState().load();
  }, [care]);
  const set = async (on: boolean) => {
    setIsAskingPerson(false);
    await send(() => care.vault.setEscrow({ on }));
    await care.escrow.ask();
  };
  const sealed = value?.sealed;
  const name = sealed?.to ?? offer?.name;
  return (
    <CarePage title={t('escrow.title')} onBack={onBack}>
      {trouble && (
        <RefusalNotice trouble={trouble} helpDesk={helpDesk} onRetry={() => void care.escrow.ask()} />
      )}
      {errand.stage === 'refused' && <RefusalNotice trouble={errand.trouble} helpDesk={helpDesk} />}
      {isAsking && !value && <PaneLoading />}
      {value && name === undefined && (
        <Notice tone="info" heading={t('escrow.unavailable.heading')}>
          <p>{t('escrow.unavailable.text')}</p>
        </Notice>
      )}
      {value && name !== undefined && (
        <>
          <Explanation name={name} />
          <Switch
            label={t('escrow.switch')}
            note={t(sealed ? 'escrow.isOn' : 'escrow.isOff')}
            isOn={sealed !== undefined}
            isPending={errand.stage === 'working'}
            onChange={(on) => (on ? setIsAskingPerson(true) : void set(false))}
          />
          <SealFacts sealed={sealed} offer={offer} />
          <p className="care-muted">{t('escrow.compare')}</p>
          {sealed && <p className="care-muted">{t('escrow.offAfter')}</p>}
          <Dialog
            isOpen={isAskingPerson}
            onClose={() => setIsAskingPerson(false)}
            title={t('escrow.ask.title')}
            role="alertdialog"
            actions={
              <>
                <Button variant="primary" onPress={() => void set(true)}>
                  {t('escrow.ask.yes')}
                </Button>
                <Button autoFocus onPress={() => setIsAskingPerson(false)}>
                  {t('escrow.ask.no')}
                </Button>
              </>
            }
          >
            <p>{t('escrow.who', { name })}</p>
            <p>{t('escrow.could')}</p>
          </Dialog>
        </>
      )}
    </CarePage>
  );
}

function Explanation({ name }: { readonly name: string }) {
  const { t } = useTranslation('care');
  return (
    <div className="care-form">
      <p>{t('escrow.what')}</p>
      <p>{t('escrow.who', { name })}</p>
      <p>{t('escrow.could')}</p>
      <p>{t('escrow.choice')}</p>
    </div>
  );
}

interface SealFactsProps {
  readonly sealed:
    | { readonly to: string; readonly keyId: string; readonly fingerprint: string; readonly at: number }
    | undefined;
  readonly offer: VaultLimits['escrow'];
}

/** To whom, under which key, since when: of the seal in the file, else of what the city offers. */
function SealFacts({ sealed, offer }: SealFactsProps) {
  const { t, i18n } = useTranslation('care');
  const key = sealed ?? offer;
  if (!key) return null;
  const facts = [
    { label: t('escrow.to'), value: sealed?.to ?? offer?.name },
    { label: t('escrow.keyId'), value: key.keyId },
    {
      label: t('escrow.fingerprint'),
      value: <code className="escrow-fingerprint">{key.fingerprint}</code>,
    },
    ...(sealed ? [{ label: t('escrow.at'), value: vaultFormats(i18n.language).dateAndTime(sealed.at) }] : []),
  ];
  return <Facts facts={facts} />;
}
