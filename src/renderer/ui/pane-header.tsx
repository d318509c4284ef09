import type { ReactNode } from 'react';
import './pane-header.css';

export interface PaneHeaderProps {
  /** The pane's name, or a greeting: its only level-one heading. */
  readonly title: string;
  /** Something beside it, such as the date. */
  readonly aside?: ReactNode;
  readonly actions?: ReactNode;
}

/** The head of every pane. */
export function PaneHeader({ title, aside, actions }: PaneHeaderProps) {
  return (
    <header className="pane-header">
      <div className="pane-header-words">
        <h1>{title}</h1>
        {aside && <div className="pane-header-aside">{aside}</div>}
      </div>
      {actions && <div className="pane-header-actions">{actions}</div>}
    </header>
  );
}
