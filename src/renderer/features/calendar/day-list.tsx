import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Occurrence } from '../../../shared/features/calendar/calendar.model';
import './day-list.css';
import { type Day, wallTimeAt } from './days.model';
import { EventRow } from './event-row';
import { formatsFor } from './formats.model';
import { useEventKeys } from './use-event-keys';
import { eventsOn } from './week-layout.model';

export interface DayListProps {
  readonly days: readonly Day[];
  readonly occurrences: readonly Occurrence[];
  readonly timeZone: string;
  readonly now: number;
  readonly onOpen: (event: Occurrence, anchor: Element) => void;
  readonly onJoin: (event: Occurrence) => void;
}

/** A week as a list, day by day: for narrow windows and large text. */
export function DayList({ days, occurrences, timeZone, now, onOpen, onJoin }: DayListProps) {
  const lists = days.map((day) => ({ day, events: eventsOn(day, occurrences, timeZone) }));
  const slots = lists.map(({ day, events }) =>
    events.map((event) => ({
      key: `${day} ${event.id}`,
      minutes: wallTimeAt(event.start, timeZone).minutes,
      event,
    })),
  );
  const keys = useEventKeys(slots, onJoin);
  const today = wallTimeAt(now, timeZone).day;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the buttons inside
    <div className="day-list" onKeyDown={keys.onKeyDown} onFocus={keys.onFocus}>
      {lists.map(({ day, events }) => (
        <DayOfList
          key={day}
          day={day}
          isToday={day === today}
          timeZone={timeZone}
          isEmpty={events.length === 0}
        >
          {events.map((event) => (
            <li key={event.id}>
              <EventRow
                day={day}
                event={event}
                timeZone={timeZone}
                now={now}
                onOpen={onOpen}
                slotKey={`${day} ${event.id}`}
                tabIndex={keys.tabIndexOf(`${day} ${event.id}`)}
              />
            </li>
          ))}
        </DayOfList>
      ))}
    </div>
  );
}

interface DayOfListProps {
  readonly day: Day;
  readonly isToday: boolean;
  readonly timeZone: string;
  readonly isEmpty: boolean;
  readonly children: ReactNode;
}

function DayOfList({ day, isToday, timeZone, isEmpty, children }: DayOfListProps) {
  const { t, i18n } = useTranslation('calendar');
  const id = useId();
  const section = useRef<HTMLElement>(null);
  // A list that is opened on Friday does not begin with Monday.
  useEffect(() => {
    if (isToday) section.current?.scrollIntoView({ block: 'start' });
  }, [isToday]);
  return (
    <section className="day-list-day" ref={section} aria-labelledby={id}>
      <h2 id={id} className="day-list-name">
        {formatsFor(i18n.language, timeZone).day(day)}
        {isToday && <span className="day-list-mark"> · {t('week.isToday')}</span>}
      </h2>
      {isEmpty ? <p className="day-list-empty">{t('week.noEvents')}</p> : <ul>{children}</ul>}
    </section>
  );
}
