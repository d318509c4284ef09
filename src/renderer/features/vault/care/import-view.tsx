import { FileUp } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Button } from '../../../ui/button';
import { Progress } from '../../../ui/progress';
import { Steps } from '../../../ui/steps';
import { CarePage } from './care-page';
import type { CareViewProps } from './export-view';
import type { ImportStage } from './import.store';
import { ImportFailure } from './import-failure';
import { ImportKey } from './import-key';
import { ImportPreviewStep } from './import-preview';
import { ImportReportStep } from './import-report';

const KINDS = ['kdbx', 'xml', 'csv'] as const;
const STEP_OF: Readonly<Record<ImportStage['stage'], number>> = {
  choosing: 0,
  reading: 0,
  key: 0,
  preview: 1,
  taking: 1,
  done: 2,
};

export interface ImportViewProps extends CareViewProps {
  /** Shows a group among the entries. */
  readonly onGroup: (id: string) => void;
}

/** Takes entries of other programs over: file, preview, report. Nothing is taken before it was shown. */
export function ImportView({ care, helpDesk, onBack, onGroup }: ImportViewProps) {
  const { t } = useTranslation('care');
  const { now } = useStore(care.importing);
  const step = useRef<HTMLDivElement>(null);
  const isFirst = useRef(true);
  // Each step begins at its top; only the key's field takes the focus itself.
  // biome-ignore lint/correctness/useExhaustiveDependencies: moves with the stage
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else if (!step.current?.contains(document.activeElement)) step.current?.focus();
  }, [now.stage]);
  // Whoever leaves starts anew: no password waits behind a page that is not seen.
  useEffect(() => () => care.importing.getState().reset(), [care]);
  return (
    <CarePage title={t('import.title')} onBack={onBack} width={now.stage === 'choosing' ? 'narrow' : 'wide'}>
      <Steps
        label={t('import.steps.label')}
        steps={[t('import.steps.file'), t('import.steps.preview'), t('import.steps.report')]}
        current={STEP_OF[now.stage]}
      />
      <div ref={step} tabIndex={-1} className="care">
        <Stage now={now} care={care} helpDesk={helpDesk} onGroup={onGroup} />
      </div>
    </CarePage>
  );
}

type StageProps = Omit<ImportViewProps, 'onBack'> & { readonly now: ImportStage };

function Stage({ now, care, helpDesk, onGroup }: StageProps) {
  const { t } = useTranslation('care');
  switch (now.stage) {
    case 'choosing':
      return <Choosing now={now} care={care} helpDesk={helpDesk} />;
    case 'reading':
      return <Progress label={t('import.reading')} />;
    case 'key':
      return <ImportKey now={now} actions={care.importing.getState()} helpDesk={helpDesk} />;
    case 'preview':
      return <ImportPreviewStep now={now} care={care} helpDesk={helpDesk} />;
    case 'taking':
      return <Progress label={t('import.taking')} />;
    case 'done':
      return <ImportReportStep now={now} care={care} onGroup={onGroup} />;
  }
}

type ChoosingProps = Omit<CareViewProps, 'onBack'> & {
  readonly now: Extract<ImportStage, { stage: 'choosing' }>;
};

function Choosing({ now, care, helpDesk }: ChoosingProps) {
  const { t } = useTranslation('care');
  return (
    <>
      {now.trouble && <ImportFailure trouble={now.trouble} helpDesk={helpDesk} />}
      <p>{t('import.intro')}</p>
      <div className="care-words">
        <p>{t('import.knows')}</p>
        <ul className="care-list">
          {KINDS.map((kind) => (
            <li key={kind}>{t(`import.kinds.${kind}`)}</li>
          ))}
        </ul>
      </div>
      <div className="care-actions">
        <Button variant="primary" icon={FileUp} onPress={() => void care.importing.getState().choose()}>
          {t(now.trouble ? 'import.chooseOther' : 'import.choose')}
        </Button>
      </div>
    </>
  );
}
