import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import type { HelpDesk } from '../../ui/help-desk-contact';
import { PaneHeader } from '../../ui/pane-header';
import { PaneError } from '../../ui/pane-state';
import type { Meeting, MeetingsActions } from './meetings.store';
import { MEETING_PROBLEM_CODES, type MeetingProblem } from './session/meeting-problem.model';

/** Trying the same link again would end in the same way. */
const POINTLESS: readonly MeetingProblem[] = ['link-not-understood', 'server-not-allowed'];

export interface MeetingFailureProps {
  readonly meeting: Meeting;
  readonly problem: MeetingProblem;
  readonly helpDesk: HelpDesk | undefined;
  readonly actions: Pick<MeetingsActions, 'retry' | 'leave'>;
}

/** Why somebody is not in the meeting, and what they can do. */
export function MeetingFailure({ meeting, problem, helpDesk, actions }: MeetingFailureProps) {
  const { t } = useTranslation('meetings');
  const isWorthTrying = !POINTLESS.includes(problem);
  return (
    <>
      <PaneHeader title={meeting.title ?? t('meeting')} />
      <PaneError
        heading={t(`failure.${problem}.heading`)}
        code={MEETING_PROBLEM_CODES[problem]}
        helpDesk={helpDesk}
        actions={
          <>
            {isWorthTrying && (
              <Button variant="primary" autoFocus onPress={() => void actions.retry()}>
                {t(problem === 'replaced' ? 'failure.retryHere' : 'failure.retry')}
              </Button>
            )}
            <Button autoFocus={!isWorthTrying} onPress={actions.leave}>
              {t('failure.close')}
            </Button>
          </>
        }
      >
        <p>{t(`failure.${problem}.text`)}</p>
      </PaneError>
    </>
  );
}
