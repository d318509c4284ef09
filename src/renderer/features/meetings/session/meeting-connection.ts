import type { Ticket } from '../../../../shared/features/meetings/meetings.contract';
import type { ClientRequests } from '../../../../shared/features/meetings/signaling.model';
import { signalingCloseReason } from '../../../../shared/features/meetings/signaling-close.model';
import type { Clock } from '../meetings.ports';
import { LocalSender, type Outgoing } from './local-sender';
import type { LoadMediaDevice, MediaDevice, ReceiveTransport, SendTransport } from './media-device.ports';
import { type MeetingProblem, problemOfClose } from './meeting-problem.model';
import { type NewConsumer, type PictureSizes, RemoteTracks } from './remote-tracks';
import { EMPTY_ROOM, type Room, roomAfter, withPeer, withTrack } from './room.model';
import { Series } from './series';
import {
  type OpenSignaling,
  RequestRefused,
  type ServerNotification,
  type ServerRequest,
  type Signaling,
} from './signaling.ports';
import { TransportGuard } from './transport-guard';

/** From the first packet to being in the room. */
const JOIN_LIMIT_MS = 15_000;

/** An answer of the meeting server takes no longer than this, or it is not coming. */
const ANSWER_LIMIT_MS = 8_000;

/** A WebSocket whose other end has vanished (sleep, cable) looks open for minutes: it is asked this often. */
const HEARTBEAT_MS = 10_000;

/** How the client introduces itself to servers of the mediasoup demo's kind. */
const DEVICE = { flag: 'quadrat', name: 'Quadrat' } as const;

export interface ConnectionNeeds {
  readonly openSignaling: OpenSignaling;
  readonly loadDevice: LoadMediaDevice;
  readonly clock: Clock;
  readonly sizes: PictureSizes;
}

export interface ConnectionListener {
  /** We are in; `room` says who else is. */
  joined(): void;
  changed(room: Room): void;
  /** Sound or picture pass as they should, or have been stuck for a while in at least one direction. */
  mediaChanged(isStuck: boolean): void;
  /** The connection is over, whatever the reason; told once, and not after `close`. */
  ended(problem: MeetingProblem): void;
}

/** One connection to one meeting: a ticket's worth. It never comes back; the session makes another. */
export class MeetingConnection {
  readonly #needs: ConnectionNeeds;
  readonly #listener: ConnectionListener;
  readonly #signaling: Signaling;
  /** Everything about the others happens in the order in which the server says it. */
  readonly #series = new Series();
  readonly #timers = new Set<() => void>();
  readonly #guards: TransportGuard[] = [];
  #outgoing: Outgoing;
  #room: Room = EMPTY_ROOM;
  #sender: LocalSender | undefined;
  #receiver: { readonly transport: ReceiveTransport; readonly tracks: RemoteTracks } | undefined;
  #sending: SendTransport | undefined;
  #hasOpened = false;
  #hasEnded = false;

