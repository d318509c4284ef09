import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { classNames } from '../../../ui/class-names';
import { PaneHeader } from '../../../ui/pane-header';
import './care-page.css';

export interface CarePageProps {
  readonly title: string;
  readonly onBack: () => void;
  readonly children: ReactNode;
  /** `narrow` for what is read, not looked through. */
  readonly width?: 'narrow' | 'wide';
  /** Stand in the head, beside the way back. */
  readonly actions?: ReactNode;
}

/** A page around the entries: its name, the way back, one column. */
export function CarePage({ title, onBack, children, width = 'narrow', actions }: CarePageProps) {
  const { t } = useTranslation('care');
  const page = useRef<HTMLDivElement>(null);
  // The menu that opened it is gone: the focus goes where the page begins.
  useEffect(() => {
    if (!page.current?.contains(document.activeElement)) page.current?.focus();
  }, []);
  return (
    <div ref={page} tabIndex={-1}>
      <PaneHeader
        title={title}
        actions={
          <>
            {actions}
            <Button icon={ArrowLeft} onPress={onBack}>
              {t('back')}
            </Button>
          </>
        }
      />
      <div className={classNames('care', width === 'narrow' && 'care-narrow')}>{children}</div>
    </div>
  );
}
