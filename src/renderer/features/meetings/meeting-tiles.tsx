import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalMediaState } from './devices/local-media';
import { MeetingTile, type MeetingTileProps } from './meeting-tile';
import './meeting-tiles.css';
import type { MeetingsActions } from './meetings.store';
import type { Self } from './session/meeting-session';
import type { Participant, Room } from './session/room.model';
import { tileGrid } from './tile-grid.model';

/** Between tiles, in CSS pixels; as in meeting-tiles.css. */
const GAP = 8;

type Space = { readonly width: number; readonly height: number };

/** The room there is for tiles; it follows the window. */
function useSpace() {
  const element = useRef<HTMLDivElement>(null);
  const [space, setSpace] = useState<Space>({ width: 0, height: 0 });
  useEffect(() => {
    const watched = element.current;
    if (!watched) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      // Rounded down: clientWidth rounds up as well, and a tile too wide by half a pixel begins a new row.
      if (entry) {
        const { width, height } = entry.contentRect;
        setSpace({ width: Math.floor(width), height: Math.floor(height) });
      }
    });
    observer.observe(watched);
    return () => observer.disconnect();
  }, []);
  return [element, space] as const;
}

/** @param isConnected without a connection nobody knows who is muted */
function tilesOf(one: Participant, room: Room, isConnected: boolean): MeetingTileProps[] {
  const { peerId, displayName: name, tracks } = one;
  const camera: MeetingTileProps = {
    peerId,
    name,
    source: 'video',
    picture: tracks.video?.isPaused ? undefined : tracks.video?.track,
    isMuted: isConnected && (!tracks.audio || tracks.audio.isPaused),
    isSpeaking: room.speaking.includes(peerId),
  };
  const screen = tracks.screensharing;
  return screen ? [{ peerId, name, source: 'screensharing', picture: screen.track }, camera] : [camera];
}

export interface MeetingTilesProps {
  readonly room: Room;
  readonly self: Self;
  readonly media: LocalMediaState;
  readonly isConnected: boolean;
  readonly onShow: MeetingsActions['show'];
  /** Stands above the tiles without taking room from them. */
  readonly children?: ReactNode;
}

/**
 * Everybody in the meeting as large as the space allows. With one other person the own picture is a small one in
 * the corner; else it is one of the tiles, the last.
 */
export function MeetingTiles({ room, self, media, isConnected, onShow, children }: MeetingTilesProps) {
  const { t } = useTranslation('meetings');
  const [element, space] = useSpace();
  const others = room.participants.flatMap((one) => tilesOf(one, room, isConnected));
  const isInCorner = others.length === 1;
  const grid = tileGrid(isInCorner ? 1 : others.length + 1, space, GAP);
  const size = { '--tile-width': `${grid.tileWidth}px`, '--tile-height': `${grid.tileHeight}px` };
  return (
    <div className="meeting-tiles" ref={element}>
      <ul className="meeting-tiles-grid" aria-label={t('room.tiles')} style={size as CSSProperties}>
        {others.map((tile) => (
          <li key={`${tile.peerId} ${tile.source}`} className="meeting-tiles-item">
            <MeetingTile {...tile} onShow={onShow} />
          </li>
        ))}
        <li className={isInCorner ? 'meeting-tiles-corner' : 'meeting-tiles-item'}>
          <MeetingTile
            peerId={self.peerId}
            name={self.displayName}
            source="video"
            picture={media.camera.track}
            isMuted={!media.microphone.isOn || !media.microphone.track}
            isSpeaking={media.microphone.isOn && room.speaking.includes(self.peerId)}
            isSelf
          />
        </li>
      </ul>
      {children}
    </div>
  );
}
