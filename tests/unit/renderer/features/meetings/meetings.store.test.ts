import type { ChosenDevices } from '../../../../../src/renderer/features/meetings/devices/device-access.ports';
import {
  createMeetingsStore,
  type Session,
} from '../../../../../src/renderer/features/meetings/meetings.store';
import type { Outgoing } from '../../../../../src/renderer/features/meetings/session/local-sender';
import type { SessionState } from '../../../../../src/renderer/features/meetings/session/meeting-session';
import { EMPTY_ROOM } from '../../../../../src/renderer/features/meetings/session/room.model';
import { FakeClock } from '../../../../fakes/fake-clock';
import { deviceError, FakeDevices } from '../../../../fakes/fake-devices';

const JOUR_FIXE = { ref: 'https://meet.test/room/jour-fixe', title: 'Jour fixe' };
const OTHER = { ref: 'https://meet.test/room/other' };
const self = { peerId: 'me', displayName: 'Amira' };

class FakeSession implements Session {
  readonly sent: Outgoing[] = [];
  readonly tell: (state: SessionState) => void;
  hasLeft = false;

  constructor(first: Outgoing, tell: (state: SessionState) => void) {
    this.sent.push(first);
    this.tell = tell;
  }

  send(outgoing: Outgoing): void {
    this.sent.push(outgoing);
  }

  show(): void {}

  async readDetails() {
    return undefined;
  }

  leave(): void {
    this.hasLeft = true;
  }
}

function workplace(devicesChosen: ChosenDevices = {}) {
  const devices = new FakeDevices();
  const clock = new FakeClock();
  const calls: string[] = [];
  const sessions: FakeSession[] = [];
  let settings = { devices: devicesChosen };
  const loading = { isBroken: false };
  const noted = (name: string) => async () => {
    calls.push(name);
    return undefined;
  };
  const store = createMeetingsStore({
    bridge: {
      meetings: {
        prepare: noted('prepare'),
        leave: noted('leave'),
        requestTicket: async ({ meetingRef }) => {
          calls.push(`ticket ${meetingRef}`);
          return { ok: false, reason: 'server-silent' };
        },
        on: () => () => {},
      },
      settings: {
        read: async () => settings,
        change: async (change) => {
          settings = change;
          return settings;
        },
      },
    },
    openSession: async (requestTicket, outgoing, changed) => {
      if (loading.isBroken) throw new Error('a file is missing');
      const session = new FakeSession(outgoing, changed);
      sessions.push(session);
      await requestTicket();
      return session;
    },
    devices,
    clock,
  });
  const session = () => {
    const last = sessions.at(-1);
    if (!last) throw new Error('no session');
    return last;
  };
  const inside = async () => {
    await store.getState().check(JOUR_FIXE);
    await clock.pass(0);
    await store.getState().join();
    session().tell({ phase: 'in-meeting', room: EMPTY_ROOM, self, isStuck: false });
  };
  return {
    store,
    loading,
    devices,
    calls,
    sessions,
    session,
    inside,
    settings: () => settings,
    settle: () => clock.pass(0),
  };
}

test('the check opens the remembered devices, and nothing is asked of the city yet', async () => {
  const { store, devices, calls, settle } = workplace({ microphone: 'm1', camera: 'c1' });
  await store.getState().check(JOUR_FIXE);
  await settle();
  expect(store.getState().visit).toEqual({ stage: 'checking', meeting: JOUR_FIXE });
  expect(devices.opened.map(({ kind, deviceId }) => [kind, deviceId])).toEqual([
    ['microphone', 'm1'],
    ['camera', 'c1'],
  ]);
  expect(calls).toEqual(['prepare']);
});

test('joining takes along what is on, muted what is off', async () => {
  const { store, session, settle } = workplace();
  await store.getState().check(JOUR_FIXE);
  await settle();
  await store.getState().turn('microphone', false);
  await store.getState().turn('camera', false);
  await store.getState().join();
  const { media, visit } = store.getState();
  expect(visit).toEqual({ stage: 'joining', meeting: JOUR_FIXE });
  expect(session().sent[0]).toEqual({ audio: { track: media.microphone.track, isPaused: true } });
});

test('joining without any device is possible', async () => {
  const { store, devices, session, settle } = workplace();
  devices.opening = () => Promise.reject(deviceError('NotFoundError'));
  await store.getState().check(JOUR_FIXE);
  await settle();
  expect(store.getState().media.camera.problem).toBe('missing');
  await store.getState().join();
  expect(session().sent[0]).toEqual({});
});

test('in the meeting, what is turned on or off is sent on', async () => {
  const { store, session, inside, settle } = workplace();
  await inside();
  expect(store.getState().visit).toMatchObject({
    stage: 'in-meeting',
    meeting: JOUR_FIXE,
    room: EMPTY_ROOM,
    self,
  });
  await store.getState().turn('microphone', false);
  await store.getState().turn('camera', false);
  await settle();
  expect(session().sent.at(-1)).toMatchObject({ audio: { isPaused: true } });
  expect(session().sent.at(-1)?.video).toBeUndefined();
});

