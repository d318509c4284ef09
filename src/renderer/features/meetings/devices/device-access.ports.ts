/** What a person is seen and heard with. */
export type InputKind = 'microphone' | 'camera';

/** Devices a person chose earlier; absent for the system's choice. */
export interface ChosenDevices {
  readonly microphone?: string | undefined;
  readonly camera?: string | undefined;
  readonly speaker?: string | undefined;
}

/** A device as the system lists it: the part of MediaDeviceInfo that is used. */
export type ListedDevice = Pick<MediaDeviceInfo, 'deviceId' | 'groupId' | 'kind' | 'label'>;

/** The machine's microphones, cameras and speakers. */
export interface DeviceAccess {
  /**
   * Starts a device: the one named if it is there, another one if not.
   * @throws DOMException as getUserMedia does; may also never answer while the system asks the person
   */
  open(kind: InputKind, deviceId: string | undefined): Promise<MediaStreamTrack>;
  list(): Promise<readonly ListedDevice[]>;
  /** Tells when a device was plugged in or out; the returned function ends the listening. */
  onChange(listener: () => void): () => void;
}
