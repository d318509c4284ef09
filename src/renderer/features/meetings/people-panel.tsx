import { AudioLines, type LucideIcon, MicOff, Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon';
import { VisuallyHidden } from '../../ui/visually-hidden';
import type { LocalMediaState } from './devices/local-media';
import './people-panel.css';
import type { Self } from './session/meeting-session';
import type { Room } from './session/room.model';

interface Line {
  readonly peerId: string;
  readonly name: string;
  readonly isMuted: boolean;
  readonly isSpeaking: boolean;
  readonly hasPicture: boolean;
}

function Mark({ of, label }: { readonly of: LucideIcon; readonly label: string }) {
  return (
    <span className="people-panel-mark">
      <Icon of={of} />
      <VisuallyHidden>{label}</VisuallyHidden>
    </span>
  );
}

export interface PeoplePanelProps {
  readonly room: Room;
  readonly self: Self;
  readonly media: LocalMediaState;
  /** Without a connection nobody knows who is muted. */
  readonly isConnected: boolean;
}

/** Who is there, oneself first, then by name. */
export function PeoplePanel({ room, self, media, isConnected }: PeoplePanelProps) {
  const { t, i18n } = useTranslation('meetings');
  const { compare } = new Intl.Collator(i18n.language);
  const own: Line = {
    peerId: self.peerId,
    name: t('room.you', { name: self.displayName }),
    isMuted: !media.microphone.isOn || !media.microphone.track,
    isSpeaking: media.microphone.isOn && room.speaking.includes(self.peerId),
    hasPicture: media.camera.track !== undefined,
  };
  const others = room.participants
    .map(
      ({ peerId, displayName, tracks: { audio, video } }): Line => ({
        peerId,
        name: displayName,
        isMuted: isConnected && (!audio || audio.isPaused),
        isSpeaking: room.speaking.includes(peerId),
        hasPicture: video !== undefined && !video.isPaused,
      }),
    )
    .sort((one, other) => compare(one.name, other.name));
  return (
    <ul className="people-panel" aria-label={t('people.list')}>
      {[own, ...others].map(({ peerId, name, isMuted, isSpeaking, hasPicture }) => (
        <li key={peerId} className="people-panel-person">
          <span className="people-panel-name">{name}</span>
          {isSpeaking && <Mark of={AudioLines} label={t('room.speaking')} />}
          {isMuted && <Mark of={MicOff} label={t('room.muted')} />}
          {hasPicture && <Mark of={Video} label={t('people.camera')} />}
        </li>
      ))}
    </ul>
  );
}
