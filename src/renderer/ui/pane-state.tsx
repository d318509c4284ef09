import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type HelpDesk, HelpDeskContact } from './help-desk-contact';
import { Icon } from './icon';
import { Notice } from './notice';
import './pane-state.css';
import { Skeleton } from './skeleton';
import { VisuallyHidden } from './visually-hidden';

/** A pane (or part of one) whose content is on its way. */
export function PaneLoading({ lines }: { readonly lines?: number }) {
  const { t } = useTranslation('ui');
  return (
    <div role="status">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      <Skeleton {...(lines ? { lines } : {})} />
    </div>
  );
}

export interface PaneEmptyProps {
  readonly icon: LucideIcon;
  /** What would be here. */
  readonly heading: string;
  /** How it gets here. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** A pane without content: what would be here, and how. */
export function PaneEmpty({ icon, heading, children, actions }: PaneEmptyProps) {
  return (
    <div className="pane-empty">
      <span className="pane-empty-icon">
        <Icon of={icon} />
      </span>
      <h2>{heading}</h2>
      {children && <div className="pane-empty-text">{children}</div>}
      {actions && <div className="pane-empty-actions">{actions}</div>}
    </div>
  );
}

export interface PaneErrorProps {
  /** What happened, as a sentence. */
  readonly heading: string;
  /** What is kept, what we do, what the person can do. */
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly helpDesk?: HelpDesk | undefined;
  /** Code for the help desk, such as `CAL-301`. */
  readonly code: string;
}

/** A pane that could not do its work: what happened, what to do, whom to call, code. Read out at once. */
export function PaneError({ heading, children, actions, helpDesk, code }: PaneErrorProps) {
  return (
    <Notice tone="danger" heading={heading} actions={actions} code={code} announce="assertive">
      {children}
      {helpDesk && <HelpDeskContact helpDesk={helpDesk} />}
    </Notice>
  );
}
