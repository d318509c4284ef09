import type { Clock } from '../meetings.ports';
import type { ReceiveTransport, SendTransport, TransportState } from './media-device.ports';
import type { Signaling } from './signaling.ports';

/** After so long without a first way the person is told. A way that breaks is told at once: ICE has waited by then. */
const STUCK_AFTER_MS = 2_000;

/** So long sound and picture may take to find their way, at first or again. */
const LIMIT_MS = 15_000;

interface GuardListener {
  /** Sound or picture can pass, or cannot for a while; see `isStuck`. */
  changed(): void;
  /** They cannot, and trying again on this connection has not helped. */
  blocked(): void;
}

/** Watches one transport: restarts ICE (RFC 8445, 2.4) when its path breaks, and says when that is of no use. */
export class TransportGuard {
  readonly #signaling: Signaling;
  readonly #clock: Clock;
  readonly #listener: GuardListener;
  #transport: SendTransport | ReceiveTransport | undefined;
  #timers: (() => void)[] = [];
  #isStuck = false;
  #isRestarting = false;
  #isClosed = false;

  constructor(signaling: Signaling, clock: Clock, listener: GuardListener) {
    this.#signaling = signaling;
    this.#clock = clock;
    this.#listener = listener;
  }

  /** Whether the way has been closed for longer than goes unnoticed. */
  get isStuck(): boolean {
    return this.#isStuck;
  }

  /** The transport whose states are told here; tells them from its making on. */
  attach(transport: SendTransport | ReceiveTransport): void {
    if (this.#isClosed) transport.close();
    else this.#transport = transport;
  }

  stateChanged(state: TransportState): void {
    if (state === 'connected') {
      this.#calm();
      this.#listener.changed();
    } else if (state === 'connecting' || state === 'disconnected' || state === 'failed') {
      if (this.#timers.length === 0) this.#worry();
      if (state !== 'connecting') {
        this.#stuck();
        void this.#restart();
      }
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#calm();
    this.#transport?.close();
    this.#transport = undefined;
  }

  async #restart(): Promise<void> {
    const transport = this.#transport;
    if (!transport || this.#isRestarting) return;
    this.#isRestarting = true;
    try {
      const { iceParameters } = await this.#signaling.request('restartIce', { transportId: transport.id });
      if (this.#transport) await transport.restartIce(iceParameters);
    } catch {
      // The limit above, or the heartbeat of signalling, decides what becomes of it.
    } finally {
      this.#isRestarting = false;
    }
  }

  #worry(): void {
    this.#timers = [
      this.#clock.after(STUCK_AFTER_MS, () => this.#stuck()),
      this.#clock.after(LIMIT_MS, () => this.#listener.blocked()),
    ];
  }

  #stuck(): void {
    if (this.#isStuck) return;
    this.#isStuck = true;
    this.#listener.changed();
  }

  #calm(): void {
    for (const callOff of this.#timers) callOff();
    this.#timers = [];
    this.#isStuck = false;
  }
}
