import type { SignalingCloseReason } from '../../src/shared/features/meetings/signaling-close.model';
import type { BotClip } from './bot-clip';
import type { Media } from './media';
import { emptyReport, Room, type RoomReport, type RoomSpec } from './room';

/** A room that is kept open until `leave`, or until the person let in has left. */
export interface Hold {
  readonly room: Room;
  /** Turns away from the door. Not to be called once the person is in. */
  leave(): void;
}

interface OpenRoom {
  readonly opening: Promise<Room>;
  room?: Room;
  /** People in it or at its door. */
  holds: number;
}

export interface RoomDirectoryOptions {
  readonly specs: readonly RoomSpec[];
  readonly media: Media;
  readonly clip: BotClip;
  /** See {@link RoomOptions}. */
  readonly joinWithinMs: number;
  readonly log: (line: string) => void;
}

/** The known rooms. One is open from the first person at its door until the last one has left. */
export class RoomDirectory {
  readonly #options: RoomDirectoryOptions;
  readonly #specs: ReadonlyMap<string, RoomSpec>;
  readonly #open = new Map<string, OpenRoom>();

  constructor(options: RoomDirectoryOptions) {
    this.#options = options;
    this.#specs = new Map(options.specs.map((spec) => [spec.id, spec]));
  }

  spec(roomId: string): RoomSpec | undefined {
    return this.#specs.get(roomId);
  }

  /** Whether all places of a known room are taken for this peer. */
  isFull(roomId: string, peerId: string): boolean {
    const room = this.#open.get(roomId)?.room;
    return room !== undefined && !room.hasPlaceFor(peerId);
  }

  /**
   * Goes to the door of a room, which is opened if need be.
   * @throws when the room is not known or the media worker is not there
   */
  async hold(roomId: string): Promise<Hold> {
    const spec = this.#specs.get(roomId);
    if (!spec) throw new Error(`no room ${roomId}`);
    const open = this.#open.get(roomId) ?? this.#openRoom(spec);
    open.holds += 1;
    const leave = () => this.#release(roomId, open);
    try {
      return { room: await open.opening, leave };
    } catch (error) {
      leave();
      throw error;
    }
  }

  async reports(): Promise<RoomReport[]> {
    const reports = [...this.#specs.values()].map((spec) => {
      const room = this.#open.get(spec.id)?.room;
      return room ? room.report() : emptyReport(spec);
    });
    return Promise.all(reports);
  }

  closeAll(reason: SignalingCloseReason): void {
    for (const { room } of this.#open.values()) room?.close(reason);
  }

  #openRoom(spec: RoomSpec): OpenRoom {
    const { media, clip, joinWithinMs, log } = this.#options;
    const open: OpenRoom = {
      holds: 0,
      opening: Room.open({
        spec,
        media,
        clip,
        joinWithinMs,
        log,
        onLeft: () => this.#release(spec.id, open),
      }),
    };
    this.#open.set(spec.id, open);
    open.opening.then(
      (room) => {
        open.room = room;
      },
      () => {},
    );
    return open;
  }

  #release(roomId: string, open: OpenRoom): void {
    open.holds -= 1;
    if (open.holds > 0) return;
    if (this.#open.get(roomId) === open) this.#open.delete(roomId);
    // Nobody is left to be told why.
    open.room?.close('server-stopping');
  }
}
