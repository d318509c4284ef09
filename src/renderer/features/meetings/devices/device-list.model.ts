import type { ListedDevice } from './device-access.ports';

/** A device a person can choose. */
export interface DeviceChoice {
  readonly id: string;
  /** The system's name for it; empty as long as the system keeps names to itself. */
  readonly label: string;
}

/** What can be chosen of one kind. */
export interface DeviceChoices {
  readonly devices: readonly DeviceChoice[];
  /** Name of the device the system itself would take, where it has such a choice. */
  readonly systemChoice?: string;
}

export interface DeviceList {
  readonly microphones: DeviceChoices;
  readonly cameras: DeviceChoices;
  readonly speakers: DeviceChoices;
}

export const NO_DEVICES: DeviceList = {
  microphones: { devices: [] },
  cameras: { devices: [] },
  speakers: { devices: [] },
};

/** Chromium lists the system's choice and Windows' communication device a second time under these ids. */
const SYSTEM = 'default';
const STAND_INS: readonly string[] = [SYSTEM, 'communications'];

function choices(listed: readonly ListedDevice[], kind: MediaDeviceKind): DeviceChoices {
  const those = listed.filter((one) => one.kind === kind && one.deviceId !== '');
  const real = those.filter(({ deviceId }) => !STAND_INS.includes(deviceId));
  const system = those.find(({ deviceId }) => deviceId === SYSTEM);
  const meant =
    system && real.find(({ groupId, label }) => groupId === system.groupId && system.label.endsWith(label));
  return {
    devices: real.map(({ deviceId, label }) => ({ id: deviceId, label })),
    ...(system ? { systemChoice: meant?.label ?? '' } : {}),
  };
}

/** Sorts what the system lists into what a person can choose from. */
export function deviceList(listed: readonly ListedDevice[]): DeviceList {
  return {
    microphones: choices(listed, 'audioinput'),
    cameras: choices(listed, 'videoinput'),
    speakers: choices(listed, 'audiooutput'),
  };
}
