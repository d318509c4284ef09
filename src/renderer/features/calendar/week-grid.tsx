import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Occurrence } from '../../../shared/features/calendar/calendar.model';
import { classNames } from '../../ui/class-names';
import { VisuallyHidden } from '../../ui/visually-hidden';
import { type Day, wallTimeAt, weekdayOf } from './days.model';
import { formatsFor } from './formats.model';
import { useEventKeys } from './use-event-keys';
import { WeekEvent } from './week-event';
import './week-grid.css';
import {
  type LaneEvent,
  LEAST_MINUTES,
  layOutWeek,
  type PlacedEvent,
  type WeekLayout,
} from './week-layout.model';

const DAY_MINUTES = 1_440;
const HOURS = Array.from({ length: 23 }, (_, hour) => hour + 1);

/** Where a week that is not the present one begins to be seen: a little before the working day. */
const WORK_BEGINS = 7 * 60 + 45;

/** From so many minutes on there is room for the place. */
const BLOCK_MINUTES = 60;

const share = (minutes: number) => `${(100 * minutes) / DAY_MINUTES}%`;

export interface WeekGridProps {
  readonly days: readonly Day[];
  readonly occurrences: readonly Occurrence[];
  readonly timeZone: string;
  readonly now: number;
  readonly openId: string | undefined;
  readonly onOpen: (event: Occurrence, anchor: Element) => void;
  readonly onJoin: (event: Occurrence) => void;
}

/** A week with its hours from top to bottom, whole days in a lane above, and a line where it is now. */
export function WeekGrid(props: WeekGridProps) {
  const { days, occurrences, timeZone, now, onJoin } = props;
  const { t, i18n } = useTranslation('calendar');
  const formats = formatsFor(i18n.language, timeZone);
  const layout = layOutWeek(occurrences, days, timeZone);
  const present = wallTimeAt(now, timeZone);
  const isThisWeek = days.includes(present.day);
  const isWeekendFree = layout.days.slice(5).every(({ events }) => events.length === 0);
  const scroller = useRef<HTMLDivElement>(null);
  const keys = useEventKeys(slotsOf(layout), onJoin);

  // Shown once per week, not at every minute that passes.
  const [monday] = days;
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const minutes = isThisWeek ? Math.min(WORK_BEGINS, present.minutes - 90) : WORK_BEGINS;
    const body = element.querySelector('.week-grid-body');
    element.scrollTop = ((body?.clientHeight ?? 0) * Math.max(0, minutes)) / DAY_MINUTES;
  }, [monday]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the buttons inside
    <div
      className={classNames('week-grid', isWeekendFree && 'week-grid-free-weekend')}
      ref={scroller}
      onKeyDown={keys.onKeyDown}
      onFocus={keys.onFocus}
    >
      <div className="week-grid-top">
        <div className="week-grid-days" aria-hidden="true">
          {days.map((day) => (
            <div
              key={day}
              className={classNames('week-grid-day-name', day === present.day && 'week-grid-today')}
            >
              <span>{formats.weekday(day)}</span>{' '}
              <span className="week-grid-day-number">{formats.dayNumber(day)}</span>
            </div>
          ))}
        </div>
        {layout.lane.length > 0 && <Lane {...props} lane={layout.lane} keys={keys} />}
      </div>
      <div className="week-grid-body">
        <div className="week-grid-hours" aria-hidden="true">
          {HOURS.map((hour) => (
            <span key={hour} className="week-grid-hour" style={{ top: share(hour * 60) }}>
              {String(hour).padStart(2, '0')}:00
            </span>
          ))}
        </div>
        {layout.days.map(({ day, events }) => (
          <DayColumn
            key={day}
            {...props}
            day={day}
            events={events}
            keys={keys}
            presentMinutes={day === present.day ? present.minutes : undefined}
          />
        ))}
        {isThisWeek && (
          <div className="week-grid-now" style={{ top: share(present.minutes) }} aria-hidden="true">
            <span className="week-grid-now-time">{formats.time(now)}</span>
          </div>
        )}
      </div>
      <VisuallyHidden>{t('week.keys')}</VisuallyHidden>
    </div>
  );
}

