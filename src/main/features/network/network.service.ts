import {
  type BlockedReason,
  type NetworkStatus,
  retrySeconds,
} from '../../../shared/features/network/network.model';
import type { CityProbe, Clock } from './network.ports';

/**
 * How often an open network is looked at again: one small request over a connection that is open anyway. Whoever
 * loses the network while reading should not have to find out by a click that fails.
 */
const LOOK_AGAIN_MS = 15_000;

/**
 * Knows whether the city can be reached, and which leg fails when it cannot. Blocked until the first check has
 * come back; checks again by itself, quickly at first and then every 10 s.
 */
export class NetworkService {
  readonly #probe: CityProbe;
  readonly #clock: Clock;
  readonly #changed: (status: NetworkStatus) => void;
  readonly #opened: () => void;
  #status: NetworkStatus;
  #failures = 0;
  #running: Promise<NetworkStatus> | undefined;
  #callOff: () => void = () => {};
  #stopped = false;

  constructor(
    ports: { readonly probe: CityProbe; readonly clock: Clock },
    tell: { readonly changed: (status: NetworkStatus) => void; readonly opened: () => void },
  ) {
    this.#probe = ports.probe;
    this.#clock = ports.clock;
    this.#changed = tell.changed;
    this.#opened = tell.opened;
    this.#status = { state: 'blocked', reason: 'not-checked-yet', since: this.#now() };
  }

  get status(): NetworkStatus {
    return this.#status;
  }

  get isOpen(): boolean {
    return this.#status.state === 'open';
  }

  /** Checks now; callers who come while a check runs share it. */
  check(): Promise<NetworkStatus> {
    this.#running ??= this.#check().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  stop(): void {
    this.#stopped = true;
    this.#callOff();
  }

  async #check(): Promise<NetworkStatus> {
    this.#callOff();
    // An open network is looked at quietly: nobody needs to see "checking" once a minute.
    if (!this.isOpen) this.#become('checking', this.#status.reason);
    const reason = await this.#probe.probe();
    if (this.#stopped) return this.#status;
    this.#failures = reason ? this.#failures + 1 : 0;
    const wasOpen = this.isOpen;
    if (reason) this.#become('blocked', reason, retrySeconds(this.#failures));
    else if (!wasOpen) this.#become('open');
    const wait = reason ? retrySeconds(this.#failures) * 1_000 : LOOK_AGAIN_MS;
    this.#callOff = this.#clock.after(wait, () => void this.check());
    if (!reason && !wasOpen) this.#opened();
    return this.#status;
  }

  #become(state: NetworkStatus['state'], reason?: BlockedReason, nextTryInSeconds?: number): void {
    const turned = (state === 'open') !== this.isOpen || this.#status.reason === 'not-checked-yet';
    this.#status = {
      state,
      since: turned ? this.#now() : this.#status.since,
      ...(reason ? { reason } : {}),
      ...(nextTryInSeconds ? { nextTryInSeconds } : {}),
    };
    this.#changed(this.#status);
  }

  #now(): string {
    return this.#clock.now().toISOString();
  }
}
