import { Peer, WebSocketTransport } from 'protoo-client';
import type {
  RtpCapabilities,
  RtpParameters,
} from '../../../../src/shared/features/meetings/media-parameters.model';
import {
  type ClientNotifications,
  type ClientRequests,
  clientRequestSchemas,
  type ServerNotifications,
  type ServerRequests,
  serverNotificationSchemas,
  serverRequestSchemas,
} from '../../../../src/shared/features/meetings/signaling.model';
import { eventually, type MeetingCity, type Token } from './meeting-city';

/** A certificate fingerprint as a client sends it; nobody will ever complete DTLS with it. */
export const DTLS_PARAMETERS: ClientRequests['connectWebRtcTransport']['data']['dtlsParameters'] = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'A5').join(':') }],
};

let nextSsrc = 1_000_000;

/** What a browser would send for a microphone. */
export function microphone(): RtpParameters {
  nextSsrc += 1;
  return {
    mid: '0',
    codecs: [
      {
        mimeType: 'audio/opus',
        payloadType: 111,
        clockRate: 48_000,
        channels: 2,
        parameters: { useinbandfec: 1 },
      },
    ],
    headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: 1 }],
    encodings: [{ ssrc: nextSsrc, dtx: false }],
    rtcp: { cname: 'test', reducedSize: true },
  };
}

/** What a browser would send for a camera with three simulcast layers. */
export function camera(): RtpParameters {
  return {
    mid: '1',
    codecs: [
      {
        mimeType: 'video/VP8',
        payloadType: 96,
        clockRate: 90_000,
        rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }, { type: 'transport-cc' }],
      },
      { mimeType: 'video/rtx', payloadType: 97, clockRate: 90_000, parameters: { apt: 96 } },
    ],
    headerExtensions: [
      { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 4 },
      { uri: 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id', id: 5 },
    ],
    encodings: ['low', 'middle', 'high'].map((rid) => ({ rid, scalabilityMode: 'L1T3' })),
    rtcp: { cname: 'test', reducedSize: true },
  };
}

/** Something the server asked or told, in the order of arrival. */
export interface Heard {
  readonly name: string;
  readonly data: unknown;
}

/**
 * A participant over the real protoo-client, without media. What the server says is checked against the schemas:
 * anything else fails the test that uses it.
 */
export class TestPeer {
  readonly id: string;
  readonly heard: Heard[] = [];
  /** Whether requests of the server are answered at once. */
  answering = true;
  readonly #peer: Peer;
  readonly #unanswered: { accept: () => void; reject: (code: number, reason: string) => void }[] = [];
  readonly #faults: unknown[] = [];

  private constructor(id: string, peer: Peer) {
    this.id = id;
    this.#peer = peer;
    peer.on('disconnected', () => peer.close());
    peer.on('notification', ({ method, data }) => {
      this.#check(() => serverNotificationSchemas[method as keyof ServerNotifications].parse(data));
      this.heard.push({ name: method, data });
    });
    peer.on('request', ({ method, data }, accept, reject) => {
      this.#check(() => serverRequestSchemas[method as keyof ServerRequests].data.parse(data));
      this.heard.push({ name: method, data });
      if (this.answering) accept();
      else this.#unanswered.push({ accept, reject });
    });
  }

  /** @param port another way to the server, such as a relay */
  static async open(city: MeetingCity, roomId: string, token: Token, port?: number): Promise<TestPeer> {
    const { ticket, peerId } = await city.ticket(roomId, token);
    const url = new URL(city.meetings.origin.replace('https:', 'wss:'));
    if (port !== undefined) url.port = String(port);
    url.search = String(new URLSearchParams({ roomId, peerId, ticket }));
    const transport = new WebSocketTransport(String(url), {
      origin: 'app://quadrat',
      retry: { retries: 0 },
      clientConfig: { tlsOptions: { ca: city.reach.ca, lookup: city.reach.lookup } } as never,
    });
    const peer = new TestPeer(peerId, new Peer(transport));
    await peer.next('mediasoupVersion');
    return peer;
  }

