import type { ListedDevice } from '../../../../../../src/renderer/features/meetings/devices/device-access.ports';
import {
  LocalMedia,
  type LocalMediaState,
} from '../../../../../../src/renderer/features/meetings/devices/local-media';
import { FakeClock } from '../../../../../fakes/fake-clock';
import { deviceError, FakeDevices } from '../../../../../fakes/fake-devices';

function machine(chosen = {}) {
  const devices = new FakeDevices();
  const clock = new FakeClock();
  const told: LocalMediaState[] = [];
  const media = new LocalMedia(devices, clock, chosen, (state) => void told.push(state));
  const open = (kind: 'microphone' | 'camera') => {
    const last = devices.opened.filter((one) => one.kind === kind).at(-1);
    if (!last) throw new Error(`no ${kind} opened`);
    return last;
  };
  return { devices, clock, told, media, open, settle: () => clock.pass(0) };
}

test('nothing is opened before it is wanted', async () => {
  const { devices, settle } = machine({ microphone: 'm1', camera: 'c1' });
  await settle();
  expect(devices.opened).toEqual([]);
});

test('opens the chosen devices', async () => {
  const { media, open } = machine({ microphone: 'm1' });
  await media.turn('microphone', true);
  await media.turn('camera', true);
  expect([open('microphone').deviceId, open('camera').deviceId]).toEqual(['m1', undefined]);
  expect(media.state.microphone).toEqual({
    isOn: true,
    isOpening: false,
    track: open('microphone').track,
    chosenId: 'm1',
  });
});

test('a muted microphone stays open and silent; a camera that is off goes dark', async () => {
  const { media, devices, open } = machine();
  await media.turn('microphone', true);
  await media.turn('camera', true);
  await media.turn('microphone', false);
  await media.turn('camera', false);
  expect(open('microphone').track).toMatchObject({ enabled: false, readyState: 'live' });
  expect(open('camera').track.readyState).toBe('ended');
  expect(media.state.camera).toEqual({ isOn: false, isOpening: false });
  await media.turn('microphone', true);
  await media.turn('camera', true);
  expect(open('microphone').track.enabled).toBe(true);
  expect(devices.opened.map(({ kind }) => kind)).toEqual(['microphone', 'camera', 'camera']);
});

test.each([
  ['NotAllowedError', 'denied'],
  ['NotFoundError', 'missing'],
  ['OverconstrainedError', 'missing'],
  ['NotReadableError', 'busy'],
  ['TypeError', 'failed'],
])('%s is told as %s', async (name, problem) => {
  const { media, devices } = machine();
  devices.opening = () => Promise.reject(deviceError(name));
  await media.turn('camera', true);
  expect(media.state.camera).toEqual({ isOn: true, isOpening: false, problem });
  devices.opening = async () => {};
  await media.turn('camera', true);
  expect(media.state.camera.problem).toBeUndefined();
});

test('a system that does not answer is told after 10 s; a late answer is taken all the same', async () => {
  const { media, devices, clock, open } = machine();
  let answer = () => {};
  devices.opening = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  const turned = media.turn('camera', true);
  await clock.pass(9_999);
  expect(media.state.camera).toEqual({ isOn: true, isOpening: true });
  await clock.pass(1);
  expect(media.state.camera).toEqual({ isOn: true, isOpening: true, problem: 'unanswered' });
  answer();
  await turned;
  expect(media.state.camera).toEqual({ isOn: true, isOpening: false, track: open('camera').track });
});

test('a device that opens after it was turned off again is let go at once', async () => {
  const { media, devices, settle } = machine();
  let answer = () => {};
  devices.opening = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  const turned = media.turn('camera', true);
  await media.turn('camera', false);
  answer();
  await turned;
  await settle();
  expect(devices.running).toEqual([]);
  expect(media.state.camera).toEqual({ isOn: false, isOpening: false });
});

test('another choice: the old device runs until the new one does', async () => {
  const { media, devices, open } = machine();
  await media.turn('camera', true);
  const old = open('camera').track;
  devices.opening = async () => {
    expect(old.readyState).toBe('live');
  };
  await media.choose('camera', 'c2');
  expect(open('camera').deviceId).toBe('c2');
  expect(old.readyState).toBe('ended');
  expect(media.state.camera).toMatchObject({ chosenId: 'c2', track: open('camera').track });
});

