import { Volume2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { LevelMeter } from '../../ui/meter';
import './device-choices.css';
import { DeviceSelect } from './device-select';
import type { LocalMediaState } from './devices/local-media';
import { openLevelMeter } from './devices/sound-level.adapter';
import { playTestSound } from './devices/test-sound.adapter';
import type { MeetingsActions } from './meetings.store';

const METER_EVERY_MS = 80;

/** Louder than this is somebody speaking; a quiet room lies below. */
const HEARD = 0.25;
/** After so much silence the person is told that they cannot be heard. */
const PATIENCE_MS = 6_000;

/** How loud the microphone is, and whether nothing has come from it for a while. */
function useLevel(track: MediaStreamTrack | undefined): {
  readonly level: number;
  readonly isQuiet: boolean;
} {
  const [level, setLevel] = useState(0);
  const [isQuiet, setIsQuiet] = useState(false);
  useEffect(() => {
    if (!track) return undefined;
    const meter = openLevelMeter(track);
    let heardAt = performance.now();
    const timer = setInterval(() => {
      const now = meter.read();
      if (now > HEARD) heardAt = performance.now();
      setLevel(now);
      setIsQuiet(performance.now() - heardAt > PATIENCE_MS);
    }, METER_EVERY_MS);
    return () => {
      clearInterval(timer);
      meter.close();
      setLevel(0);
      setIsQuiet(false);
    };
  }, [track]);
  return { level, isQuiet };
}

function MicrophoneLevel({ media }: { readonly media: LocalMediaState }) {
  const { t } = useTranslation('meetings');
  const { isOn, track } = media.microphone;
  const { level, isQuiet } = useLevel(isOn ? track : undefined);
  return (
    <>
      <LevelMeter label={t('devices.level')} value={level} />
      <p className="device-choices-note" role="status">
        {isOn && track && isQuiet && t('devices.quiet')}
      </p>
    </>
  );
}

type Test = 'none' | 'testing' | 'tested' | 'testFailed';

function SpeakerTest({ speakerId }: { readonly speakerId: string | undefined }) {
  const { t } = useTranslation('meetings');
  const [test, setTest] = useState<Test>('none');
  const play = async () => {
    setTest('testing');
    const isPlayed = await playTestSound(speakerId).then(
      () => true,
      () => false,
    );
    setTest(isPlayed ? 'tested' : 'testFailed');
  };
  return (
    <>
      <Button icon={Volume2} isPending={test === 'testing'} onPress={() => void play()}>
        {t('devices.testSpeaker')}
      </Button>
      <p className="device-choices-note" role="status">
        {test !== 'none' && t(`devices.${test}`)}
      </p>
    </>
  );
}

export interface DeviceChoicesProps {
  readonly media: LocalMediaState;
  readonly onChoose: MeetingsActions['choose'];
}

/** Camera, microphone with its level, and speaker with a test. */
export function DeviceChoices({ media, onChoose }: DeviceChoicesProps) {
  return (
    <div className="device-choices">
      <DeviceSelect kind="camera" media={media} onChoose={onChoose} />
      <div className="device-choices-group">
        <DeviceSelect kind="microphone" media={media} onChoose={onChoose} />
        <MicrophoneLevel media={media} />
      </div>
      <div className="device-choices-group">
        <DeviceSelect kind="speaker" media={media} onChoose={onChoose} />
        <SpeakerTest speakerId={media.speakerId} />
      </div>
    </div>
  );
}