test('reconnecting keeps the devices and says what is the matter', async () => {
  const { store, session, inside, devices } = workplace();
  await inside();
  session().tell({ phase: 'reconnecting', room: EMPTY_ROOM, self, problem: 'server-gone' });
  expect(store.getState().visit).toMatchObject({ stage: 'reconnecting', problem: 'server-gone' });
  expect(devices.running).toHaveLength(2);
});

test('leaving lets go of everything', async () => {
  const { store, session, inside, devices, calls } = workplace();
  await inside();
  store.getState().leave();
  expect(store.getState().visit).toEqual({ stage: 'idle', left: JOUR_FIXE });
  expect(session().hasLeft).toBe(true);
  expect(devices.running).toEqual([]);
  expect(calls.at(-1)).toBe('leave');
  session().tell({ phase: 'in-meeting', room: EMPTY_ROOM, self, isStuck: false });
  expect(store.getState().visit.stage).toBe('idle');
});

test('cancelling the check or the joining leads back, without a meeting to return to', async () => {
  for (const isJoining of [false, true]) {
    const { store, devices, sessions, settle } = workplace();
    await store.getState().check(JOUR_FIXE);
    await settle();
    const joining = isJoining ? store.getState().join() : undefined;
    store.getState().leave();
    await joining;
    expect(store.getState().visit).toEqual({ stage: 'idle' });
    expect(devices.running).toEqual([]);
    expect(sessions.every(({ hasLeft }) => hasLeft)).toBe(true);
  }
});

test('devices that open after leaving are let go', async () => {
  const { store, devices, settle } = workplace();
  let answer = () => {};
  devices.opening = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  await store.getState().check(JOUR_FIXE);
  store.getState().leave();
  answer();
  await settle();
  expect(devices.running).toEqual([]);
});

test('a check that is called off before the settings are read opens nothing', async () => {
  const { store, devices, settle } = workplace();
  const check = store.getState().check(JOUR_FIXE);
  store.getState().leave();
  await check;
  await settle();
  expect(devices.opened).toEqual([]);
});

test('a failure lets go of the devices and says why; trying again takes them as they were', async () => {
  const { store, session, inside, devices, sessions, calls, settle } = workplace();
  await inside();
  await store.getState().turn('camera', false);
  session().tell({ phase: 'failed', problem: 'server-gone' });
  expect(store.getState().visit).toEqual({ stage: 'failed', meeting: JOUR_FIXE, problem: 'server-gone' });
  expect(devices.running).toEqual([]);
  await store.getState().retry();
  await settle();
  expect(sessions).toHaveLength(2);
  expect(devices.running.map(({ kind }) => kind)).toEqual(['audio']);
  expect(calls.slice(-3)).toEqual(['leave', 'prepare', `ticket ${JOUR_FIXE.ref}`]);
  session().tell({ phase: 'in-meeting', room: EMPTY_ROOM, self, isStuck: false });
  expect(store.getState().visit.stage).toBe('in-meeting');
});

test('another meeting is not entered behind the back of the one that runs', async () => {
  const { store, inside, sessions, settle } = workplace();
  await inside();
  await store.getState().check(JOUR_FIXE);
  expect(store.getState().next).toBeUndefined();
  await store.getState().check(OTHER);
  expect(store.getState()).toMatchObject({ next: OTHER, visit: { stage: 'in-meeting' } });
  store.getState().stay();
  expect(store.getState().next).toBeUndefined();
  await store.getState().check(OTHER);
  await store.getState().goToNext();
  await settle();
  expect(sessions[0]?.hasLeft).toBe(true);
  expect(store.getState()).toMatchObject({ visit: { stage: 'checking', meeting: OTHER }, next: undefined });
});

test('a choice is used at once and remembered; the system’s choice forgets it', async () => {
  const { store, devices, settings, settle } = workplace({ speaker: 's1' });
  await store.getState().check(JOUR_FIXE);
  await settle();
  await store.getState().choose('camera', 'c2');
  expect(devices.opened.at(-1)).toMatchObject({ kind: 'camera', deviceId: 'c2' });
  expect(settings().devices).toEqual({ speaker: 's1', camera: 'c2' });
  await store.getState().choose('camera', undefined);
  expect(settings().devices).toEqual({ speaker: 's1' });
});

test('a session that cannot even be loaded is told', async () => {
  const { store, loading } = workplace();
  loading.isBroken = true;
  await store.getState().check(JOUR_FIXE);
  await store.getState().join();
  expect(store.getState().visit).toEqual({ stage: 'failed', meeting: JOUR_FIXE, problem: 'media-failed' });
});
