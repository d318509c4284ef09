import type { TicketAnswer } from '../../../../shared/features/meetings/meetings.contract';
import type { Clock } from '../meetings.ports';
import { type ConnectionDetails, connectionDetails } from './connection-details.model';
import type { Outgoing } from './local-sender';
import type { LoadMediaDevice } from './media-device.ports';
import { MeetingConnection } from './meeting-connection';
import { isPassing, type MeetingProblem } from './meeting-problem.model';
import type { PictureSize } from './picture-size.model';
import { GIVE_UP_MS, rejoinDelay } from './rejoin.model';
import { PictureSizes } from './remote-tracks';
import { EMPTY_ROOM, type Room, remembered, type TrackSource } from './room.model';
import type { OpenSignaling } from './signaling.ports';

/** A connection that has held so long counts as mended, even when nobody sends anything. */
const SETTLED_MS = 20_000;

/** The person as the meeting knows them. */
export interface Self {
  readonly peerId: string;
  readonly displayName: string;
}

/** What goes on with a meeting. `failed` is the end; after `leave` nothing more is told. */
export type SessionState =
  | { readonly phase: 'joining' }
  | {
      readonly phase: 'in-meeting';
      readonly room: Room;
      readonly self: Self;
      /** Whether sound and picture have not got through for a while; it is being mended. */
      readonly isStuck: boolean;
    }
  | {
      readonly phase: 'reconnecting';
      readonly room: Room;
      readonly self: Self;
      /** What keeps the meeting from coming back, as far as is known. */
      readonly problem: MeetingProblem;
    }
  | { readonly phase: 'failed'; readonly problem: MeetingProblem };

export interface SessionNeeds {
  /** Asks for a ticket to the meeting; answers in limited time. */
  readonly requestTicket: () => Promise<TicketAnswer>;
  readonly openSignaling: OpenSignaling;
  readonly loadDevice: LoadMediaDevice;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly chance: () => number;
}

/**
 * A visit to one meeting. Joins at once; comes back by itself when the connection is lost, each time with a new
 * ticket, and gives up after {@link GIVE_UP_MS} of trouble.
 */
export class MeetingSession {
  readonly #needs: SessionNeeds;
  readonly #changed: (state: SessionState) => void;
  readonly #sizes = new PictureSizes();
  #outgoing: Outgoing;
  #connection: MeetingConnection | undefined;
  #room: Room = EMPTY_ROOM;
  #isStuck = false;
  #self: Self | undefined;
  #attempts = 0;
  #troubleSince: number | undefined;
  #problem: MeetingProblem = 'server-gone';
  #timers: (() => void)[] = [];
  #isOver = false;

  constructor(needs: SessionNeeds, outgoing: Outgoing, changed: (state: SessionState) => void) {
    this.#needs = needs;
    this.#outgoing = outgoing;
    this.#changed = changed;
    changed({ phase: 'joining' });
    void this.#try();
  }

  /** Changes what the person sends. */
  send(outgoing: Outgoing): void {
    this.#outgoing = outgoing;
    this.#connection?.send(outgoing);
  }

  /** Says how large a picture is shown, or that it is not to be seen: then it is not sent either. */
  show(peerId: string, source: TrackSource, size: PictureSize | undefined): void {
    this.#sizes.set(peerId, source, size);
    this.#connection?.sizeChanged(peerId);
  }

  /** @returns undefined while there is no connection */
  async readDetails(): Promise<ConnectionDetails | undefined> {
    const stats = await this.#connection?.readStats().catch(() => undefined);
    return stats && connectionDetails(stats);
  }

  leave(): void {
    this.#isOver = true;
    this.#callOffTimers();
    this.#connection?.close();
    this.#connection = undefined;
  }

  async #try(): Promise<void> {
    const answer = await this.#needs
      .requestTicket()
      .catch((): TicketAnswer => ({ ok: false, reason: 'server-failed' }));
    if (this.#isOver) return;
    if (!answer.ok) return this.#ended(answer.reason);
    const { peerId, displayName } = answer.ticket;
    const self = { peerId, displayName };
    let isIn = false;
    this.#connection = new MeetingConnection(
      { ...this.#needs, sizes: this.#sizes },
      answer.ticket,
      this.#outgoing,
      {
        joined: () => {
          isIn = true;
          this.#joined(self);
        },
        changed: (room) => {
          this.#room = room;
          if (isIn) this.#tellInside(self);
        },
        mediaChanged: (isStuck) => {
          if (!isStuck) this.#settle();
          this.#isStuck = isStuck;
          if (isIn) this.#tellInside(self);
        },
        ended: (problem) => this.#ended(problem),
      },
    );
  }

  #joined(self: Self): void {
    this.#self = self;
    this.#callOffTimers();
    this.#after(SETTLED_MS, () => this.#settle());
    this.#tellInside(self);
  }

  #tellInside(self: Self): void {
    this.#changed({ phase: 'in-meeting', room: this.#room, self, isStuck: this.#isStuck });
  }

  #settle(): void {
    this.#troubleSince = undefined;
    this.#attempts = 0;
  }

  #ended(problem: MeetingProblem): void {
    this.#connection = undefined;
    this.#isStuck = false;
    this.#problem = problem;
    const now = this.#needs.clock.now().getTime();
    this.#troubleSince ??= now;
    const patience = this.#troubleSince + GIVE_UP_MS - now;
    if (this.#self && isPassing(problem) && patience > 0) this.#comeBack(this.#self, patience);
    else this.#fail();
  }

  /** @param patience milliseconds that are left for it */
  #comeBack(self: Self, patience: number): void {
    this.#room = remembered(this.#room);
    this.#callOffTimers();
    this.#attempts += 1;
    this.#after(patience, () => this.#fail());
    this.#after(rejoinDelay(this.#attempts, this.#needs.chance()), () => void this.#try());
    this.#changed({ phase: 'reconnecting', room: this.#room, self, problem: this.#problem });
  }

  #fail(): void {
    this.leave();
    this.#changed({ phase: 'failed', problem: this.#problem });
  }

  #after(milliseconds: number, run: () => void): void {
    this.#timers.push(this.#needs.clock.after(milliseconds, run));
  }

  #callOffTimers(): void {
    for (const callOff of this.#timers) callOff();
    this.#timers = [];
  }
}