type Keys = ReturnType<typeof useEventKeys>;

function Lane({
  lane,
  timeZone,
  now,
  openId,
  onOpen,
  keys,
}: WeekGridProps & { lane: readonly LaneEvent[]; keys: Keys }) {
  const { t } = useTranslation('calendar');
  return (
    <section className="week-grid-lane" aria-label={t('week.allDay')}>
      <span className="week-grid-lane-name" aria-hidden="true">
        {t('week.allDay')}
      </span>
      <ul className="week-grid-lane-events">
        {lane.map(({ occurrence, first, days, line, continues }) => (
          <WeekEvent
            key={occurrence.id}
            event={occurrence}
            timeZone={timeZone}
            now={now}
            shape="bar"
            continues={continues}
            style={{ gridColumn: `${first + 1} / span ${days}`, gridRow: line + 1 }}
            slotKey={occurrence.id}
            tabIndex={keys.tabIndexOf(occurrence.id)}
            isOpen={openId === occurrence.id}
            onOpen={onOpen}
          />
        ))}
      </ul>
    </section>
  );
}

function DayColumn({
  day,
  events,
  presentMinutes,
  timeZone,
  now,
  openId,
  onOpen,
  keys,
}: WeekGridProps & {
  day: Day;
  events: readonly PlacedEvent[];
  presentMinutes: number | undefined;
  keys: Keys;
}) {
  const { t, i18n } = useTranslation('calendar');
  const id = useId();
  const formats = formatsFor(i18n.language, timeZone);
  return (
    <section
      className={classNames('week-grid-column', weekdayOf(day) > 5 && 'week-grid-weekend')}
      aria-labelledby={id}
    >
      <VisuallyHidden>
        <h2 id={id}>
          {[formats.day(day), presentMinutes !== undefined && t('week.isToday')].filter(Boolean).join(', ')}
        </h2>
        {events.length === 0 && <p>{t('week.noEvents')}</p>}
      </VisuallyHidden>
      <ul>
        {events.map((placed) => {
          const { occurrence, fromMinutes, toMinutes, column, columns, span, continues } = placed;
          const drawn = Math.max(LEAST_MINUTES, toMinutes - fromMinutes);
          const slotKey = slotKeyOf(day, occurrence);
          return (
            <WeekEvent
              key={occurrence.id}
              event={occurrence}
              timeZone={timeZone}
              now={now}
              shape={drawn >= BLOCK_MINUTES ? 'block' : 'line'}
              continues={continues}
              style={{
                top: share(Math.min(fromMinutes, DAY_MINUTES - drawn)),
                height: share(drawn),
                left: `${(100 * column) / columns}%`,
                width: `${(100 * span) / columns}%`,
              }}
              slotKey={slotKey}
              tabIndex={keys.tabIndexOf(slotKey)}
              isOpen={openId === occurrence.id}
              onOpen={onOpen}
            />
          );
        })}
      </ul>
      {presentMinutes !== undefined && (
        <div className="week-grid-now-mark" style={{ top: share(presentMinutes) }} aria-hidden="true" />
      )}
    </section>
  );
}

const slotKeyOf = (day: Day, { id }: Occurrence) => `${day} ${id}`;

/** The events in the order of the days: whole days at the head of the first day they are seen on. */
function slotsOf({ days, lane }: WeekLayout) {
  return days.map(({ day, events }, index) => [
    ...lane
      .filter(({ first }) => first === index)
      .map(({ occurrence }) => ({ key: occurrence.id, minutes: -1, event: occurrence })),
    ...events.map(({ occurrence, fromMinutes }) => ({
      key: slotKeyOf(day, occurrence),
      minutes: fromMinutes,
      event: occurrence,
    })),
  ]);
}
