import { useTranslation } from 'react-i18next';
import type { CalendarView, SyncProblem } from '../../../shared/features/calendar/calendar.model';
import { SYNC_PROBLEM_CODES, VIEW_FAILED_CODE } from '../../../shared/features/calendar/problem-codes.model';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { type HelpDesk, HelpDeskContact } from '../../ui/help-desk-contact';
import { Notice } from '../../ui/notice';
import { PaneError } from '../../ui/pane-state';
import './calendar-notices.css';
import { useTimeOfSuccess } from './sync-line';

/** There is nothing to show, because the calendar has never come. */
export function NeverFetched({
  problem,
  helpDesk,
  onSync,
}: {
  readonly problem: SyncProblem;
  readonly helpDesk: HelpDesk;
  readonly onSync: () => void;
}) {
  const { t } = useTranslation('calendar');
  return (
    <PaneError
      heading={t(`problems.${problem}.what`)}
      code={SYNC_PROBLEM_CODES[problem]}
      helpDesk={helpDesk}
      actions={<Button onPress={onSync}>{t('problems.again')}</Button>}
    >
      <p>{t(`problems.${problem}.do`)}</p>
    </PaneError>
  );
}

/** There is nothing to show, because main did not answer. */
export function Unanswered({
  helpDesk,
  onRetry,
}: {
  readonly helpDesk: HelpDesk;
  readonly onRetry: () => void;
}) {
  const { t } = useTranslation('calendar');
  return (
    <PaneError
      heading={t('problems.unanswered.what')}
      code={VIEW_FAILED_CODE}
      helpDesk={helpDesk}
      actions={<Button onPress={onRetry}>{t('problems.again')}</Button>}
    >
      <p>{t('problems.unanswered.do')}</p>
    </PaneError>
  );
}

export interface CalendarNoticesProps {
  readonly view: CalendarView;
  readonly now: number;
  readonly timeZone: string;
  readonly helpDesk: HelpDesk;
  readonly className?: string;
}

/**
 * What a person must know about the calendar they see: that it is old and why, what is missing, how it is kept.
 * That the network is away stands in the title bar and in the line that says how old the calendar is.
 */
export function CalendarNotices({ view, now, timeZone, helpDesk, className }: CalendarNoticesProps) {
  const { t } = useTranslation('calendar');
  const timeOf = useTimeOfSuccess(timeZone);
  const { problem, lastSuccess } = view.sync;
  const isTold = problem !== undefined && problem !== 'network-blocked' && lastSuccess !== undefined;
  const hasNotices = isTold || view.copy !== 'kept' || view.unreadable.length > 0;
  if (!hasNotices) return null;
  return (
    <div className={classNames('calendar-notices', className)}>
      {isTold && (
        <Notice
          tone="warning"
          heading={t(`problems.${problem}.what`)}
          code={SYNC_PROBLEM_CODES[problem]}
          announce="polite"
        >
          <p>
            {t('problems.keeps', { time: timeOf(lastSuccess, now) })} {t(`problems.${problem}.do`)}
          </p>
          <HelpDeskContact helpDesk={helpDesk} />
        </Notice>
      )}
      {view.copy !== 'kept' && <Notice tone="info" heading={t(`copy.${view.copy}`)} />}
      {view.unreadable.length > 0 && (
        <Notice tone="info" heading={t('unreadable.heading', { count: view.unreadable.length })}>
          <ul>
            {view.unreadable.map(({ title, reason }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: unreadable events have nothing that tells them apart
              <li key={index}>
                {t('unreadable.entry', {
                  title: title || t('event.untitled'),
                  reason: t(`unreadable.${reason}`),
                })}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}
