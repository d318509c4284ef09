import type { ReactNode } from 'react';
import './care-page.css';

/** Where a table scrolls by itself when it is too wide. Named, and reached by keyboard to be scrolled. */
export function TableFrame({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="care-table-frame" tabIndex={0} aria-label={label}>
      <table className="care-table">{children}</table>
    </section>
  );
}
