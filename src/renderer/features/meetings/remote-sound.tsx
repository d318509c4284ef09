import { useEffect, useRef } from 'react';
import type { RemoteTrack, Room } from './session/room.model';

interface SoundProps {
  readonly track: MediaStreamTrack;
  readonly speakerId: string | undefined;
}

function Sound({ track, speakerId }: SoundProps) {
  const player = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const element = player.current;
    if (!element) return undefined;
    element.srcObject = new MediaStream([track]);
    return () => {
      element.srcObject = null;
    };
  }, [track]);
  useEffect(() => {
    // A speaker that has just been pulled out is refused; the system's choice goes on playing.
    void player.current?.setSinkId(speakerId ?? '').catch(() => {});
  }, [speakerId]);
  // biome-ignore lint/a11y/useMediaCaption: people talking right now have no captions
  return <audio ref={player} autoPlay />;
}

/** Plays what the others say, on the chosen speaker. */
export function RemoteSound({
  room,
  speakerId,
}: {
  readonly room: Room;
  readonly speakerId: string | undefined;
}) {
  const tracks = room.participants.flatMap(({ tracks: { audio } }): RemoteTrack[] => (audio ? [audio] : []));
  return tracks.map(({ consumerId, track }) => (
    <Sound key={consumerId} track={track} speakerId={speakerId} />
  ));
}
