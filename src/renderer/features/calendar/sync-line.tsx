import { RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CalendarView } from '../../../shared/features/calendar/calendar.model';
import { IconButton } from '../../ui/icon-button';
import { StatusMark } from '../../ui/status-chip';
import { wallTimeAt } from './days.model';
import { formatsFor } from './formats.model';
import './sync-line.css';

type Sync = CalendarView['sync'];

/** Younger copies are told in minutes, older ones by the clock. */
const MINUTES_TOLD = 60;

/** The time of the last success for words: by the clock, with the day where it was not today. */
export function useTimeOfSuccess(timeZone: string): (at: number, now: number) => string {
  const { i18n } = useTranslation('calendar');
  const formats = formatsFor(i18n.language, timeZone);
  return (at, now) => {
    const isToday = wallTimeAt(at, timeZone).day === wallTimeAt(now, timeZone).day;
    return isToday ? formats.time(at) : formats.dayAndTime(at);
  };
}

export interface SyncLineProps {
  readonly sync: Sync;
  readonly now: number;
  readonly timeZone: string;
  /** Asks the servers; without it there is no button. */
  readonly onSync?: () => void;
}

/** How old the calendar is, in words, and the way to ask for a newer one. */
export function SyncLine({ sync, now, timeZone, onSync }: SyncLineProps) {
  const { t, i18n } = useTranslation('calendar');
  const timeOf = useTimeOfSuccess(timeZone);
  const formats = formatsFor(i18n.language, timeZone);
  const isOffline = sync.problem === 'network-blocked';

  function words(): string {
    const { lastSuccess, state } = sync;
    if (lastSuccess === undefined) return t(state === 'running' ? 'sync.running' : 'sync.never');
    const time = timeOf(lastSuccess, now);
    if (isOffline) return t('sync.offline', { time });
    const minutes = Math.floor((now - lastSuccess) / 60_000);
    if (minutes < 1) return t('sync.justNow');
    return minutes < MINUTES_TOLD
      ? t('sync.ago', { ago: formats.minutesAgo(minutes) })
      : t('sync.at', { time });
  }

  return (
    <div className="sync-line">
      {isOffline && sync.lastSuccess !== undefined && <StatusMark tone="warning" />}
      <p className="sync-line-words">{words()}</p>
      {onSync && (
        <IconButton
          label={t('sync.now')}
          icon={RefreshCw}
          onPress={onSync}
          isPending={sync.state === 'running'}
          className={sync.state === 'running' ? 'sync-line-busy' : ''}
        />
      )}
    </div>
  );
}
