import { ChevronLeft, ChevronRight, Video } from 'lucide-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { Occurrence } from '../../../shared/features/calendar/calendar.model';
import { classNames } from '../../ui/class-names';
import { Icon } from '../../ui/icon';
import { VisuallyHidden } from '../../ui/visually-hidden';
import { titleOf, whenInFull } from './event-words';
import { formatsFor } from './formats.model';
import './week-event.css';

export interface WeekEventProps {
  readonly event: Occurrence;
  readonly timeZone: string;
  readonly now: number;
  /** `block` has room for the place, `line` for the title only, `bar` lies in the lane of whole days. */
  readonly shape: 'block' | 'line' | 'bar';
  readonly style: CSSProperties;
  readonly continues: { readonly before: boolean; readonly after: boolean };
  readonly slotKey: string;
  readonly tabIndex: number;
  readonly isOpen: boolean;
  readonly onOpen: (event: Occurrence, anchor: Element) => void;
}

/** An event as it stands in the week. */
export function WeekEvent(props: WeekEventProps) {
  const { event, timeZone, now, shape, style, continues, slotKey, tabIndex, isOpen, onOpen } = props;
  const { t, i18n } = useTranslation('calendar');
  const formats = formatsFor(i18n.language, timeZone);
  const isCancelled = event.status === 'cancelled';
  const isJoinable = event.meeting?.joinable && !isCancelled;
  const showsPlace = shape === 'block' && event.location !== undefined && !isCancelled;
  // What the eye takes from the place, the colour and the icon.
  const unseen = [
    whenInFull(event, t, formats, timeZone),
    !showsPlace && event.location,
    event.status === 'tentative' && t('event.tentative'),
    isJoinable && t('event.video'),
  ].filter(Boolean);
  return (
    <li className="week-event-place" style={style}>
      <button
        type="button"
        className={classNames(
          'week-event',
          `week-event-${shape}`,
          `week-event-${event.status}`,
          event.end <= now && 'week-event-past',
          continues.before && 'week-event-before',
          continues.after && 'week-event-after',
        )}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-keyshortcuts={isJoinable ? 'Enter J' : 'Enter'}
        data-slot-key={slotKey}
        tabIndex={tabIndex}
        onClick={({ currentTarget }) => onOpen(event, currentTarget)}
      >
        {shape === 'bar' && continues.before && <Icon of={ChevronLeft} className="week-event-arrow" />}
        <span className="week-event-words">
          {!event.allDay && !continues.before && (
            <>
              <span className="week-event-time">{formats.time(event.start)}</span>{' '}
            </>
          )}
          {isCancelled && <span className="week-event-note">{t('event.cancelled')} </span>}
          <span className="week-event-title">{titleOf(event, t)}</span>
          {showsPlace && <span className="week-event-note"> {event.location}</span>}
          <VisuallyHidden>, {unseen.join(', ')}</VisuallyHidden>
        </span>
        {isJoinable && shape !== 'bar' && <Icon of={Video} className="week-event-video" />}
        {shape === 'bar' && continues.after && <Icon of={ChevronRight} className="week-event-arrow" />}
      </button>
    </li>
  );
}
