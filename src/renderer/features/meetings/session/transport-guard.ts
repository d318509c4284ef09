import type { Clock } from '../meetings.ports';
import type { ReceiveTransport, SendTransport, TransportState } from './media-device.ports';
import type { Signaling } from './signaling.ports';

/** So long sound and picture may take to find their way, at first or again. */
const LIMIT_MS = 15_000;

interface GuardListener {
  /** Sound or picture can pass. */
  opened(): void;
  /** They cannot, and trying again on this connection has not helped. */
  blocked(): void;
}

/** Watches one transport: restarts ICE (RFC 8445, 2.4) when its path breaks, and says when that is of no use. */
export class TransportGuard {
  readonly #signaling: Signaling;
  readonly #clock: Clock;
  readonly #listener: GuardListener;
  #transport: SendTransport | ReceiveTransport | undefined;
  #callOff: (() => void) | undefined;
  #isRestarting = false;
  #isClosed = false;

  constructor(signaling: Signaling, clock: Clock, listener: GuardListener) {
    this.#signaling = signaling;
    this.#clock = clock;
    this.#listener = listener;
  }

  /** The transport whose states are told here; tells them from its making on. */
  attach(transport: SendTransport | ReceiveTransport): void {
    if (this.#isClosed) transport.close();
    else this.#transport = transport;
  }

  stateChanged(state: TransportState): void {
    if (state === 'connected') {
      this.#calm();
      this.#listener.opened();
    } else if (state === 'connecting' || state === 'disconnected' || state === 'failed') {
      this.#callOff ??= this.#clock.after(LIMIT_MS, () => this.#listener.blocked());
      if (state !== 'connecting') void this.#restart();
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

  #calm(): void {
    this.#callOff?.();
    this.#callOff = undefined;
  }
}
