import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import './frame.css';
import type { PaneId } from './panes.model';
import type { FramePerson } from './person-menu';
import { Rail } from './rail';
import { TitleBar } from './title-bar';
import { useFrameKeys } from './use-frame-keys';

export interface FrameProps {
  readonly current: PaneId;
  readonly onNavigate: (pane: PaneId) => void;
  readonly person: FramePerson;
  readonly onSignOut: () => void;
  /** The state of the city network: a StatusChip. */
  readonly network: ReactNode;
  /** News that concern every pane, above it. */
  readonly news?: ReactNode;
  /** The running meeting, below every pane. */
  readonly strip?: ReactNode;
  /** The current pane. */
  readonly children: ReactNode;
}

/** The window of a signed-in person: title bar, rail, pane, and the strip of a running meeting. */
export function Frame(props: FrameProps) {
  const { current, onNavigate, person, onSignOut, network, news, strip, children } = props;
  const { t } = useTranslation('frame');
  const frame = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLElement>(null);
  useFrameKeys(frame, pane, onNavigate);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each pane starts at its top
  useEffect(() => {
    pane.current?.scrollTo({ top: 0 });
  }, [current]);
  return (
    <div className="frame" ref={frame}>
      <Button className="frame-skip" onPress={() => pane.current?.focus()}>
        {t('skip')}
      </Button>
      <div className="frame-grid">
        <TitleBar
          network={network}
          person={person}
          onOpenSettings={() => onNavigate('settings')}
          onSignOut={onSignOut}
        />
        <Rail current={current} onNavigate={onNavigate} />
        <main
          className="frame-pane"
          ref={pane}
          tabIndex={-1}
          aria-label={t(`panes.${current}`).replaceAll('\u00ad', '')}
          data-frame-region=""
        >
          {news && <div className="frame-news">{news}</div>}
          {children}
        </main>
        {strip && (
          <section className="frame-strip" aria-label={t('regions.meeting')} data-frame-region="">
            {strip}
          </section>
        )}
      </div>
    </div>
  );
}
