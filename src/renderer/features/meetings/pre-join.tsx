import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { PaneHeader } from '../../ui/pane-header';
import { DeviceChoices } from './device-choices';
import { DeviceProblems } from './device-problems';
import type { LocalDeviceState } from './devices/local-device';
import type { LocalMediaState } from './devices/local-media';
import { DeviceToggle } from './meeting-controls';
import { Picture } from './meeting-tile';
import type { Meeting, MeetingsActions } from './meetings.store';
import './pre-join.css';

function stateOfCamera({ isOn, isOpening }: LocalDeviceState) {
  if (!isOn) return 'cameraOff';
  return isOpening ? 'cameraOpening' : 'cameraBroken';
}

function summary({ camera, microphone }: LocalMediaState) {
  const isSeen = camera.isOn && !camera.problem;
  const isHeard = microphone.isOn && !microphone.problem;
  if (isSeen) return isHeard ? 'withBoth' : 'withCamera';
  return isHeard ? 'withMicrophone' : 'withNothing';
}

export interface PreJoinProps {
  readonly meeting: Meeting;
  readonly media: LocalMediaState;
  readonly actions: Pick<MeetingsActions, 'join' | 'leave' | 'turn' | 'choose'>;
}

/** The check before a meeting: how one looks, sounds and hears. */
export function PreJoin({ meeting, media, actions }: PreJoinProps) {
  const { t } = useTranslation('meetings');
  const { track } = media.camera;
  return (
    <>
      <PaneHeader title={meeting.title ?? t('meeting')} />
      <div className="pre-join">
        <section className="pre-join-look" aria-label={t('preJoin.preview')}>
          <div className="pre-join-stage">
            {track ? (
              <Picture track={track} label={t('preJoin.preview')} isMirrored />
            ) : (
              <p>{t(`preJoin.${stateOfCamera(media.camera)}`)}</p>
            )}
          </div>
          <div className="pre-join-toggles">
            <DeviceToggle kind="microphone" media={media} onTurn={actions.turn} hasWords />
            <DeviceToggle kind="camera" media={media} onTurn={actions.turn} hasWords />
          </div>
        </section>
        <div className="pre-join-go">
          <p role="status">{t(`preJoin.${summary(media)}`)}</p>
          <div className="pre-join-buttons">
            <Button variant="primary" autoFocus onPress={() => void actions.join()}>
              {t('preJoin.join')}
            </Button>
            <Button onPress={actions.leave}>{t('preJoin.cancel')}</Button>
          </div>
        </div>
        <section className="pre-join-devices" aria-label={t('preJoin.devices')}>
          <DeviceProblems media={media} onTurn={actions.turn} />
          <DeviceChoices media={media} onChoose={actions.choose} />
        </section>
      </div>
    </>
  );
}
