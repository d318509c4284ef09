import type { DeviceAccess, InputKind } from './device-access.ports';

function constraints(kind: InputKind, deviceId: string | undefined): MediaStreamConstraints {
  const which = deviceId ? { deviceId: { exact: deviceId } } : {};
  return kind === 'microphone'
    ? { audio: { ...which, echoCancellation: true, noiseSuppression: true, autoGainControl: true } }
    : {
        video: {
          ...which,
          width: { ideal: 1280 },
          height: { ideal: 720 },
          frameRate: { ideal: 30, max: 30 },
        },
      };
}

/** A remembered device that is gone must not cost anybody their voice: then another one is taken. */
async function openStream(devices: MediaDevices, kind: InputKind, deviceId: string | undefined) {
  try {
    return await devices.getUserMedia(constraints(kind, deviceId));
  } catch (error) {
    const isGone = deviceId && error instanceof DOMException && error.name === 'OverconstrainedError';
    if (!isGone) throw error;
    return devices.getUserMedia(constraints(kind, undefined));
  }
}

/** The devices as the browser engine gives them. */
export function createBrowserDevices(devices: MediaDevices = navigator.mediaDevices): DeviceAccess {
  return {
    async open(kind, deviceId) {
      const stream = await openStream(devices, kind, deviceId);
      const [track] = stream.getTracks();
      if (!track) throw new DOMException('a stream without a track', 'NotFoundError');
      return track;
    },
    list: () => devices.enumerateDevices(),
    onChange(listener) {
      devices.addEventListener('devicechange', listener);
      return () => devices.removeEventListener('devicechange', listener);
    },
  };
}
