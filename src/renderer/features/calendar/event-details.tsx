import { Repeat, Video, X } from 'lucide-react';
import { type RefObject, useId } from 'react';
import { Dialog, Heading, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Occurrence } from '../../../shared/features/calendar/calendar.model';
import { Button } from '../../ui/button';
import { type Fact, Facts } from '../../ui/facts';
import { Icon } from '../../ui/icon';
import { IconButton } from '../../ui/icon-button';
import { Notice } from '../../ui/notice';
import './event-details.css';
import '../../ui/popover.css';
import { titleOf, whenInFull } from './event-words';
import { foreignZone, formatsFor } from './formats.model';

/** Joins the meeting behind a link; the title is for people. */
export type Join = (meetingRef: string, title: string) => void;

export interface EventDetailsProps {
  readonly event: Occurrence;
  readonly timeZone: string;
  readonly onJoin: Join;
  readonly onClose: () => void;
}

/** Everything about an event, and the way into its meeting. */
function EventDetails({ event, timeZone, onJoin, onClose }: EventDetailsProps) {
  const { t, i18n } = useTranslation('calendar');
  const descriptionId = useId();
  const formats = formatsFor(i18n.language, timeZone);
  const title = titleOf(event, t);
  const abroad = foreignZone(event, timeZone);
  const there = abroad && {
    place: abroad.place,
    time: formatsFor(i18n.language, abroad.timeZone).time(event.start),
  };
  const when = (
    <>
      <p>{whenInFull(event, t, formats, timeZone)}</p>
      {there && <p className="event-details-note">{t('details.there', there)}</p>}
      {event.recurring && (
        <p className="event-details-note event-details-series">
          <Icon of={Repeat} />
          {t('details.recurring')}
        </p>
      )}
    </>
  );
  const facts: (Fact | false | undefined)[] = [
    { label: t('details.when'), value: when },
    event.location !== undefined && { label: t('details.where'), value: event.location },
    event.organizer !== undefined && { label: t('details.organizer'), value: event.organizer },
    event.attendees !== undefined && {
      label: t('details.attendees'),
      value: t('details.people', { count: event.attendees }),
    },
    event.calendarName !== '' && { label: t('details.calendar'), value: event.calendarName },
  ];
  const { meeting } = event;
  return (
    <>
      <header className="event-details-head">
        <Heading slot="title" level={2}>
          {title}
        </Heading>
        <IconButton label={t('details.close')} icon={X} onPress={onClose} />
      </header>
      {event.status !== 'confirmed' && (
        <Notice
          tone={event.status === 'cancelled' ? 'warning' : 'info'}
          heading={t(`details.${event.status}`)}
        />
      )}
      {event.unknownZone !== undefined && (
        <Notice tone="warning" heading={t('details.unknownZone', { zone: event.unknownZone })} />
      )}
      <Facts facts={facts.filter((fact) => fact !== false && fact !== undefined)} />
      {meeting?.joinable && event.status !== 'cancelled' && (
        <Button
          variant="primary"
          icon={Video}
          onPress={() => {
            onClose();
            onJoin(meeting.ref, title);
          }}
        >
          {t('details.join')}
        </Button>
      )}
      {meeting && !meeting.joinable && (
        <section className="event-details-elsewhere">
          <p>{t('details.elsewhere', { host: new URL(meeting.ref).host })}</p>
          <p className="event-details-link">{meeting.ref}</p>
        </section>
      )}
      {event.description !== undefined && (
        <section aria-labelledby={descriptionId}>
          <h3 id={descriptionId} className="event-details-label">
            {t('details.description')}
          </h3>
          <p className="event-details-description">{event.description}</p>
        </section>
      )}
    </>
  );
}

export interface EventPopoverProps extends Omit<EventDetailsProps, 'event'> {
  /** The event that is looked at; undefined: none. */
  readonly event: Occurrence | undefined;
  /** What the details stand beside. */
  readonly anchor: RefObject<Element | null>;
  /** Beside a block in the week, below a row that is as wide as the window. */
  readonly side: 'beside' | 'below';
}

/** The details of an event at its place. Escape and a click elsewhere close them and give the focus back. */
export function EventPopover({ event, anchor, side, ...rest }: EventPopoverProps) {
  return (
    <Popover
      className="popover event-popover"
      triggerRef={anchor}
      isOpen={event !== undefined}
      onOpenChange={(isOpen) => {
        if (!isOpen) rest.onClose();
      }}
      placement={side === 'beside' ? 'right top' : 'bottom'}
      offset={4}
    >
      <Dialog className="event-details">{event && <EventDetails event={event} {...rest} />}</Dialog>
    </Popover>
  );
}
