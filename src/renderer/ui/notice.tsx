import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { HelpDeskCode } from './help-desk-code';
import { Icon } from './icon';
import './notice.css';
import { TONE_ICONS, type Tone } from './tone';

export interface NoticeProps {
  readonly tone: Tone;
  /** What happened, as a sentence. */
  readonly heading: string;
  /** What is kept, what we do, what the person can do. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Code for the help desk, such as `NET-204`; comes last, after the sentences. */
  readonly code?: string | undefined;
  /** How screen readers hear of it when it appears; silent when it was there from the start. */
  readonly announce?: 'polite' | 'assertive';
  readonly className?: string;
}

const ROLES = { polite: 'status', assertive: 'alert' } as const;

/** News in a pane or dialog. */
export function Notice({ tone, heading, children, actions, code, announce, className }: NoticeProps) {
  return (
    <div className={classNames('notice', `notice-${tone}`, className)} role={announce && ROLES[announce]}>
      <Icon of={TONE_ICONS[tone]} className="notice-icon" />
      <div className="notice-words">
        <p className="notice-heading">{heading}</p>
        {children && <div className="notice-text">{children}</div>}
        {code && <HelpDeskCode code={code} />}
        {actions && <div className="notice-actions">{actions}</div>}
      </div>
    </div>
  );
}
