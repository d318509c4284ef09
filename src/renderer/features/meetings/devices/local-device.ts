import type { Clock } from '../meetings.ports';
import type { DeviceAccess, InputKind } from './device-access.ports';
import { type DeviceProblem, deviceProblemOf } from './device-problem.model';

/** After this time a person is told that the system has not answered; the device is still taken when it does. */
const PATIENCE_MS = 10_000;

/** A person's microphone or camera. */
export interface LocalDeviceState {
  /** What the person wants; whether it works, the other fields say. */
  readonly isOn: boolean;
  readonly isOpening: boolean;
  readonly track?: MediaStreamTrack;
  /** Present while the device does not do what the person wants. */
  readonly problem?: DeviceProblem;
  /** The person's own choice; absent for the system's. */
  readonly chosenId?: string;
}

/**
 * Holds one microphone or camera. A microphone that is off stays open but silent, so that it is back at once; a
 * camera that is off is let go, so that its light goes out.
 */
export class LocalDevice {
  readonly #kind: InputKind;
  readonly #access: DeviceAccess;
  readonly #clock: Clock;
  readonly #changed: () => void;
  #state: LocalDeviceState = { isOn: false, isOpening: false };
  /** Counts openings: an answer to an older one is not wanted any more. */
  #opening = 0;

  constructor(kind: InputKind, access: DeviceAccess, clock: Clock, changed: () => void) {
    this.#kind = kind;
    this.#access = access;
    this.#clock = clock;
    this.#changed = changed;
  }

  get state(): LocalDeviceState {
    return this.#state;
  }

  /** Turns the device on; does nothing when it is on and works. */
  async turnOn(): Promise<void> {
    const { track, problem } = this.#state;
    if (track && !problem) return this.#become({ isOn: true, track: this.#enabled(track, true) });
    this.#become({ isOn: true, ...(track ? { track: this.#enabled(track, true) } : {}) });
    await this.#open();
  }

  turnOff(): void {
    const { track, isOpening } = this.#state;
    if (track && this.#kind === 'microphone') {
      this.#become({ isOn: false, isOpening, track: this.#enabled(track, false) });
      return;
    }
    this.#opening += 1;
    track?.stop();
    this.#become({ isOn: false });
  }

  /** Takes another device; `undefined` for the system's choice. The old one is kept until the new one is there. */
  async choose(deviceId: string | undefined): Promise<void> {
    const { chosenId: _, ...rest } = this.#state;
    this.#state = deviceId ? { ...rest, chosenId: deviceId } : rest;
    this.#changed();
    if (this.#state.isOn || this.#state.track) await this.#open();
  }

  /** A device was plugged in or out: one that was missing may be there now. */
  async tryAgainIfMissing(): Promise<void> {
    const { isOn, isOpening, problem } = this.#state;
    const isWorthTrying = problem === 'missing' || (problem === 'unplugged' && this.#kind === 'microphone');
    if (isOn && !isOpening && isWorthTrying) await this.#open();
  }

  /** Lets the device go. */
  close(): void {
    this.#opening += 1;
    this.#state.track?.stop();
    this.#become({ isOn: false });
  }

  async #open(before?: DeviceProblem): Promise<void> {
    this.#opening += 1;
    const opening = this.#opening;
    const { isOn, track: old } = this.#state;
    const kept = old ? { track: old } : {};
    this.#become({ isOn, isOpening: true, ...kept, ...(before ? { problem: before } : {}) });
    const callOff = this.#clock.after(PATIENCE_MS, () => {
      if (opening === this.#opening) this.#become({ ...this.#state, problem: 'unanswered' });
    });
    try {
      const track = await this.#access.open(this.#kind, this.#state.chosenId);
      if (opening !== this.#opening) return track.stop();
      old?.stop();
      track.addEventListener('ended', () => void this.#ended(track));
      // It may have been muted in the meantime.
      const isOnNow = this.#state.isOn;
      this.#become({ isOn: isOnNow, track: this.#enabled(track, isOnNow) });
    } catch (error) {
      if (opening !== this.#opening) return;
      const problem = deviceProblemOf(error);
      const told = problem === 'missing' && before ? before : problem;
      this.#become({ isOn: this.#state.isOn, ...kept, problem: told });
    } finally {
      callOff();
    }
  }

  /** Never fired by our own `stop()`: the device was pulled out or taken away by the system. */
  async #ended(track: MediaStreamTrack): Promise<void> {
    if (this.#state.track !== track) return;
    const { isOn } = this.#state;
    // Another microphone may go on in its place. Another camera may not: it could show what nobody meant to show.
    if (this.#kind === 'microphone') {
      this.#become({ isOn, problem: 'unplugged' });
      return this.#open('unplugged');
    }
    this.#become({ isOn: false, problem: 'unplugged' });
  }

  #enabled(track: MediaStreamTrack, enabled: boolean): MediaStreamTrack {
    track.enabled = enabled;
    return track;
  }

  #become(state: Omit<LocalDeviceState, 'isOpening'> & { readonly isOpening?: boolean }): void {
    const { chosenId } = this.#state;
    this.#state = { isOpening: false, ...state, ...(chosenId ? { chosenId } : {}) };
    this.#changed();
  }
}
