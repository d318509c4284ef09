import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CalendarView } from '../../../shared/features/calendar/calendar.model';
import { Card } from '../../ui/card';
import type { HelpDesk } from '../../ui/help-desk-contact';
import { PaneHeader } from '../../ui/pane-header';
import { PaneLoading } from '../../ui/pane-state';
import { type CalendarStore, covers, localTimeZone } from './calendar.store';
import { CalendarNotices, NeverFetched, Unanswered } from './calendar-notices';
import { type Day, wallTimeAt } from './days.model';
import { EventPopover, type Join } from './event-details';
import { EventRow } from './event-row';
import { formatsFor } from './formats.model';
import { NextCard } from './next-card';
import { greetingAt, nextEvent } from './next-event.model';
import { SyncLine } from './sync-line';
import './today-pane.css';
import { useNow } from './use-now';
import { useOpenEvent } from './use-open-event';
import { eventsOn } from './week-layout.model';

export interface TodayPaneProps {
  readonly store: CalendarStore;
  readonly person: { readonly givenName: string };
  readonly helpDesk: HelpDesk;
  readonly onJoin: Join;
  /** The state of the city network in words. */
  readonly networkSummary: ReactNode;
}

/** What a person needs to know now: what comes next, today's events, and how the city network is. */
export function TodayPane({ store, person, helpDesk, onJoin, networkSummary }: TodayPaneProps) {
  const { t, i18n } = useTranslation('calendar');
  const { shown, failed } = useStore(store, (state) => state.today);
  const { showToday, sync } = useStore(store);
  const now = useNow();
  const timeZone = shown?.timeZone ?? localTimeZone();
  const { day, minutes } = wallTimeAt(now, timeZone);
  useEffect(() => showToday(day), [showToday, day]);

  return (
    <>
      <PaneHeader
        title={t(`today.greeting.${greetingAt(minutes)}`, { name: person.givenName })}
        aside={<time dateTime={day}>{formatsFor(i18n.language, timeZone).day(day)}</time>}
      />
      <div className="today-pane">
        {covers(shown, day, 1) ? (
          <Today
            view={shown.view}
            day={day}
            now={now}
            timeZone={timeZone}
            helpDesk={helpDesk}
            onJoin={onJoin}
            onSync={sync}
          />
        ) : (
          <div className="today-pane-next">
            {failed ? (
              <Unanswered helpDesk={helpDesk} onRetry={() => showToday(day)} />
            ) : (
              <PaneLoading lines={6} />
            )}
          </div>
        )}
        {networkSummary && <div className="today-pane-network">{networkSummary}</div>}
      </div>
    </>
  );
}

interface TodayProps {
  readonly view: CalendarView;
  readonly day: Day;
  readonly now: number;
  readonly timeZone: string;
  readonly helpDesk: HelpDesk;
  readonly onJoin: Join;
  readonly onSync: () => void;
}

function Today({ view, day, now, timeZone, helpDesk, onJoin, onSync }: TodayProps) {
  const { t } = useTranslation('calendar');
  const details = useOpenEvent(view.occurrences);
  const { lastSuccess, problem, state } = view.sync;
  if (lastSuccess === undefined && view.occurrences.length === 0 && state !== 'done') {
    return (
      <div className="today-pane-next">
        {problem === undefined ? (
          <PaneLoading lines={6} />
        ) : (
          <NeverFetched problem={problem} helpDesk={helpDesk} onSync={onSync} />
        )}
      </div>
    );
  }
  const next = nextEvent(view.occurrences, now, (instant) => wallTimeAt(instant, timeZone).day === day);
  const events = eventsOn(day, view.occurrences, timeZone);
  return (
    <>
      <div className="today-pane-next">
        <NextCard event={next} now={now} timeZone={timeZone} onJoin={onJoin} onOpen={details.open} />
      </div>
      <CalendarNotices
        className="today-pane-notices"
        view={view}
        now={now}
        timeZone={timeZone}
        helpDesk={helpDesk}
      />
      <Card heading={t('today.heading')} className="today-pane-events">
        {events.length === 0 ? (
          <p className="today-pane-empty">{t('today.empty')}</p>
        ) : (
          <ul className="today-pane-list" aria-label={t('today.list')}>
            {events.map((event) => (
              <li key={event.id}>
                <EventRow day={day} event={event} timeZone={timeZone} now={now} onOpen={details.open} />
              </li>
            ))}
          </ul>
        )}
        <SyncLine sync={view.sync} now={now} timeZone={timeZone} />
      </Card>
      <EventPopover
        event={details.event}
        anchor={details.anchor}
        side="below"
        timeZone={timeZone}
        onJoin={onJoin}
        onClose={details.close}
      />
    </>
  );
}
