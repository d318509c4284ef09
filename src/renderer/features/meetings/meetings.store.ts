import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MeetingsContract, TicketAnswer } from '../../../shared/features/meetings/meetings.contract';
import type { Client } from '../../../shared/ipc/contract';
import type { ChosenDevices, DeviceAccess, InputKind } from './devices/device-access.ports';
import { NO_DEVICES } from './devices/device-list.model';
import { LocalMedia, type LocalMediaState } from './devices/local-media';
import type { Clock, DeviceMemory } from './meetings.ports';
import type { Outgoing } from './session/local-sender';
import type { MeetingProblem } from './session/meeting-problem.model';
import type { MeetingSession, Self, SessionState } from './session/meeting-session';
import type { Room } from './session/room.model';

/** A meeting as somebody comes to it. */
export interface Meeting {
  /** Its link, `https://<meeting server>/room/<room id>`. */
  readonly ref: string;
  /** What the calendar calls it, where it comes from there. */
  readonly title?: string;
}

/** Where a person stands with a meeting. */
export type Visit =
  | {
      readonly stage: 'idle';
      /** The meeting just left. */
      readonly left?: Meeting;
    }
  | { readonly stage: 'checking'; readonly meeting: Meeting }
  | { readonly stage: 'joining'; readonly meeting: Meeting }
  | {
      readonly stage: 'in-meeting';
      readonly meeting: Meeting;
      readonly room: Room;
      readonly self: Self;
      /** Whether sound and picture have not got through for a while; it is being mended. */
      readonly isStuck: boolean;
    }
  | {
      readonly stage: 'reconnecting';
      readonly meeting: Meeting;
      readonly room: Room;
      readonly self: Self;
      readonly problem: MeetingProblem;
    }
  | { readonly stage: 'failed'; readonly meeting: Meeting; readonly problem: MeetingProblem };

export interface MeetingsFacts {
  readonly visit: Visit;
  readonly media: LocalMediaState;
  /** Another meeting the person wants to enter while they are in one. */
  readonly next?: Meeting | undefined;
}

export interface MeetingsActions {
  /** Starts the check before a meeting. In a meeting already, it asks first whether to leave that one. */
  check(meeting: Meeting): Promise<void>;
  /** Enters the meeting that is being checked. */
  join(): Promise<void>;
  /** Tries to enter again the meeting that could not be entered, with microphone and camera as they were. */
  retry(): Promise<void>;
  /** Leaves whatever is being checked, entered or attended. */
  leave(): void;
  /** Leaves this meeting for the next one. */
  goToNext(): Promise<void>;
  stay(): void;
  turn(kind: InputKind, on: boolean): Promise<void>;
  /** Takes another device and remembers it; undefined for the system's choice. */
  choose(kind: keyof ChosenDevices, deviceId: string | undefined): Promise<void>;
  show: MeetingSession['show'];
  readDetails: MeetingSession['readDetails'];
}

export type MeetingsState = MeetingsFacts & MeetingsActions;
export type MeetingsStore = StoreApi<MeetingsState>;

export type Session = Pick<MeetingSession, 'send' | 'show' | 'readDetails' | 'leave'>;

/** Enters a meeting; `changed` tells what becomes of it. */
export type OpenSession = (
  requestTicket: () => Promise<TicketAnswer>,
  outgoing: Outgoing,
  changed: (state: SessionState) => void,
) => Promise<Session>;

interface Needs {
  readonly bridge: {
    readonly meetings: Client<MeetingsContract>;
    readonly settings: DeviceMemory;
  };
  readonly openSession: OpenSession;
  readonly devices: DeviceAccess;
  readonly clock: Clock;
}

type Wishes = Readonly<Record<InputKind, boolean>>;

const OFF = { isOn: false, isOpening: false };
const NO_MEDIA: LocalMediaState = { microphone: OFF, camera: OFF, list: NO_DEVICES };
const ALL_ON: Wishes = { microphone: true, camera: true };

function outgoing({ microphone, camera }: LocalMediaState): Outgoing {
  return {
    ...(microphone.track ? { audio: { track: microphone.track, isPaused: !microphone.isOn } } : {}),
    ...(camera.track ? { video: { track: camera.track, isPaused: false } } : {}),
  };
}

/** Whether a person is in a meeting, or on the way into one. */
export function isUnderWay({ stage }: Visit): boolean {
  return stage === 'joining' || stage === 'in-meeting' || stage === 'reconnecting';
}

