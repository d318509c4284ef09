import { type ReactNode, useEffect, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type {
  KnownVault,
  VaultLimits,
  VaultPreferences,
} from '../../../../shared/features/vault/vault.model';
import type { HelpDesk } from '../../../ui/help-desk-contact';
import { Notice } from '../../../ui/notice';
import { PaneLoading } from '../../../ui/pane-state';
import { Select } from '../../../ui/select';
import { Switch } from '../../../ui/switch';
import type { VaultAccessStore } from '../access/vault-access.store';
import { idleChoices, shortChoices, spanOf } from './preferences.model';
import type { PreferencesStore } from './preferences.store';
import { QuickUnlockSwitch } from './quick-unlock-switch';
import './vault-settings-section.css';

export interface VaultSettingsSectionProps {
  readonly preferences: PreferencesStore;
  readonly access: VaultAccessStore;
  /** The open vault; absent while none is open: then quick unlock cannot be changed. */
  readonly vault: KnownVault | undefined;
  /** The city's name: who has set what cannot be changed. */
  readonly city: string;
  readonly helpDesk: HelpDesk | undefined;
}

interface PartProps {
  readonly preferences: VaultPreferences;
  readonly limits: VaultLimits;
  readonly city: string;
  readonly onChange: (change: Partial<VaultPreferences>) => void;
}

/** When the vault is locked, how long secrets stay in sight, quick unlock. Fits into the settings as their section. */
export function VaultSettingsSection(props: VaultSettingsSectionProps) {
  const { preferences: store, access, vault, city, helpDesk } = props;
  const { t } = useTranslation('care');
  const { value, hasFailed, load, change } = useStore(store);
  useEffect(() => void load(), [load]);
  const onChange = (wish: Partial<VaultPreferences>) => void change(wish);
  return (
    <div className="vault-settings">
      {hasFailed && (
        <Notice tone="danger" announce="assertive" heading={t('preferences.failed')} code="VLT-601" />
      )}
      {!value && !hasFailed && <PaneLoading lines={6} />}
      {value && (
        <>
          <LockPart {...value} city={city} onChange={onChange} />
          <SecretPart {...value} city={city} onChange={onChange} />
          <Part heading={t('preferences.quickHeading')}>
            <QuickUnlockSwitch
              vault={vault}
              isAllowed={value.limits.quickUnlock}
              access={access}
              city={city}
              helpDesk={helpDesk}
            />
          </Part>
        </>
      )}
    </div>
  );
}

function LockPart({ preferences, limits, city, onChange }: PartProps) {
  const { t } = useTranslation('care');
  const { lockAfterIdleSeconds: idle } = preferences;
  const { longestIdleSeconds, longestOpenSeconds } = limits;
  const duration = (seconds: number) => {
    const { unit, count } = spanOf(seconds);
    return t(`preferences.duration.${unit}`, { count });
  };
  const after = useAfter();
  return (
    <Part heading={t('preferences.lockHeading')}>
      <Select
        label={t('preferences.idle.label')}
        options={idleChoices(limits, idle).map((seconds) => ({
          id: String(seconds),
          label: seconds === 0 ? t('preferences.idle.never') : after(seconds),
        }))}
        value={String(idle)}
        onChange={(seconds) => onChange({ lockAfterIdleSeconds: Number(seconds) })}
        note={
          longestIdleSeconds === undefined
            ? undefined
            : t('preferences.idle.limit', { time: duration(longestIdleSeconds), city })
        }
      />
      {longestOpenSeconds !== undefined && (
        <p className="field-note">{t('preferences.longest', { time: after(longestOpenSeconds), city })}</p>
      )}
      <div className="vault-settings-switches">
        <Switch
          label={t('preferences.screenLock')}
          isOn={preferences.lockOnScreenLock}
          onChange={(lockOnScreenLock) => onChange({ lockOnScreenLock })}
        />
        <Switch
          label={t('preferences.suspend')}
          isOn={preferences.lockOnSuspend}
          onChange={(lockOnSuspend) => onChange({ lockOnSuspend })}
        />
        <Switch
          label={t('preferences.close')}
          isOn={preferences.lockOnClose}
          onChange={(lockOnClose) => onChange({ lockOnClose })}
        />
      </div>
    </Part>
  );
}

function SecretPart({ preferences, onChange }: PartProps) {
  const { t } = useTranslation('care');
  const after = useAfter();
  const { clearClipboardAfterSeconds, hideAfterSeconds, contentProtection } = preferences;
  const choices = (current: number) =>
    shortChoices(current).map((seconds) => ({ id: String(seconds), label: after(seconds) }));
  return (
    <Part heading={t('preferences.secretHeading')}>
      <Select
        label={t('preferences.clipboard')}
        options={choices(clearClipboardAfterSeconds)}
        value={String(clearClipboardAfterSeconds)}
        onChange={(seconds) => onChange({ clearClipboardAfterSeconds: Number(seconds) })}
        note={t('preferences.clipboardNote')}
      />
      <Select
        label={t('preferences.hide')}
        options={choices(hideAfterSeconds)}
        value={String(hideAfterSeconds)}
        onChange={(seconds) => onChange({ hideAfterSeconds: Number(seconds) })}
      />
      <Switch
        label={t('preferences.protection')}
        note={t('preferences.protectionNote')}
        isOn={contentProtection}
        onChange={(isOn) => onChange({ contentProtection: isOn })}
      />
    </Part>
  );
}

/** `nach 10 Minuten` */
function useAfter(): (seconds: number) => string {
  const { t } = useTranslation('care');
  return (seconds) => {
    const { unit, count } = spanOf(seconds);
    return t(`preferences.${unit}`, { count });
  };
}

function Part({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className="vault-settings-part" aria-labelledby={id}>
      <h3 id={id}>{heading}</h3>
      {children}
    </section>
  );
}
