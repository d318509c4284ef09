import type { MeetingsFacts } from './meetings.store';
import type { Participant } from './session/room.model';

/** What there is to say; keys under `announce` in the texts. */
type News =
  | 'inside'
  | 'insideWith'
  | 'reconnecting'
  | 'stuck'
  | 'back'
  | 'left'
  | 'joined'
  | 'joinedMany'
  | 'gone'
  | 'goneMany'
  | 'muted'
  | 'unmuted'
  | 'cameraOn'
  | 'cameraOff';

/** Something to be said to screen readers. */
export interface Announcement {
  readonly key: News;
  readonly values?: { readonly name?: string; readonly count?: number };
  /** Interrupts what is being read. */
  readonly isUrgent?: boolean;
}

type Facts = Pick<MeetingsFacts, 'visit' | 'media'>;

function moved(key: 'joined' | 'gone', people: readonly Participant[]): Announcement[] {
  const [first] = people;
  if (!first) return [];
  return people.length === 1
    ? [{ key, values: { name: first.displayName } }]
    : [{ key: `${key}Many` as const, values: { count: people.length } }];
}

function without(people: readonly Participant[], others: readonly Participant[]): Participant[] {
  return people.filter(({ peerId }) => !others.some((one) => one.peerId === peerId));
}

function turned({ media: before }: Facts, { media: after }: Facts): Announcement[] {
  const microphone = after.microphone.isOn ? 'unmuted' : 'muted';
  const camera = after.camera.isOn ? 'cameraOn' : 'cameraOff';
  return [
    ...(before.microphone.isOn === after.microphone.isOn ? [] : [{ key: microphone } as const]),
    ...(before.camera.isOn === after.camera.isOn ? [] : [{ key: camera } as const]),
  ];
}

const BACK: Announcement = { key: 'back' };

function entered(others: number): Announcement {
  return others === 0 ? { key: 'inside' } : { key: 'insideWith', values: { count: others } };
}

/** What of a change those need to be told who do not see it. */
export function announcements(before: Facts, after: Facts): readonly Announcement[] {
  const [was, is] = [before.visit, after.visit];
  if (is.stage === 'idle') return is.left && was.stage !== 'idle' ? [{ key: 'left' }] : [];
  if (is.stage === 'reconnecting') {
    return was.stage === 'reconnecting' ? turned(before, after) : [{ key: 'reconnecting', isUrgent: true }];
  }
  if (is.stage !== 'in-meeting') return [];
  if (was.stage === 'reconnecting') return [BACK];
  if (was.stage !== 'in-meeting') return [entered(is.room.participants.length)];
  return [
    ...(was.isStuck === is.isStuck ? [] : [is.isStuck ? ({ key: 'stuck', isUrgent: true } as const) : BACK]),
    ...moved('joined', without(is.room.participants, was.room.participants)),
    ...moved('gone', without(was.room.participants, is.room.participants)),
    ...turned(before, after),
  ];
}