/** Everything about meetings that the page shows, and what can be done there. */
export function createMeetingsStore({ bridge, openSession, devices, clock }: Needs): MeetingsStore {
  return createStore<MeetingsState>()((set, get) => {
    let local: LocalMedia | undefined;
    let session: Session | undefined;
    /** What was on when the meeting failed. */
    let wishes = ALL_ON;
    /** Counts visits: what an earlier one still says does not matter any more. */
    let visits = 0;

    /** Lets go of connection and devices: no packet, no light. */
    function end(visit: Visit): void {
      visits += 1;
      session?.leave();
      session = undefined;
      local?.close();
      local = undefined;
      void bridge.meetings.leave(undefined).catch(() => {});
      set({ visit, media: NO_MEDIA, next: undefined });
    }

    async function openDevices(on: Wishes): Promise<void> {
      const visit = visits;
      const [settings] = await Promise.allSettled([
        bridge.settings.read(undefined),
        // Should it fail, the devices say so themselves: they stay closed.
        bridge.meetings.prepare(undefined),
      ]);
      if (visit !== visits) return;
      const chosen = settings.status === 'fulfilled' ? settings.value.devices : {};
      local = new LocalMedia(devices, clock, chosen, (media) => {
        set({ media });
        session?.send(outgoing(media));
      });
      for (const kind of ['microphone', 'camera'] as const) void local.turn(kind, on[kind]);
    }

    function fail(meeting: Meeting, problem: MeetingProblem): void {
      const { microphone, camera } = get().media;
      wishes = { microphone: microphone.isOn, camera: camera.isOn };
      end({ stage: 'failed', meeting, problem });
    }

    function sessionChanged(meeting: Meeting, state: SessionState): void {
      const { phase: stage } = state;
      if (stage === 'failed') fail(meeting, state.problem);
      else if (stage === 'in-meeting') {
        set({ visit: { stage, meeting, room: state.room, self: state.self, isStuck: state.isStuck } });
      } else if (stage === 'reconnecting') {
        set({ visit: { stage, meeting, room: state.room, self: state.self, problem: state.problem } });
      }
    }

    async function enter(meeting: Meeting): Promise<void> {
      const visit = visits;
      set({ visit: { stage: 'joining', meeting } });
      try {
        const opened = await openSession(
          () => bridge.meetings.requestTicket({ meetingRef: meeting.ref }),
          outgoing(get().media),
          (state) => visit === visits && sessionChanged(meeting, state),
        );
        if (visit !== visits) return opened.leave();
        session = opened;
        // Whatever was turned on or off while it was being opened.
        session.send(outgoing(get().media));
      } catch {
        if (visit === visits) fail(meeting, 'media-failed');
      }
    }

    return {
      visit: { stage: 'idle' },
      media: NO_MEDIA,
      async check(meeting) {
        const { visit } = get();
        if (isUnderWay(visit)) {
          const isSame = 'meeting' in visit && visit.meeting.ref === meeting.ref;
          return set({ next: isSame ? undefined : meeting });
        }
        if (visit.stage === 'checking') return set({ visit: { stage: 'checking', meeting } });
        visits += 1;
        set({ visit: { stage: 'checking', meeting } });
        await openDevices(ALL_ON);
      },
      async join() {
        const { visit } = get();
        if (visit.stage === 'checking') await enter(visit.meeting);
      },
      async retry() {
        const { visit } = get();
        if (visit.stage !== 'failed') return;
        visits += 1;
        set({ visit: { stage: 'joining', meeting: visit.meeting } });
        const mine = visits;
        await openDevices(wishes);
        if (mine === visits) await enter(visit.meeting);
      },
      leave() {
        const { visit } = get();
        if (visit.stage !== 'idle') {
          const wasIn = visit.stage === 'in-meeting' || visit.stage === 'reconnecting';
          end({ stage: 'idle', ...(wasIn ? { left: visit.meeting } : {}) });
        }
      },
      async goToNext() {
        const { next } = get();
        if (!next) return;
        end({ stage: 'idle' });
        await get().check(next);
      },
      stay: () => set({ next: undefined }),
      turn: async (kind, on) => local?.turn(kind, on),
      async choose(kind, deviceId) {
        void local?.choose(kind, deviceId);
        const settings = await bridge.settings.read(undefined);
        const { [kind]: _, ...others } = settings.devices;
        await bridge.settings.change({ devices: deviceId ? { ...others, [kind]: deviceId } : others });
      },
      show: (peerId, source, size) => session?.show(peerId, source, size),
      readDetails: async () => session?.readDetails(),
    };
  });
}
