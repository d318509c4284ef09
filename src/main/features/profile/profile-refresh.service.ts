import type { CityProfileService } from './city-profile.service';
import type { Clock, PublishedProfile } from './profile.ports';

const HOUR_MS = 3_600_000;
const EVERY_MS = 6 * HOUR_MS;
const AFTER_FAILURE_MS = HOUR_MS / 4;

/** So much later at most, so that a city's thousands of clients do not ask at the same moment. */
const JITTER = 0.1;

/** Asks for the published profile when the network opens for the first time, and every six hours from then on. */
export class ProfileRefresh {
  readonly #service: CityProfileService;
  readonly #published: PublishedProfile;
  readonly #clock: Clock;
  readonly #random: () => number;
  #callOff: () => void = () => {};
  #state: 'due' | 'running' | 'fresh' | 'stopped' = 'due';

  /** @param random a number from 0 (inclusive) to 1, anew at each call */
  constructor(
    service: CityProfileService,
    ports: { readonly published: PublishedProfile; readonly clock: Clock; readonly random: () => number },
  ) {
    this.#service = service;
    this.#published = ports.published;
    this.#clock = ports.clock;
    this.#random = ports.random;
  }

  /** The city can be reached: asks now when it is due. */
  networkOpened(): void {
    if (this.#state === 'due') void this.#run();
  }

  stop(): void {
    this.#state = 'stopped';
    this.#callOff();
  }

  async #run(): Promise<void> {
    const url = this.#service.profile?.profileUrl;
    if (url === undefined) return;
    this.#callOff();
    this.#state = 'running';
    const found = await this.#published.fetch(url);
    if (this.#isStopped()) return;
    if (found) await this.#service.offer(found);
    if (this.#isStopped()) return;
    this.#state = found ? 'fresh' : 'due';
    const wait = (found ? EVERY_MS : AFTER_FAILURE_MS) * (1 + JITTER * this.#random());
    this.#callOff = this.#clock.after(wait, () => void this.#run());
  }

  #isStopped(): boolean {
    return this.#state === 'stopped';
  }
}
