import type { ChosenDevices } from './devices/device-access.ports';

/** Time as meetings need it; a fake one in tests. */
export interface Clock {
  now(): Date;
  /** Runs once after so many milliseconds; the returned function calls it off. */
  after(milliseconds: number, run: () => void): () => void;
}

/** Remembers the devices a person chose, on this machine. */
export interface DeviceMemory {
  read(input: undefined): Promise<{ readonly devices: ChosenDevices }>;
  change(change: { readonly devices: ChosenDevices }): Promise<unknown>;
}
