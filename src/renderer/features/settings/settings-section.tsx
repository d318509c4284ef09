import { type ReactNode, useId } from 'react';
import './settings-section.css';

/** A part of the settings: its name at the left where there is room, its content at the right. */
export function SettingsSection({ heading, children }: { heading: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="settings-section" aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      <div className="settings-section-content">{children}</div>
    </section>
  );
}
