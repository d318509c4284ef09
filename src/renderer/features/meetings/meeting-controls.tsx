import { Mic, MicOff, Video, VideoOff } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../ui/class-names';
import { Icon } from '../../ui/icon';
import { Tooltip } from '../../ui/tooltip';
import type { InputKind } from './devices/device-access.ports';
import type { LocalMediaState } from './devices/local-media';
import './meeting-controls.css';
import { shortcutOf } from './meeting-shortcuts';
import type { MeetingsActions } from './meetings.store';

const LOOKS = {
  microphone: { on: Mic, off: MicOff, turnOn: 'unmute', turnOff: 'mute' },
  camera: { on: Video, off: VideoOff, turnOn: 'startCamera', turnOff: 'stopCamera' },
} as const;

export interface DeviceToggleProps {
  readonly kind: InputKind;
  readonly media: LocalMediaState;
  readonly onTurn: MeetingsActions['turn'];
  /** Words beside the icon where there is room. */
  readonly hasWords?: boolean;
  readonly autoFocus?: boolean;
}

/** Turns microphone or camera on and off; its words say what pressing does. */
export function DeviceToggle({ kind, media, onTurn, hasWords, autoFocus }: DeviceToggleProps) {
  const { t } = useTranslation('meetings');
  const { isOn, track, problem } = media[kind];
  const works = isOn && track !== undefined && !problem;
  const look = LOOKS[kind];
  const label = t(`controls.${works ? look.turnOff : look.turnOn}`);
  const { platform, letter } = shortcutOf(kind);
  return (
    <Tooltip text={label} shortcut={t(`controls.keys.${platform}`, { letter })}>
      <AriaButton
        className={classNames('button', 'button-secondary', 'device-toggle', !works && 'is-off')}
        aria-label={label}
        autoFocus={autoFocus ?? false}
        onPress={() => void onTurn(kind, !works)}
        data-kind={kind}
      >
        <Icon of={works ? look.on : look.off} />
        {hasWords && <span className="device-toggle-words">{label}</span>}
      </AriaButton>
    </Tooltip>
  );
}