test('who mutes while another microphone is being opened stays muted', async () => {
  const { media, devices, open } = machine();
  await media.turn('microphone', true);
  let answer = () => {};
  devices.opening = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  const chosen = media.choose('microphone', 'm2');
  await media.turn('microphone', false);
  answer();
  await chosen;
  expect(open('microphone')).toMatchObject({ deviceId: 'm2', track: { enabled: false, readyState: 'live' } });
  expect(media.state.microphone).toMatchObject({
    isOn: false,
    isOpening: false,
    track: open('microphone').track,
  });
});

test('a choice that cannot be opened leaves the old device running and says why', async () => {
  const { media, devices, open } = machine();
  await media.turn('microphone', true);
  devices.opening = () => Promise.reject(deviceError('NotReadableError'));
  await media.choose('microphone', 'm2');
  expect(open('microphone').track.readyState).toBe('live');
  expect(media.state.microphone).toMatchObject({ problem: 'busy', track: open('microphone').track });
});

test('a microphone that is pulled out is replaced by another; the mute stays', async () => {
  const { media, devices, open, settle } = machine();
  await media.turn('microphone', true);
  await media.turn('microphone', false);
  open('microphone').track.pullOut();
  await settle();
  expect(devices.opened).toHaveLength(2);
  expect(open('microphone').track).toMatchObject({ readyState: 'live', enabled: false });
  expect(media.state.microphone.problem).toBeUndefined();
});

test('the last microphone pulled out is told, and taken again when it is back', async () => {
  const { media, devices, open, settle } = machine();
  await media.turn('microphone', true);
  devices.opening = () => Promise.reject(deviceError('NotFoundError'));
  open('microphone').track.pullOut();
  await settle();
  expect(media.state.microphone).toEqual({ isOn: true, isOpening: false, problem: 'unplugged' });
  devices.opening = async () => {};
  devices.change();
  await settle();
  expect(media.state.microphone).toMatchObject({ isOn: true, track: open('microphone').track });
  expect(media.state.microphone.problem).toBeUndefined();
});

test('a camera that is pulled out stays off until the person turns it on', async () => {
  const { media, devices, open, settle } = machine();
  await media.turn('camera', true);
  open('camera').track.pullOut();
  devices.change();
  await settle();
  expect(devices.opened).toHaveLength(1);
  expect(media.state.camera).toEqual({ isOn: false, isOpening: false, problem: 'unplugged' });
});

test('a camera that was missing is taken when it is plugged in', async () => {
  const { media, devices, settle, open } = machine();
  devices.opening = () => Promise.reject(deviceError('NotFoundError'));
  await media.turn('camera', true);
  devices.opening = async () => {};
  devices.change();
  await settle();
  expect(media.state.camera.track).toBe(open('camera').track);
});

test('closing lets go of everything, also of what opens later', async () => {
  const { media, devices, told, settle } = machine();
  await media.turn('microphone', true);
  let answer = () => {};
  devices.opening = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  void media.turn('camera', true);
  const before = told.length;
  media.close();
  answer();
  await settle();
  expect(devices.running).toEqual([]);
  expect(devices.listeners).toBe(0);
  expect(told).toHaveLength(before);
});

test('a device is listed by its own name, once, and the system’s choice is named', async () => {
  const { media, devices } = machine({ speaker: 's2' });
  const one = (kind: MediaDeviceKind, deviceId: string, label: string, groupId = deviceId): ListedDevice => ({
    kind,
    deviceId,
    label,
    groupId,
  });
  devices.listed = [
    one('audioinput', 'default', 'Standard - Headset', 'm1'),
    one('audioinput', 'communications', 'Kommunikation - Headset', 'm1'),
    one('audioinput', 'm1', 'Headset'),
    one('audioinput', 'm2', 'Eingebaut'),
    one('videoinput', 'c1', 'Kamera'),
    one('audiooutput', 's1', 'Lautsprecher'),
  ];
  await media.turn('camera', true);
  expect(media.state.list).toEqual({
    microphones: {
      devices: [
        { id: 'm1', label: 'Headset' },
        { id: 'm2', label: 'Eingebaut' },
      ],
      systemChoice: 'Headset',
    },
    cameras: { devices: [{ id: 'c1', label: 'Kamera' }] },
    speakers: { devices: [{ id: 's1', label: 'Lautsprecher' }] },
  });
  // The remembered speaker is not plugged in: sound comes from the system's choice until it is.
  expect(media.state.speakerId).toBeUndefined();
  devices.listed = [...devices.listed, one('audiooutput', 's2', 'Headset')];
  devices.change();
  await new Promise((resolve) => setImmediate(resolve));
  expect(media.state.speakerId).toBe('s2');
});
