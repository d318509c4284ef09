import { Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Occurrence } from '../../../shared/features/calendar/calendar.model';
import { classNames } from '../../ui/class-names';
import { Icon } from '../../ui/icon';
import { VisuallyHidden } from '../../ui/visually-hidden';
import './event-row.css';
import type { Day } from './days.model';
import { daysInWords, titleOf, whenOn } from './event-words';
import { formatsFor } from './formats.model';

export interface EventRowProps {
  /** The day in whose list it stands. */
  readonly day: Day;
  readonly event: Occurrence;
  readonly timeZone: string;
  readonly now: number;
  readonly onOpen: (event: Occurrence, anchor: Element) => void;
  /** Tells it from other rows where arrow keys move between them. */
  readonly slotKey?: string;
  readonly tabIndex?: number;
}

/** An event in a list: when, what, where. Opens its details. */
export function EventRow({ day, event, timeZone, now, onOpen, slotKey, tabIndex }: EventRowProps) {
  const { t, i18n } = useTranslation('calendar');
  const formats = formatsFor(i18n.language, timeZone);
  const isCancelled = event.status === 'cancelled';
  const isRunning = !event.allDay && !isCancelled && event.start <= now && now < event.end;
  const notes = [
    isRunning && t('event.now'),
    isCancelled && t('event.cancelled'),
    event.status === 'tentative' && t('event.tentative'),
    daysInWords(event, formats, timeZone),
    event.location,
  ].filter(Boolean);
  return (
    <button
      type="button"
      className={classNames(
        'event-row',
        isCancelled && 'event-row-cancelled',
        isRunning && 'event-row-running',
        event.end <= now && 'event-row-past',
      )}
      aria-haspopup="dialog"
      data-slot-key={slotKey}
      tabIndex={tabIndex}
      onClick={({ currentTarget }) => onOpen(event, currentTarget)}
    >
      <span className="event-row-when">{whenOn(day, event, t, formats, timeZone)}</span>
      <span className="event-row-what">
        <span className="event-row-title">{titleOf(event, t)}</span>
        {notes.length > 0 && <span className="event-row-note">{notes.join(' · ')}</span>}
      </span>
      {event.meeting?.joinable && !isCancelled && (
        <span className="event-row-video">
          <Icon of={Video} />
          <VisuallyHidden>{t('event.video')}</VisuallyHidden>
        </span>
      )}
    </button>
  );
}
