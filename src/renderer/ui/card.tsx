import { type ReactNode, useId } from 'react';
import './card.css';
import { classNames } from './class-names';

export interface CardProps {
  readonly heading: string;
  readonly children: ReactNode;
  /** Stands at the right of the heading. */
  readonly aside?: ReactNode;
  /** `emphasis` for the one thing of a view that comes next. */
  readonly appearance?: 'plain' | 'emphasis';
  readonly className?: string;
}

/** A section of a pane with a heading of level two. Not to be put into each other. */
export function Card({ heading, children, aside, appearance = 'plain', className }: CardProps) {
  const id = useId();
  return (
    <section className={classNames('card', `card-${appearance}`, className)} aria-labelledby={id}>
      <div className="card-head">
        <h2 id={id}>{heading}</h2>
        {aside && <div className="card-aside">{aside}</div>}
      </div>
      {children}
    </section>
  );
}