  get closed(): boolean {
    return this.#peer.closed;
  }

  close(): void {
    this.#peer.close();
  }

  async request<N extends keyof ClientRequests>(
    name: N,
    data: ClientRequests[N]['data'],
  ): Promise<ClientRequests[N]['response']> {
    const response: unknown = await this.#peer.request(name, data);
    return clientRequestSchemas[name].response.parse(response) as ClientRequests[N]['response'];
  }

  /** Sends whatever is wanted. @returns the code and reason of the refusal, or undefined when it was accepted */
  async tryRequest(name: string, data: unknown): Promise<{ code: number; reason: string } | undefined> {
    try {
      await this.#peer.request(name, data);
      return undefined;
    } catch (error) {
      const { code, message } = error as Error & { code: number };
      return { code, reason: message };
    }
  }

  notify<N extends keyof ClientNotifications>(name: N, data: ClientNotifications[N]): void {
    this.#peer.notify(name, data);
  }

  tryNotify(name: string, data: unknown): void {
    this.#peer.notify(name, data);
  }

  /** Everything of one name heard so far. */
  all<N extends keyof ServerNotifications>(name: N): ServerNotifications[N][];
  all<N extends keyof ServerRequests>(name: N): ServerRequests[N]['data'][];
  all(name: string): unknown[] {
    this.throwFault();
    return this.heard.filter((heard) => heard.name === name).map(({ data }) => data);
  }

  /** Waits until so many of one name were heard. @returns the last of them */
  async next<N extends keyof ServerNotifications>(name: N, count?: number): Promise<ServerNotifications[N]>;
  async next<N extends keyof ServerRequests>(name: N, count?: number): Promise<ServerRequests[N]['data']>;
  async next(name: string, count = 1): Promise<unknown> {
    const all = await eventually(
      () => this.all(name as keyof ServerNotifications),
      ({ length }) => length >= count,
    );
    return all[count - 1];
  }

  /** Answers the oldest request of the server that waits for it. */
  answer(): void {
    this.#unanswered.shift()?.accept();
  }

  /** Refuses the oldest request of the server that waits for an answer. */
  refuse(): void {
    this.#unanswered.shift()?.reject(500, 'no');
  }

  /** @throws when the server has said something that is not in the schemas */
  throwFault(): void {
    if (this.#faults.length > 0) throw this.#faults[0];
  }

  /** Creates a transport, as a client does before it enters. */
  transport(
    direction: 'producer' | 'consumer',
  ): Promise<ClientRequests['createWebRtcTransport']['response']> {
    return this.request('createWebRtcTransport', { forceTcp: true, appData: { direction } });
  }

  /** Enters as one who receives everything, with the capabilities of the router itself. */
  async join(): Promise<ClientRequests['join']['response']> {
    const { routerRtpCapabilities } = await this.request('getRouterRtpCapabilities', {});
    await this.transport('consumer');
    return this.enter(routerRtpCapabilities);
  }

  enter(rtpCapabilities?: RtpCapabilities): Promise<ClientRequests['join']['response']> {
    return this.request('join', {
      displayName: 'whatever the client says',
      device: { flag: 'chrome', name: 'Chrome', version: '130' },
      ...(rtpCapabilities && { rtpCapabilities }),
    });
  }

  /** Sends a microphone, and a camera if wanted. @returns the producers' ids */
  async send(sources: readonly ('audio' | 'video')[]): Promise<string[]> {
    const { transportId } = await this.transport('producer');
    const producerIds: string[] = [];
    for (const kind of sources) {
      const rtpParameters = kind === 'audio' ? microphone() : camera();
      const { producerId } = await this.request('produce', {
        transportId,
        kind,
        rtpParameters,
        appData: { source: kind },
      });
      producerIds.push(producerId);
    }
    return producerIds;
  }

  #check(parse: () => unknown): void {
    try {
      parse();
    } catch (error) {
      this.#faults.push(error);
    }
  }
}
