import { z } from 'zod';
import { type MeetingPlace, parseMeetingRef } from '../../../shared/features/meetings/meeting-ref.model';
import type {
  MeetingsContract,
  TicketAnswer,
  TicketProblem,
} from '../../../shared/features/meetings/meetings.contract';
import type { Handlers } from '../../../shared/ipc/contract';
import type { AccessTokens, CityFetch, CityNetwork, Clock, MediaGate } from './meetings.ports';

/** How long a person waits for a ticket at most; sign-in, gateway and meeting server included. */
const LIMIT_MS = 10_000;

/** What the meeting server's refusals mean. */
const REFUSALS: Readonly<Record<number, TicketProblem>> = {
  401: 'not-signed-in',
  403: 'not-invited',
  404: 'unknown-room',
  409: 'room-full',
};

/** The meeting server's answer to `POST /tickets`. */
const givenTicketSchema = z.object({
  ticket: z.string().min(1).max(8_192),
  peerId: z.string().min(1).max(200),
  displayName: z.string().min(1).max(200),
});
type GivenTicket = z.output<typeof givenTicketSchema>;

interface Needs {
  /** The meeting servers of the city profile in force, as `https://host[:port]`. */
  readonly origins: () => readonly string[];
  readonly fetch: CityFetch;
  readonly tokens: AccessTokens;
  readonly network: CityNetwork;
  readonly gate: MediaGate;
  readonly clock: Clock;
}

/** Meetings as main does them. */
export interface MeetingsFeature {
  readonly handlers: Handlers<MeetingsContract>;
  /** The page is gone: gives up what is asked for and takes microphone and camera away. */
  close(): void;
}

const refused = (reason: TicketProblem): TicketAnswer => ({ ok: false, reason });

function signalingUrl({ origin, roomId }: MeetingPlace, { peerId, ticket }: GivenTicket): string {
  return `${origin.replace(/^https:/, 'wss:')}/?${new URLSearchParams({ roomId, peerId, ticket })}`;
}

/** Gets tickets for meetings and decides when the page may use microphone and camera. */
export function createMeetingsFeature(needs: Needs): MeetingsFeature {
  const { fetch, tokens, network, gate, clock } = needs;
  const asked = new Set<AbortController>();

  function post({ origin, roomId }: MeetingPlace, token: string, signal: AbortSignal): Promise<Response> {
    return fetch(`${origin}/tickets`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ room: roomId }),
      // A redirect would carry the access token to a place nobody has named.
      redirect: 'error',
      signal,
    });
  }

  /** A token may have been withdrawn before its time: a 401 is worth one new token, and no more. */
  async function ask(place: MeetingPlace, signal: AbortSignal): Promise<Response | undefined> {
    const token = await tokens.current();
    if (!token) return undefined;
    const response = await post(place, token, signal);
    if (response.status !== 401) return response;
    const fresh = await tokens.refresh();
    return fresh ? post(place, fresh, signal) : undefined;
  }

  async function ticketFor(place: MeetingPlace, signal: AbortSignal): Promise<TicketAnswer> {
    // Looked at now: the last look may be older than the cable that was put back.
    if (!network.isOpen) await network.check();
    if (!network.isOpen) return refused('network-blocked');
    try {
      const response = await ask(place, signal);
      if (!response) return refused('not-signed-in');
      if (!response.ok) return refused(REFUSALS[response.status] ?? 'server-failed');
      const given = givenTicketSchema.safeParse(await response.json().catch(() => undefined));
      if (!given.success) return refused('server-failed');
      const { peerId, displayName } = given.data;
      const url = signalingUrl(place, given.data);
      return { ok: true, ticket: { signalingUrl: url, roomId: place.roomId, peerId, displayName } };
    } catch {
      // The person is told which leg failed: a gateway that has just gone down looks like a silent server.
      await network.check();
      return refused(network.isOpen ? 'server-silent' : 'network-blocked');
    }
  }

  function requestTicket({ meetingRef }: { meetingRef: string }): Promise<TicketAnswer> | TicketAnswer {
    const place = parseMeetingRef(meetingRef);
    if (!place) return refused('link-not-understood');
    if (!needs.origins().includes(place.origin)) return refused('server-not-allowed');
    const request = new AbortController();
    asked.add(request);
    const callOff = clock.after(LIMIT_MS, () => request.abort());
    const givenUp = new Promise<TicketAnswer>((resolve) => {
      request.signal.addEventListener('abort', () => resolve(refused('server-silent')));
    });
    return Promise.race([ticketFor(place, request.signal), givenUp]).finally(() => {
      asked.delete(request);
      callOff();
    });
  }

  function leave(): undefined {
    for (const request of asked) request.abort();
    gate.close();
  }

  return {
    handlers: {
      prepare: () => {
        gate.open();
        return undefined;
      },
      requestTicket,
      leave,
    },
    close: leave,
  };
}
