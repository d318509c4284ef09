import type {
  DeviceAccess,
  InputKind,
  ListedDevice,
} from '../../src/renderer/features/meetings/devices/device-access.ports';
import { FakeTrack } from './fake-track';

/** The error getUserMedia rejects with, by its standard name. */
export function deviceError(name: string): Error {
  return Object.assign(new Error(name), { name });
}

/** Microphones and cameras that can be plugged in, pulled out and refused. */
export class FakeDevices implements DeviceAccess {
  readonly opened: {
    readonly kind: InputKind;
    readonly deviceId: string | undefined;
    readonly track: FakeTrack;
  }[] = [];
  listed: ListedDevice[] = [];
  /** What opening waits for, or fails with. */
  opening: (kind: InputKind, deviceId: string | undefined) => Promise<void> = async () => {};
  readonly #listeners = new Set<() => void>();

  async open(kind: InputKind, deviceId: string | undefined): Promise<MediaStreamTrack> {
    await this.opening(kind, deviceId);
    const track = new FakeTrack(kind === 'microphone' ? 'audio' : 'video', `${kind}-${this.opened.length}`);
    this.opened.push({ kind, deviceId, track });
    return track.asTrack;
  }

  async list(): Promise<readonly ListedDevice[]> {
    return this.listed;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Something was plugged in or out. */
  change(): void {
    for (const listener of this.#listeners) listener();
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /** Tracks that still run, lights that are on. */
  get running(): FakeTrack[] {
    return this.opened.map(({ track }) => track).filter(({ readyState }) => readyState === 'live');
  }
}
