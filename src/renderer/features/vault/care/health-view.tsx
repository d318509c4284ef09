import { ChevronRight, RefreshCw, ShieldCheck } from 'lucide-react';
import { useEffect } from 'react';
import { Button as PlainButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Health } from '../../../../shared/features/vault/vault-content.contract';
import { Button } from '../../../ui/button';
import { Disclosure } from '../../../ui/disclosure';
import type { HelpDesk } from '../../../ui/help-desk-contact';
import { Icon } from '../../../ui/icon';
import { PaneEmpty } from '../../../ui/pane-state';
import { Progress } from '../../../ui/progress';
import { CarePage } from './care-page';
import { type FindingGroup, type FoundEntry, findingGroups } from './health.model';
import './health-view.css';
import { RefusalNotice } from './refusal-notice';
import type { VaultCare } from './vault-care';

export interface HealthViewProps {
  readonly care: VaultCare;
  /** Entries of the open vault. */
  readonly entries: number;
  /** Of the vault's content: a change makes the report old. */
  readonly revision: number;
  readonly helpDesk: HelpDesk | undefined;
  readonly onBack: () => void;
  /** Shows an entry among the others. */
  readonly onEntry: (id: string) => void;
}

/** Which credentials need a hand, by finding, and what to do about each. */
export function HealthView({ care, entries, revision, helpDesk, onBack, onEntry }: HealthViewProps) {
  const { t } = useTranslation('care');
  const { value, isAsking, trouble } = useStore(care.health);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has changed is inspected anew
  useEffect(() => void care.health.ask(), [care, revision]);
  return (
    <CarePage
      title={t('health.title')}
      onBack={onBack}
      width="wide"
      actions={
        value && (
          <Button
            icon={RefreshCw}
            variant="quiet"
            isPending={isAsking}
            onPress={() => void care.health.ask()}
          >
            {t('health.again')}
          </Button>
        )
      }
    >
      <p className="care-muted">{t('health.intro')}</p>
      {trouble && (
        <RefusalNotice trouble={trouble} helpDesk={helpDesk} onRetry={() => void care.health.ask()} />
      )}
      <div role="status">
        {isAsking && !value && <Progress label={t('health.working', { count: entries })} />}
      </div>
      {value && <Report health={value.health} onEntry={onEntry} />}
    </CarePage>
  );
}

function Report({ health, onEntry }: { readonly health: Health; readonly onEntry: (id: string) => void }) {
  const { t } = useTranslation('care');
  const groups = findingGroups(health);
  const { inspected } = health;
  if (inspected === 0) {
    return (
      <PaneEmpty icon={ShieldCheck} heading={t('health.none.heading')}>
        <p>{t('health.none.text')}</p>
      </PaneEmpty>
    );
  }
  if (groups.length === 0) {
    return (
      <PaneEmpty icon={ShieldCheck} heading={t('health.good.heading')}>
        <p>{t('health.good.text', { count: inspected })}</p>
      </PaneEmpty>
    );
  }
  const count = health.entries.filter(({ findings }) => findings.length > 0).length;
  return (
    <>
      <p>{t('health.summary', { count, inspected })}</p>
      <div className="health-findings">
        {groups.map((group, index) => (
          <FindingSection key={group.finding} group={group} isOpen={index === 0} onEntry={onEntry} />
        ))}
      </div>
    </>
  );
}

interface FindingSectionProps {
  readonly group: FindingGroup;
  readonly isOpen: boolean;
  readonly onEntry: (id: string) => void;
}

function FindingSection({ group, isOpen, onEntry }: FindingSectionProps) {
  const { t } = useTranslation('care');
  const { finding, entries } = group;
  const count = entries.length;
  return (
    <Disclosure
      label={`${t(`health.findings.${finding}.heading`)}: ${t('health.entries', { count })}`}
      isOpenAtFirst={isOpen}
      level={2}
    >
      <p>{t(`health.findings.${finding}.text`)}</p>
      <ul className="health-entries">
        {entries.map((entry) => (
          <li key={entry.id}>
            <EntryLine entry={entry} onPress={() => onEntry(entry.id)} />
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

function EntryLine({ entry, onPress }: { readonly entry: FoundEntry; readonly onPress: () => void }) {
  const { t } = useTranslation('care');
  const { title, userName, sharedWith } = entry;
  return (
    <PlainButton className="health-entry" onPress={onPress}>
      <span className="health-entry-words">
        <span className="health-entry-title">{title || t('health.noTitle')}</span>
        <span className="health-entry-more">
          {[userName, sharedWith > 0 && t('health.sharedWith', { count: sharedWith })]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <Icon of={ChevronRight} />
    </PlainButton>
  );
}
