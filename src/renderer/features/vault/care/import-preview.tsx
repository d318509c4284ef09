import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { GroupNode } from '../../../../shared/features/vault/vault-content.contract';
import { Button } from '../../../ui/button';
import { Checkbox } from '../../../ui/checkbox';
import { Facts } from '../../../ui/facts';
import type { HelpDesk } from '../../../ui/help-desk-contact';
import { Notice } from '../../../ui/notice';
import { Select } from '../../../ui/select';
import { withGroupsInside } from '../vault-look.model';
import type { ImportStage } from './import.store';
import { ImportFailure } from './import-failure';
import { ImportMapping } from './import-mapping';
import { knownFormat, knownWarning } from './not-taken.model';
import type { VaultCare } from './vault-care';

export interface ImportPreviewStepProps {
  readonly now: Extract<ImportStage, { stage: 'preview' }>;
  readonly care: VaultCare;
  readonly helpDesk: HelpDesk | undefined;
}

/** What the file holds and what becomes of it; only a press takes it over. */
export function ImportPreviewStep({ now, care, helpDesk }: ImportPreviewStepProps) {
  const { t } = useTranslation('care');
  const groups = useStore(care.groups).value?.groups;
  const [into, setInto] = useState<string>();
  const [skipKnown, setSkipKnown] = useState(true);
  useEffect(() => void care.groups.ask(), [care]);
  const { file, preview, isReading, trouble } = now;
  const { take, reset } = care.importing.getState();
  const places = groups ? placesOf(groups) : [];
  const target = into ?? places[0]?.id;
  const holds = [
    t('import.preview.entries', { count: preview.entries }),
    ...(preview.groups > 0 ? [t('import.preview.groups', { count: preview.groups })] : []),
  ].join(', ');
  return (
    <>
      {trouble && <ImportFailure trouble={trouble} helpDesk={helpDesk} />}
      <Facts
        facts={[
          { label: t('import.preview.file'), value: file.name },
          { label: t('import.preview.format'), value: t(`import.formats.${knownFormat(preview.format)}`) },
          { label: t('import.preview.holds'), value: holds },
        ]}
      />
      {preview.warnings.map((warning) => (
        <Notice
          key={warning}
          tone="info"
          heading={t(`import.warnings.${knownWarning(warning)}`, { code: warning })}
        />
      ))}
      {preview.columns.length > 0 && (
        <ImportMapping now={now} setTarget={care.importing.getState().setTarget} />
      )}
      <div className="care-form">
        <Select
          label={t('import.preview.into')}
          note={t('import.preview.intoNote')}
          options={places}
          value={target ?? null}
          onChange={setInto}
        />
        <Checkbox
          label={t('import.preview.skipKnown')}
          note={t('import.preview.skipKnownNote')}
          isChosen={skipKnown}
          onChange={setSkipKnown}
        />
        <div className="care-actions">
          <Button
            variant="primary"
            isDisabled={target === undefined || preview.entries === 0}
            isPending={isReading}
            onPress={() => {
              if (target !== undefined) void take(target, skipKnown);
            }}
          >
            {t(isReading ? 'import.preview.reading' : 'import.preview.take', { count: preview.entries })}
          </Button>
          <Button variant="quiet" onPress={reset}>
            {t('cancel')}
          </Button>
        </div>
      </div>
    </>
  );
}

/** Groups that something can be put into, by their whole path, the root first; nothing goes into the bin. */
function placesOf(groups: readonly GroupNode[]): { readonly id: string; readonly label: string }[] {
  const bin = groups.find(({ isBin }) => isBin);
  const binned = bin ? withGroupsInside(groups, bin.id) : new Set<string>();
  const paths = new Map<string, string>();
  for (const { id, parent, name } of groups) {
    const above = parent === undefined ? undefined : paths.get(parent);
    paths.set(id, above === undefined ? name : `${above} / ${name}`);
  }
  return groups.filter(({ id }) => !binned.has(id)).map(({ id }) => ({ id, label: paths.get(id) ?? '' }));
}
