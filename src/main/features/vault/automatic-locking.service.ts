import type { LockReason } from '../../../shared/features/vault/vault.model';
import type { Clock, Settled, Surroundings } from './vault.ports';

/** Looked at this often at least: after sleep timers come late, and preferences may have changed. */
const LONGEST_PAUSE_MS = 15_000;
const SHORTEST_PAUSE_MS = 250;

/** Locks an open vault by itself: when nobody is at the machine, and when it has been open for too long. */
export class AutomaticLocking {
  readonly #clock: Clock;
  readonly #settled: Settled;
  readonly #surroundings: Surroundings;
  readonly #lock: (reason: LockReason) => void;
  #openSince = 0;
  #callOff: (() => void) | undefined;

  constructor(
    ports: { readonly clock: Clock; readonly settled: Settled; readonly surroundings: Surroundings },
    lock: (reason: LockReason) => void,
  ) {
    this.#clock = ports.clock;
    this.#settled = ports.settled;
    this.#surroundings = ports.surroundings;
    this.#lock = lock;
    ports.surroundings.listen((incident) => {
      const { lockOnScreenLock, lockOnSuspend } = this.#settled.preferences();
      if (incident === 'hotkey') this.#lock('asked');
      if (incident === 'screen-lock' && lockOnScreenLock) this.#lock('screen-lock');
      // A machine that is shut down is never only suspended by preference.
      if (incident === 'shutdown' || (incident === 'suspend' && lockOnSuspend)) this.#lock('suspend');
    });
  }

  /** A vault is open now. */
  opened(): void {
    this.closed();
    this.#openSince = this.#clock.now().getTime();
    this.#look();
  }

  /** No vault is open any more. */
  closed(): void {
    this.#callOff?.();
    this.#callOff = undefined;
  }

  /** Preferences or limits have changed. */
  settledChanged(): void {
    if (this.#callOff) this.#look();
  }

  /** Looks whether it is time. */
  #look(): void {
    const idleSeconds = this.#settled.preferences().lockAfterIdleSeconds || Number.POSITIVE_INFINITY;
    const openSeconds = this.#settled.limits().longestOpenSeconds ?? Number.POSITIVE_INFINITY;
    const idleLeft = idleSeconds * 1000 - this.#surroundings.idleSeconds() * 1000;
    const openLeft = openSeconds * 1000 - (this.#clock.now().getTime() - this.#openSince);
    this.closed();
    if (openLeft <= 0) this.#lock('longest-time');
    else if (idleLeft <= 0) this.#lock('idle');
    else this.#lookAgain(Math.min(idleLeft, openLeft));
  }

  #lookAgain(left: number): void {
    const pause = Math.max(SHORTEST_PAUSE_MS, Math.min(left, LONGEST_PAUSE_MS));
    this.#callOff = this.#clock.after(pause, () => this.#look());
  }
}
