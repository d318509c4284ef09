import type { ServerNotification } from './signaling.ports';

/** Where a track comes from; the words of the signalling protocol. */
export type TrackSource = 'audio' | 'video' | 'screensharing';

/** Somebody's sound or picture as it arrives here. */
export interface RemoteTrack {
  readonly consumerId: string;
  readonly track: MediaStreamTrack;
  /** Whether the sender has paused it: a muted microphone. */
  readonly isPaused: boolean;
}

/** Somebody else in the meeting. */
export interface Participant {
  readonly peerId: string;
  readonly displayName: string;
  readonly tracks: Readonly<Partial<Record<TrackSource, RemoteTrack>>>;
}

/** Who is there and who speaks. */
export interface Room {
  readonly participants: readonly Participant[];
  /** `peerId`s of those who speak right now; may name oneself. */
  readonly speaking: readonly string[];
  /** Who speaks most at present. */
  readonly activeSpeaker?: string;
}

export const EMPTY_ROOM: Room = { participants: [], speaking: [] };

function changed(room: Room, peerId: string, change: (one: Participant) => Participant): Room {
  return {
    ...room,
    participants: room.participants.map((one) => (one.peerId === peerId ? change(one) : one)),
  };
}

/** Somebody has come. Who was there already has come back and sends everything anew. */
export function withPeer(room: Room, peer: { readonly peerId: string; readonly displayName: string }): Room {
  const { peerId, displayName } = peer;
  const newcomer: Participant = { peerId, displayName, tracks: {} };
  return room.participants.some((one) => one.peerId === peerId)
    ? changed(room, peerId, () => newcomer)
    : { ...room, participants: [...room.participants, newcomer] };
}

function withoutPeer(room: Room, peerId: string): Room {
  const { activeSpeaker, ...rest } = room;
  return {
    ...rest,
    participants: room.participants.filter((one) => one.peerId !== peerId),
    speaking: room.speaking.filter((one) => one !== peerId),
    ...(activeSpeaker && activeSpeaker !== peerId ? { activeSpeaker } : {}),
  };
}

/** Somebody's sound or picture arrives; it takes the place of an earlier one from the same source. */
export function withTrack(room: Room, peerId: string, source: TrackSource, track: RemoteTrack): Room {
  return changed(room, peerId, (one) => ({ ...one, tracks: { ...one.tracks, [source]: track } }));
}

function changedTrack(
  room: Room,
  consumerId: string,
  change: (track: RemoteTrack) => RemoteTrack | undefined,
): Room {
  const participants = room.participants.map((one) => {
    const entries = Object.entries(one.tracks) as [TrackSource, RemoteTrack][];
    if (!entries.some(([, track]) => track.consumerId === consumerId)) return one;
    const tracks = entries.flatMap(([source, track]) => {
      const after = track.consumerId === consumerId ? change(track) : track;
      return after ? [[source, after] as const] : [];
    });
    return { ...one, tracks: Object.fromEntries(tracks) };
  });
  return { ...room, participants };
}

function withActiveSpeaker(room: Room, peerId: string | undefined): Room {
  const { activeSpeaker: _, ...rest } = room;
  return peerId ? { ...rest, activeSpeaker: peerId } : rest;
}

/** The room after what the server told. Scores, layers and versions are the server's own affairs. */
export function roomAfter(room: Room, { method, data }: ServerNotification): Room {
  switch (method) {
    case 'newPeer':
      return withPeer(room, data.peer);
    case 'peerClosed':
      return withoutPeer(room, data.peerId);
    case 'peerDisplayNameChanged':
      return changed(room, data.peerId, (one) => ({ ...one, displayName: data.displayName }));
    case 'consumerClosed':
      return changedTrack(room, data.consumerId, () => undefined);
    case 'consumerPaused':
      return changedTrack(room, data.consumerId, (track) => ({ ...track, isPaused: true }));
    case 'consumerResumed':
      return changedTrack(room, data.consumerId, (track) => ({ ...track, isPaused: false }));
    case 'speakingPeers':
      return { ...room, speaking: data.peerVolumes.map(({ peerId }) => peerId) };
    case 'activeSpeaker':
      return withActiveSpeaker(room, data.peerId);
    default:
      return room;
  }
}

/** The room as it is remembered while the connection is gone: names without sound, picture or speech. */
export function remembered(room: Room): Room {
  return { participants: room.participants.map((one) => ({ ...one, tracks: {} })), speaking: [] };
}
