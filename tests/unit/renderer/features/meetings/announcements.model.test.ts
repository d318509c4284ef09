import { announcements } from '../../../../../src/renderer/features/meetings/announcements.model';
import type { MeetingsFacts, Visit } from '../../../../../src/renderer/features/meetings/meetings.store';

const meeting = { ref: 'https://meet.test/room/a' };
const self = { peerId: 'me', displayName: 'Amira' };
const NAMES: Readonly<Record<string, string>> = { jonas: 'Jonas', kat: 'Katharina', li: 'Li' };

function facts(visit: Visit, on: { microphone?: boolean; camera?: boolean } = {}) {
  const device = (isOn = true) => ({ isOn, isOpening: false });
  const list = { microphones: { devices: [] }, cameras: { devices: [] }, speakers: { devices: [] } };
  const media: MeetingsFacts['media'] = {
    microphone: device(on.microphone),
    camera: device(on.camera),
    list,
  };
  return { visit, media };
}

function room(...peerIds: string[]) {
  const participants = peerIds.map((peerId) => ({ peerId, displayName: NAMES[peerId] ?? '', tracks: {} }));
  return { participants, speaking: [] };
}

const inside = (...peerIds: string[]) =>
  ({ stage: 'in-meeting', meeting, self, room: room(...peerIds), isStuck: false }) as const;
const reconnecting = (...peerIds: string[]): Visit => ({
  stage: 'reconnecting',
  meeting,
  self,
  room: room(...peerIds),
  problem: 'server-gone',
});
const joining: Visit = { stage: 'joining', meeting };
const idle: Visit = { stage: 'idle' };

test.each<[string, Visit, Visit, unknown[]]>([
  ['entering alone', joining, inside(), [{ key: 'inside' }]],
  ['entering', joining, inside('jonas', 'kat'), [{ key: 'insideWith', values: { count: 2 } }]],
  ['one comes', inside('kat'), inside('kat', 'jonas'), [{ key: 'joined', values: { name: 'Jonas' } }]],
  ['one goes', inside('kat', 'jonas'), inside('kat'), [{ key: 'gone', values: { name: 'Jonas' } }]],
  ['several come', inside(), inside('kat', 'jonas'), [{ key: 'joinedMany', values: { count: 2 } }]],
  [
    'one comes as two go',
    inside('kat', 'jonas'),
    inside('li'),
    [
      { key: 'joined', values: { name: 'Li' } },
      { key: 'goneMany', values: { count: 2 } },
    ],
  ],
  ['nothing new', inside('kat'), inside('kat'), []],
  ['the connection goes', inside('kat'), reconnecting('kat'), [{ key: 'reconnecting', isUrgent: true }]],
  ['the connection stays away', reconnecting('kat'), reconnecting('kat'), []],
  // Those who are not back yet have not left.
  ['the connection is back', reconnecting('kat', 'jonas'), inside('kat'), [{ key: 'back' }]],
  [
    'sound and picture stop',
    inside('kat'),
    { ...inside('kat'), isStuck: true },
    [{ key: 'stuck', isUrgent: true }],
  ],
  ['they go on', { ...inside('kat'), isStuck: true }, inside('kat'), [{ key: 'back' }]],
  ['leaving', inside('kat'), { stage: 'idle', left: meeting }, [{ key: 'left' }]],
  ['calling off', joining, idle, []],
  ['the check', idle, { stage: 'checking', meeting }, []],
])('%s', (_, before, after, told) => {
  expect(announcements(facts(before), facts(after))).toEqual(told);
});

test('what is turned on or off in the meeting is said: the keys do it from anywhere', () => {
  const visit = inside('kat');
  const off = { microphone: false, camera: false };
  expect(announcements(facts(visit), facts(visit, off))).toEqual([{ key: 'muted' }, { key: 'cameraOff' }]);
  expect(announcements(facts(visit, off), facts(visit))).toEqual([{ key: 'unmuted' }, { key: 'cameraOn' }]);
});
