import { Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Occurrence } from '../../../shared/features/calendar/calendar.model';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { addDays, wallTimeAt } from './days.model';
import type { Join } from './event-details';
import { titleOf } from './event-words';
import { formatsFor } from './formats.model';
import './next-card.css';
import { distanceTo } from './next-event.model';

export interface NextCardProps {
  /** Undefined: nothing comes in the days that are known. */
  readonly event: Occurrence | undefined;
  readonly now: number;
  readonly timeZone: string;
  readonly onJoin: Join;
  readonly onOpen: (event: Occurrence, anchor: Element) => void;
}

/** The one event that comes next, how long until then, and the way in. */
export function NextCard({ event, now, timeZone, onJoin, onOpen }: NextCardProps) {
  const { t, i18n } = useTranslation('calendar');
  if (!event) {
    return (
      <Card heading={t('next.heading')}>
        <p className="next-card-nothing">
          {t('next.nothing')} {t('week.emptyHint')}
        </p>
      </Card>
    );
  }
  const formats = formatsFor(i18n.language, timeZone);
  const { day } = wallTimeAt(event.start, timeZone);
  const today = wallTimeAt(now, timeZone).day;
  const distance = distanceTo(event, now, day === today);
  const { meeting } = event;
  const words = (() => {
    switch (distance.kind) {
      case 'now':
        return t('next.now');
      case 'under-way':
        return t('next.underWay', { count: distance.minutes });
      case 'minutes':
        return t('next.inMinutes', { count: distance.minutes });
      case 'hours':
        return distance.minutes === 0
          ? t('next.inHours', { count: distance.hours })
          : t('next.inHoursAndMinutes', { hours: distance.hours, minutes: distance.minutes });
      case 'later':
        return day === addDays(today, 1)
          ? t('next.tomorrow')
          : t('next.onDay', { day: formats.weekdayName(day) });
    }
  })();
  const facts = [
    event.attendees !== undefined && t('details.people', { count: event.attendees }),
    event.location,
    event.status === 'tentative' && t('event.tentative'),
  ].filter(Boolean);
  return (
    <Card heading={t('next.heading')} appearance="emphasis">
      <div className="next-card-when">
        <time className="next-card-time" dateTime={new Date(event.start).toISOString()}>
          {formats.time(event.start)}
        </time>
        <p className="next-card-distance" aria-live="off">
          {words}
        </p>
      </div>
      <p className="next-card-title">{titleOf(event, t)}</p>
      {facts.length > 0 && <p className="next-card-facts">{facts.join(' · ')}</p>}
      <div className="next-card-actions">
        {meeting?.joinable && (
          <Button variant="primary" icon={Video} onPress={() => onJoin(meeting.ref, titleOf(event, t))}>
            {t('details.join')}
          </Button>
        )}
        <Button
          variant={meeting?.joinable ? 'quiet' : 'secondary'}
          onPress={({ target }) => onOpen(event, target)}
        >
          {t('next.details')}
        </Button>
      </div>
    </Card>
  );
}
