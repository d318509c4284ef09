import { accessSync, constants } from 'node:fs';
import { request } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { createCityAuthority } from '../../../../city/authority/city-authority';
import type { RoomReport } from '../../../../city/meetings/room';
import { type Meetings, type MeetingsOptions, startMeetings } from '../../../../city/meetings/room-server';
import { sfuWorker } from '../../../../scripts/sfu-worker.mjs';

const HOST = 'meet.quadrat.test';
/** Every name of the city is this machine: what the gateway does for the client. */
const lookup = (
  _name: string,
  options: { all?: boolean },
  answer: (error: null, address: string | { address: string; family: number }[], family?: number) => void,
) => (options.all ? answer(null, [{ address: '127.0.0.1', family: 4 }]) : answer(null, '127.0.0.1', 4));

/** People by their access token, as the tests know them. */
export const PEOPLE = {
  'token-amira': { sub: 'amira', name: 'Amira Yıldız' },
  'token-jonas': { sub: 'jonas', name: 'Jonas Weber' },
  'token-katharina': { sub: 'katharina', name: 'Katharina Brandt' },
} as const;
export type Token = keyof typeof PEOPLE;

export interface HttpAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface GivenTicket {
  readonly roomId: string;
  readonly ticket: string;
  readonly peerId: string;
  readonly displayName: string;
}

/** A running meeting server with the real media worker, and how to reach it. */
export interface MeetingCity {
  readonly meetings: Meetings;
  /** What a TLS client needs to reach the server by its name. */
  readonly reach: { readonly ca: string; readonly lookup: typeof lookup };
  readonly log: readonly string[];
  /** Moves the clock of the tickets. */
  advance(milliseconds: number): void;
  http(method: string, path: string, options?: { token?: string; body?: string }): Promise<HttpAnswer>;
  /** Asks for a WebSocket without a key. @returns the status */
  bareUpgrade(path: string): Promise<number>;
  ticket(roomId: string, token: Token): Promise<GivenTicket>;
  room(roomId: string): Promise<RoomReport>;
  stop(): Promise<void>;
}

/** Longer than looking for the worker takes, shorter than building it. */
const WORKER_WITHIN_MS = 10_000;

/**
 * The path of the worker.
 * @throws when it is not there: these tests mean nothing without it
 */
export async function workerBinary(): Promise<string> {
  const path = await Promise.race([sfuWorker(), delay(WORKER_WITHIN_MS, undefined, { ref: false })]);
  if (path === undefined)
    throw new Error('The mediasoup worker is not built yet: run node scripts/bootstrap.mjs first.');
  accessSync(path, constants.X_OK);
  return path;
}

/** Starts a meeting server with a certificate of its own. */
export async function startMeetingCity(options: Partial<MeetingsOptions> = {}): Promise<MeetingCity> {
  const authority = await createCityAuthority();
  const log: string[] = [];
  let aheadMs = 0;
  const meetings = await startMeetings({
    tls: await authority.issueServer([HOST]),
    host: HOST,
    rooms: [{ id: 'jour-fixe', title: 'Jour fixe' }],
    verifyAccessToken: async (token) => PEOPLE[token as Token],
    workerBin: await workerBinary(),
    now: () => Date.now() + aheadMs,
    log: (line) => log.push(line),
    ...options,
  });
  const reach = { ca: authority.certificate, lookup };

  const http: MeetingCity['http'] = (method, path, { token, body } = {}) =>
    new Promise((resolve, reject) => {
      const headers = { ...(token !== undefined && { authorization: `Bearer ${token}` }) };
      const sent = request(
        `${meetings.origin}${path}`,
        { method, headers, ca: reach.ca, lookup: lookup as never, agent: false },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            resolve({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()) });
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });

  return {
    meetings,
    reach,
    log,
    advance: (milliseconds) => {
      aheadMs += milliseconds;
    },
    http,
    bareUpgrade: (path) =>
      new Promise((resolve, reject) => {
        const headers = {
          origin: 'app://quadrat',
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-protocol': 'protoo',
        };
        request(`${meetings.origin}${path}`, { headers, ca: reach.ca, lookup: lookup as never, agent: false })
          .on('error', reject)
          .on('response', ({ statusCode }) => resolve(statusCode ?? 0))
          .end();
      }),
    async ticket(roomId, token) {
      const { status, body } = await http('POST', '/tickets', {
        token,
        body: JSON.stringify({ room: roomId }),
      });
      if (status !== 200) throw new Error(`no ticket: ${status} ${JSON.stringify(body)}`);
      return { roomId, ...(body as Omit<GivenTicket, 'roomId'>) };
    },
    async room(roomId) {
      const report = (await meetings.rooms()).find(({ id }) => id === roomId);
      if (!report) throw new Error(`no room ${roomId}`);
      return report;
    },
    stop: () => meetings.stop(),
  };
}

/**
 * Waits until something is so.
 * @throws after ten seconds, with what it was last
 */
export async function eventually<T>(read: () => T | Promise<T>, isSo: (value: T) => boolean): Promise<T> {
  const last = performance.now() + 10_000;
  for (;;) {
    const value = await read();
    if (isSo(value)) return value;
    if (performance.now() > last) throw new Error(`still ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
