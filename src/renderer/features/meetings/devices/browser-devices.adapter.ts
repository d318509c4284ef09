import type { DeviceAccess, InputKind } from './device-access.ports';

/** `deviceId` is a wish, not a must: a remembered device that is gone must not cost anybody their voice. */
function constraints(kind: InputKind, deviceId: string | undefined): MediaStreamConstraints {
  const wish = deviceId ? { deviceId } : {};
  return kind === 'microphone'
    ? { audio: { ...wish, echoCancellation: true, noiseSuppression: true, autoGainControl: true } }
    : {
        video: { ...wish, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } },
      };
}

/** The devices as the browser engine gives them. */
export function createBrowserDevices(devices: MediaDevices = navigator.mediaDevices): DeviceAccess {
  return {
    async open(kind, deviceId) {
      const stream = await devices.getUserMedia(constraints(kind, deviceId));
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