  constructor(needs: ConnectionNeeds, ticket: Ticket, outgoing: Outgoing, listener: ConnectionListener) {
    this.#needs = needs;
    this.#outgoing = outgoing;
    this.#listener = listener;
    this.#after(JOIN_LIMIT_MS, () => !this.#sender && this.#end('server-silent'));
    this.#signaling = needs.openSignaling(ticket.signalingUrl, {
      opened: () => void this.#join(ticket),
      asked: (request, accept, refuse) => this.#asked(request, accept, refuse),
      told: (notification) => void this.#series.run(() => this.#told(notification)),
      closed: (code) => this.#closed(code),
    });
  }

  /** Changes what is sent. */
  send(outgoing: Outgoing): void {
    this.#outgoing = outgoing;
    this.#sender?.update(outgoing);
  }

  /** A picture is shown larger, smaller or no more. */
  sizeChanged(peerId: string): void {
    this.#receiver?.tracks.adjust(peerId);
  }

  /** The statistics of both transports (W3C webrtc-stats). */
  async readStats(): Promise<readonly RTCStatsReport[]> {
    const transports = [this.#sending, this.#receiver?.transport].filter((one) => one !== undefined);
    return Promise.all(transports.map((one) => one.getStats()));
  }

  close(): void {
    this.#hasEnded = true;
    for (const callOff of this.#timers) callOff();
    for (const guard of this.#guards) guard.close();
    this.#signaling.close();
  }

  async #join(ticket: Ticket): Promise<void> {
    this.#hasOpened = true;
    try {
      const { routerRtpCapabilities } = await this.#request('getRouterRtpCapabilities', {});
      const device = await this.#needs
        .loadDevice(routerRtpCapabilities)
        .catch(() => this.#end('media-failed'));
      if (!device) return;
      const sending = await this.#openSending(device);
      await this.#openReceiving(device);
      const { peers } = await this.#request('join', {
        displayName: ticket.displayName,
        device: DEVICE,
        rtpCapabilities: device.recvRtpCapabilities,
      });
      for (const peer of peers) this.#room = withPeer(this.#room, peer);
      this.#sender = new LocalSender(sending, this.#signaling, () => this.#end('server-failed'));
      this.#listener.changed(this.#room);
      this.#listener.joined();
      this.#sender.update(this.#outgoing);
      this.#beat();
    } catch (error) {
      this.#end(error instanceof RequestRefused ? 'server-failed' : 'server-silent');
    }
  }

  async #openSending(device: MediaDevice): Promise<SendTransport> {
    const guard = this.#guard();
    const end = await this.#createTransport('producer');
    const transport = device.createSendTransport(end, {
      connect: (dtlsParameters) => this.#connect(end.transportId, dtlsParameters),
      stateChanged: (state) => guard.stateChanged(state),
      produce: async (source, kind, rtpParameters) => {
        const { transportId } = end;
        const appData = { source };
        return (await this.#request('produce', { transportId, kind, rtpParameters, appData })).producerId;
      },
    });
    guard.attach(transport);
    this.#sending = transport;
    return transport;
  }

  async #openReceiving(device: MediaDevice): Promise<void> {
    const guard = this.#guard();
    const end = await this.#createTransport('consumer');
    const transport = device.createReceiveTransport(end, {
      connect: (dtlsParameters) => this.#connect(end.transportId, dtlsParameters),
      stateChanged: (state) => guard.stateChanged(state),
    });
    guard.attach(transport);
    this.#receiver = { transport, tracks: new RemoteTracks(transport, this.#signaling, this.#needs.sizes) };
  }

  /** Always over TCP: that is what a gateway lets through. */
  #createTransport(direction: 'producer' | 'consumer') {
    return this.#request('createWebRtcTransport', { forceTcp: true, appData: { direction } });
  }

  async #connect(
    transportId: string,
    dtlsParameters: ClientRequests['connectWebRtcTransport']['data']['dtlsParameters'],
  ) {
    await this.#request('connectWebRtcTransport', { transportId, dtlsParameters });
  }

  #guard(): TransportGuard {
    const guard = new TransportGuard(this.#signaling, this.#needs.clock, {
      changed: () => {
        if (!this.#hasEnded) this.#listener.mediaChanged(this.#guards.some(({ isStuck }) => isStuck));
      },
      blocked: () => this.#end('media-blocked'),
    });
    this.#guards.push(guard);
    return guard;
  }

  #beat(): void {
    this.#after(HEARTBEAT_MS, () => {
      const transportId = this.#receiver?.transport.id;
      if (!transportId) return;
      this.#request('getTransportStats', { transportId }).then(
        () => this.#beat(),
        () => this.#end('server-gone'),
      );
    });
  }

  #asked(request: ServerRequest, accept: () => void, refuse: () => void): void {
    // Data channels are not used yet; a server may offer them all the same.
    if (request.method !== 'newConsumer') refuse();
    else this.#series.run(() => this.#receive(request.data, accept)).catch(refuse);
  }

  async #receive(offer: NewConsumer, accept: () => void): Promise<void> {
    const tracks = this.#receiver?.tracks;
    if (!tracks || this.#hasEnded) throw new Error('not receiving');
    const { peerId, appData } = offer;
    const track = await tracks.add(offer);
    this.#show(withTrack(this.#room, peerId, appData.source, track));
    accept();
    tracks.adjust(peerId);
  }

  #told(notification: ServerNotification): void {
    const tracks = this.#receiver?.tracks;
    const { method, data } = notification;
    if (method === 'newPeer') tracks?.removePeer(data.peer.peerId);
    if (method === 'peerClosed') tracks?.removePeer(data.peerId);
    if (method === 'consumerClosed') tracks?.remove(data.consumerId);
    this.#show(roomAfter(this.#room, notification));
  }

  #show(room: Room): void {
    if (this.#hasEnded || room === this.#room) return;
    this.#room = room;
    this.#listener.changed(room);
  }

  #closed(code: number): void {
    const reason = signalingCloseReason(code);
    if (reason) this.#end(problemOfClose(reason));
    else this.#end(this.#hasOpened ? 'server-gone' : 'server-silent');
  }

  #end(problem: MeetingProblem): void {
    if (this.#hasEnded) return;
    this.close();
    this.#listener.ended(problem);
  }

  /** A request that does not wait longer than anybody should. */
  #request<N extends keyof ClientRequests>(
    method: N,
    data: ClientRequests[N]['data'],
  ): Promise<ClientRequests[N]['response']> {
    let callOff = () => {};
    const limit = new Promise<never>((_, reject) => {
      callOff = this.#after(ANSWER_LIMIT_MS, () => reject(new Error(`${method} not answered`)));
    });
    return Promise.race([this.#signaling.request(method, data), limit]).finally(callOff);
  }

  #after(milliseconds: number, run: () => void): () => void {
    const timer = this.#needs.clock.after(milliseconds, () => {
      this.#timers.delete(callOff);
      run();
    });
    const callOff = () => {
      this.#timers.delete(callOff);
      timer();
    };
    this.#timers.add(callOff);
    return callOff;
  }
}
