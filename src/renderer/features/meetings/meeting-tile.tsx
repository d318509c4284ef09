import { AudioLines, MicOff } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../ui/class-names';
import { Icon } from '../../ui/icon';
import { initialsOf } from '../../ui/initials';
import { VisuallyHidden } from '../../ui/visually-hidden';
import './meeting-tile.css';
import type { MeetingsActions } from './meetings.store';
import type { TrackSource } from './session/room.model';
import { usePictureSize } from './use-picture-size';

export interface PictureProps {
  readonly track: MediaStreamTrack;
  /** What a screen reader calls it. */
  readonly label: string;
  readonly peerId?: string;
  readonly isMirrored?: boolean;
  readonly isScreen?: boolean;
}

/** A moving picture; invisible until its first frame is there. */
export function Picture({ track, label, peerId, isMirrored, isScreen }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [hasFrame, setHasFrame] = useState(false);
  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    setHasFrame(false);
    element.srcObject = new MediaStream([track]);
    return () => {
      element.srcObject = null;
    };
  }, [track]);
  return (
    <video
      ref={video}
      className={classNames(
        'meeting-picture',
        hasFrame && 'is-there',
        isMirrored && 'is-mirrored',
        isScreen && 'is-screen',
      )}
      aria-label={label}
      data-peer-id={peerId}
      autoPlay
      muted
      playsInline
      onLoadedData={() => setHasFrame(true)}
    />
  );
}

export interface MeetingTileProps {
  readonly peerId: string;
  readonly name: string;
  readonly source: Exclude<TrackSource, 'audio'>;
  readonly picture?: MediaStreamTrack | undefined;
  readonly isSelf?: boolean;
  readonly isMuted?: boolean;
  readonly isSpeaking?: boolean;
  /** Told how large the tile is shown, so that no more is sent than is seen. */
  readonly onShow?: MeetingsActions['show'];
}

/** One person, or one shared screen: picture or initials, name, and whether they speak. */
export function MeetingTile(props: MeetingTileProps) {
  const { peerId, name, source, picture, isSelf, isMuted, isSpeaking, onShow } = props;
  const { t } = useTranslation('meetings');
  const tile = useRef<HTMLDivElement>(null);
  const isScreen = source === 'screensharing';
  usePictureSize(
    tile,
    useCallback((size) => onShow?.(peerId, source, size), [onShow, peerId, source]),
  );
  const caption = isScreen ? t('room.screen', { name }) : isSelf ? t('room.you', { name }) : name;
  return (
    <div
      ref={tile}
      className={classNames('meeting-tile', isSpeaking && 'is-speaking')}
      data-peer-id={peerId}
      data-self={isSelf || undefined}
    >
      <span className="meeting-tile-initials" aria-hidden="true">
        {initialsOf(name)}
      </span>
      {picture && (
        <Picture
          track={picture}
          label={isSelf ? t('room.ownPicture') : t('room.picture', { name })}
          peerId={peerId}
          isMirrored={isSelf ?? false}
          isScreen={isScreen}
        />
      )}
      <p className="meeting-tile-plate">
        {isSpeaking && (
          <>
            <Icon of={AudioLines} className="meeting-tile-voice" />
            <VisuallyHidden>{t('room.speaking')}</VisuallyHidden>
          </>
        )}
        {isMuted && !isSpeaking && (
          <>
            <Icon of={MicOff} />
            <VisuallyHidden>{t('room.muted')}</VisuallyHidden>
          </>
        )}
        <span className="meeting-tile-name">{caption}</span>
      </p>
    </div>
  );
}
