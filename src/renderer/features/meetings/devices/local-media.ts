import type { Clock } from '../meetings.ports';
import type { ChosenDevices, DeviceAccess, InputKind } from './device-access.ports';
import { type DeviceList, deviceList, NO_DEVICES } from './device-list.model';
import { LocalDevice, type LocalDeviceState } from './local-device';

/** What the person is seen, heard and hears with. */
export interface LocalMediaState {
  readonly microphone: LocalDeviceState;
  readonly camera: LocalDeviceState;
  /** Absent for the system's choice, also when the chosen one is not plugged in. */
  readonly speakerId?: string;
  readonly list: DeviceList;
}

/** The devices of one visit to a meeting, from the check before it until leaving. */
export class LocalMedia {
  readonly #access: DeviceAccess;
  readonly #changed: (state: LocalMediaState) => void;
  readonly #devices: Readonly<Record<InputKind, LocalDevice>>;
  readonly #stopListening: () => void;
  #list: DeviceList = NO_DEVICES;
  #speakerId: string | undefined;
  #isClosed = false;

  constructor(
    access: DeviceAccess,
    clock: Clock,
    chosen: ChosenDevices,
    changed: (state: LocalMediaState) => void,
  ) {
    this.#access = access;
    this.#changed = changed;
    const tell = () => this.#tell();
    this.#devices = {
      microphone: new LocalDevice('microphone', access, clock, tell),
      camera: new LocalDevice('camera', access, clock, tell),
    };
    this.#speakerId = chosen.speaker;
    void this.#devices.microphone.choose(chosen.microphone);
    void this.#devices.camera.choose(chosen.camera);
    this.#stopListening = access.onChange(() => void this.#devicesChanged());
  }

  get state(): LocalMediaState {
    const { devices } = this.#list.speakers;
    const isThere = devices.some(({ id }) => id === this.#speakerId);
    return {
      microphone: this.#devices.microphone.state,
      camera: this.#devices.camera.state,
      ...(this.#speakerId && isThere ? { speakerId: this.#speakerId } : {}),
      list: this.#list,
    };
  }

  /** Turns a device on or off. */
  async turn(kind: InputKind, on: boolean): Promise<void> {
    const device = this.#devices[kind];
    if (!on) return device.turnOff();
    await device.turnOn();
    // Only once a device was opened the system tells the devices' names.
    await this.#relist();
  }

  async choose(kind: InputKind | 'speaker', deviceId: string | undefined): Promise<void> {
    if (kind !== 'speaker') return this.#devices[kind].choose(deviceId);
    this.#speakerId = deviceId;
    this.#tell();
  }

  /** Lets go of everything: no light stays on. */
  close(): void {
    this.#isClosed = true;
    this.#stopListening();
    this.#devices.microphone.close();
    this.#devices.camera.close();
  }

  async #devicesChanged(): Promise<void> {
    await this.#relist();
    await Promise.all([
      this.#devices.microphone.tryAgainIfMissing(),
      this.#devices.camera.tryAgainIfMissing(),
    ]);
  }

  async #relist(): Promise<void> {
    this.#list = deviceList(await this.#access.list().catch(() => []));
    this.#tell();
  }

  #tell(): void {
    if (!this.#isClosed) this.#changed(this.state);
  }
}
