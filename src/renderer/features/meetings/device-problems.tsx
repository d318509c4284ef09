import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import type { InputKind } from './devices/device-access.ports';
import { DEVICE_PROBLEM_CODES } from './devices/device-problem.model';
import type { LocalMediaState } from './devices/local-media';
import type { MeetingsActions } from './meetings.store';

const KINDS: readonly InputKind[] = ['camera', 'microphone'];

export interface DeviceProblemsProps {
  readonly media: LocalMediaState;
  readonly onTurn: MeetingsActions['turn'];
}

/** What is the matter with camera and microphone, and what to do. Nothing when both do what they should. */
export function DeviceProblems({ media, onTurn }: DeviceProblemsProps) {
  const { t } = useTranslation('meetings');
  return KINDS.map((kind) => {
    const { problem, isOpening } = media[kind];
    return (
      problem && (
        <Notice
          key={kind}
          tone="warning"
          heading={t(`deviceProblem.${kind}.${problem}.heading`)}
          code={DEVICE_PROBLEM_CODES[kind][problem]}
          announce="polite"
          actions={
            <>
              {!isOpening && (
                <Button onPress={() => void onTurn(kind, true)}>{t('deviceProblem.tryAgain')}</Button>
              )}
              <Button variant="quiet" onPress={() => void onTurn(kind, false)}>
                {t(`deviceProblem.without.${kind}`)}
              </Button>
            </>
          }
        >
          <p>{t(`deviceProblem.${kind}.${problem}.text`)}</p>
        </Notice>
      )
    );
  });
}
