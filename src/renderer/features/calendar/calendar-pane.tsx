import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CalendarView, Occurrence } from '../../../shared/features/calendar/calendar.model';
import { Button } from '../../ui/button';
import type { HelpDesk } from '../../ui/help-desk-contact';
import { IconButton } from '../../ui/icon-button';
import { PaneHeader } from '../../ui/pane-header';
import { PaneLoading } from '../../ui/pane-state';
import { CalendarNotices, NeverFetched, Unanswered } from './calendar-notices';
import './calendar-pane.css';
import { type CalendarStore, covers, localTimeZone } from './calendar.store';
import { DayList } from './day-list';
import { addDays, type Day, daysFrom, mondayOf, wallTimeAt, weekNumberOf } from './days.model';
import { EventPopover, type Join } from './event-details';
import { titleOf } from './event-words';
import { formatsFor } from './formats.model';
import { SyncLine } from './sync-line';
import { useIsWide } from './use-is-wide';
import { useNow } from './use-now';
import { useOpenEvent } from './use-open-event';
import { WeekGrid } from './week-grid';
import { daysOf } from './week-layout.model';

/** Below so many rem seven columns are too narrow to read. */
const WIDE_REM = 46;

export interface CalendarPaneProps {
  readonly store: CalendarStore;
  readonly helpDesk: HelpDesk;
  readonly onJoin: Join;
}

/** The person's week. */
export function CalendarPane({ store, helpDesk, onJoin }: CalendarPaneProps) {
  const { t, i18n } = useTranslation('calendar');
  const { shown, failed } = useStore(store, ({ week }) => week);
  const { showWeek, sync } = useStore(store);
  const now = useNow();
  const timeZone = shown?.timeZone ?? localTimeZone();
  const thisMonday = mondayOf(wallTimeAt(now, timeZone).day);
  const [monday, setMonday] = useState(thisMonday);
  useEffect(() => showWeek(monday), [showWeek, monday]);

  const formats = formatsFor(i18n.language, timeZone);
  const sunday = addDays(monday, 6);
  return (
    <>
      <PaneHeader
        title={t('title')}
        aside={
          <span className="calendar-pane-week" aria-live="polite">
            {formats.days(monday, sunday)} · {t('week.number', { number: weekNumberOf(monday) })}
          </span>
        }
        actions={
          <>
            {shown && <SyncLine sync={shown.view.sync} now={now} timeZone={timeZone} onSync={sync} />}
            <IconButton
              label={t('week.previous')}
              icon={ChevronLeft}
              onPress={() => setMonday(addDays(monday, -7))}
            />
            <Button onPress={() => setMonday(thisMonday)} isDisabled={monday === thisMonday}>
              {t('week.today')}
            </Button>
            <IconButton
              label={t('week.next')}
              icon={ChevronRight}
              onPress={() => setMonday(addDays(monday, 7))}
            />
          </>
        }
      />
      {covers(shown, monday, 7) ? (
        <Week
          view={shown.view}
          monday={monday}
          now={now}
          timeZone={timeZone}
          helpDesk={helpDesk}
          onJoin={onJoin}
          onSync={sync}
        />
      ) : failed ? (
        <Unanswered helpDesk={helpDesk} onRetry={() => showWeek(monday)} />
      ) : (
        <PaneLoading lines={8} />
      )}
    </>
  );
}

interface WeekProps {
  readonly view: CalendarView;
  readonly monday: Day;
  readonly now: number;
  readonly timeZone: string;
  readonly helpDesk: HelpDesk;
  readonly onJoin: Join;
  readonly onSync: () => void;
}

function Week({ view, monday, now, timeZone, helpDesk, onJoin, onSync }: WeekProps) {
  const { t, i18n } = useTranslation('calendar');
  const [isWide, measured] = useIsWide(WIDE_REM);
  const details = useOpenEvent(view.occurrences);
  const { lastSuccess, problem, state } = view.sync;
  const days = daysFrom(monday, 7);
  const sunday = days.at(-1) ?? monday;
  const occurrences = view.occurrences.filter((one) => {
    const { first, last } = daysOf(one, timeZone);
    return last >= monday && first <= sunday;
  });
  const name = t('week.name', { days: formatsFor(i18n.language, timeZone).days(monday, sunday) });

  if (lastSuccess === undefined && problem !== undefined && view.occurrences.length === 0) {
    return <NeverFetched problem={problem} helpDesk={helpDesk} onSync={onSync} />;
  }
  if (lastSuccess === undefined && state !== 'done' && view.occurrences.length === 0) {
    return (
      <div className="calendar-pane-content">
        <p className="calendar-pane-hint">{t('sync.loading')}</p>
        <PaneLoading lines={8} />
      </div>
    );
  }
  const join = (event: Occurrence) => {
    if (event.meeting) onJoin(event.meeting.ref, titleOf(event, t));
  };
  const common = { days, occurrences, timeZone, now, onOpen: details.open, onJoin: join };
  return (
    <section className="calendar-pane-content" ref={measured} aria-label={name}>
      <p className="calendar-pane-hint" role="status">
        {occurrences.length === 0 && `${t('week.empty')} ${t('week.emptyHint')}`}
      </p>
      <CalendarNotices view={view} now={now} timeZone={timeZone} helpDesk={helpDesk} />
      {isWide === true && <WeekGrid {...common} openId={details.event?.id} />}
      {isWide === false && <DayList {...common} />}
      <EventPopover
        event={details.event}
        anchor={details.anchor}
        side={isWide ? 'beside' : 'below'}
        timeZone={timeZone}
        onJoin={onJoin}
        onClose={details.close}
      />
    </section>
  );
}
