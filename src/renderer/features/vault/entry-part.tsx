import { type ReactNode, useId } from 'react';
import './entry-details.css';

interface PartProps {
  readonly heading: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** A part of an entry's page with a heading of its own. */
export function Part({ heading, children, actions }: PartProps) {
  const id = useId();
  return (
    <section className="entry-details-part" aria-labelledby={id}>
      <div className="entry-details-part-head">
        <h3 id={id}>{heading}</h3>
        {actions}
      </div>
      {children}
    </section>
  );
}
