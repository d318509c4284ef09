import type { ActiveSpeakerObserver, AudioLevelObserver, DataProducer, Producer } from 'mediasoup/types';
import type { ServerNotifications } from '../../src/shared/features/meetings/signaling.model';
import type { SignalingCloseReason } from '../../src/shared/features/meetings/signaling-close.model';
import { startBot } from './bot';
import type { BotClip } from './bot-clip';
import type { Media, RoomMedia } from './media';
import type { ChannelTag, Participant, StreamTag } from './participant';
import type { ProtooTransport } from './protoo-transport';
import { type PeerRoom, RoomPeer } from './room-peer';
import type { Admission } from './tickets';

/** Quieter than this does not count as speaking, in dBov. */
const SPEAKING_DBOV = -60;
const SPEAKING_EVERY_MS = 500;
const MOST_SPEAKERS = 10;

/** A room that may be entered. */
export interface RoomSpec {
  /** As in the meeting's link. */
  readonly id: string;
  readonly title: string;
  /** Most people at a time; the bot takes no place. Default 50. */
  readonly capacity?: number;
  /** `sub` of those who may enter; without it everybody with a good access token may. */
  readonly allowed?: readonly string[];
  /** Name of the bot that waits in this room; without it there is none. */
  readonly botName?: string;
}

/** What a room holds, counted by the media worker itself. */
export interface RoomReport {
  readonly id: string;
  readonly title: string;
  readonly capacity: number;
  /** People connected, entered or not. */
  readonly peers: number;
  readonly bots: number;
  readonly transports: number;
  readonly producers: number;
  readonly consumers: number;
  readonly dataProducers: number;
  readonly dataConsumers: number;
}

/** Media counts of a room nobody is in. */
const NOTHING = { transports: 0, producers: 0, consumers: 0, dataProducers: 0, dataConsumers: 0 };
const DEFAULT_CAPACITY = 50;

export interface RoomOptions {
  readonly spec: RoomSpec;
  readonly media: Media;
  readonly clip: BotClip;
  /** How long a connection may stand without `join`, in milliseconds. */
  readonly joinWithinMs: number;
  readonly log: (line: string) => void;
  /** Called for every person who has gone, after all they held is freed. */
  readonly onLeft: () => void;
}

function capacityOf({ capacity = DEFAULT_CAPACITY }: RoomSpec): number {
  return capacity;
}

/** The report of a room that is not open. */
export function emptyReport(spec: RoomSpec): RoomReport {
  const { id, title } = spec;
  return { id, title, capacity: capacityOf(spec), peers: 0, bots: 0, ...NOTHING };
}

/** A room somebody is in: one mediasoup router, the people, and maybe the bot. */
export class Room implements PeerRoom {
  readonly media: RoomMedia;
  readonly udp: boolean;
  readonly joinWithinMs: number;
  readonly #options: RoomOptions;
  readonly #levels: AudioLevelObserver;
  readonly #activity: ActiveSpeakerObserver;
  readonly #people = new Map<string, RoomPeer>();
  #bot: Participant | undefined;
  #closed = false;

  private constructor(
    options: RoomOptions,
    media: RoomMedia,
    levels: AudioLevelObserver,
    activity: ActiveSpeakerObserver,
  ) {
    this.#options = options;
    this.media = media;
    this.udp = options.media.udp;
    this.joinWithinMs = options.joinWithinMs;
    this.#levels = levels;
    this.#activity = activity;
    levels.on('volumes', (volumes) => {
      this.#tellAll('speakingPeers', {
        peerVolumes: volumes.map(({ producer, volume }) => ({ peerId: speakerOf(producer), volume })),
      });
    });
    levels.on('silence', () => {
      this.#tellAll('speakingPeers', { peerVolumes: [] });
      this.#tellAll('activeSpeaker', {});
    });
    activity.on('dominantspeaker', ({ producer }) => {
      this.#tellAll('activeSpeaker', { peerId: speakerOf(producer) });
    });
    media.router.on('workerclose', () => this.close('media-restarting'));
  }

  /**
   * Opens a room, with its bot in it.
   * @throws when the media worker is not there
   */
  static async open(options: RoomOptions): Promise<Room> {
    const media = await options.media.openRoom();
    const { router } = media;
    try {
      const levels = await router.createAudioLevelObserver({
        maxEntries: MOST_SPEAKERS,
        threshold: SPEAKING_DBOV,
        interval: SPEAKING_EVERY_MS,
      });
      const room = new Room(options, media, levels, await router.createActiveSpeakerObserver());
      await room.#inviteBot();
      return room;
    } catch (error) {
      router.close();
      throw error;
    }
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Whether there is a place for this peer; somebody who is in already has one. */
  hasPlaceFor(peerId: string): boolean {
    return this.#people.has(peerId) || this.#people.size < capacityOf(this.#options.spec);
  }

  /** Lets a person in; an older connection of the same person makes way. */
  admit(admission: Admission, connection: ProtooTransport): void {
    const { spec, log } = this.#options;
    const previous = this.#people.get(admission.peerId);
    const peer = new RoomPeer(this, admission, connection, (line) => log(`${spec.id}: ${line}`));
    this.#people.set(admission.peerId, peer);
    previous?.end('replaced-by-newer-connection');
  }

  /** Ends all connections and frees all media. */
  close(reason: SignalingCloseReason): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const peer of this.#people.values()) peer.end(reason);
    this.media.router.close();
  }

  async report(): Promise<RoomReport> {
    const dump = this.#closed ? undefined : await this.media.router.dump().catch(() => undefined);
    const report = { ...emptyReport(this.#options.spec), peers: this.#people.size, bots: this.#bot ? 1 : 0 };
    if (!dump) return report;
    return {
      ...report,
      transports: dump.transportIds.length,
      producers: dump.mapProducerIdConsumerIds.length,
      consumers: dump.mapConsumerIdProducerId.length,
      dataProducers: dump.mapDataProducerIdDataConsumerIds.length,
      dataConsumers: dump.mapDataConsumerIdDataProducerId.length,
    };
  }

  others(peer: RoomPeer): Participant[] {
    const people = [...this.#people.values()].filter((other) => other !== peer && other.joined);
    return this.#bot ? [...people, this.#bot] : people;
  }

  entered(peer: RoomPeer): void {
    this.#tellAll('newPeer', { peer: peer.self }, peer);
  }

  produced(producer: Producer<StreamTag>): void {
    for (const peer of this.#audienceOf(producer.appData.peerId)) peer.consumers.offer(producer);
    if (producer.kind === 'audio') this.#listenTo(producer);
  }

  producedData(dataProducer: DataProducer<ChannelTag>): void {
    for (const peer of this.#audienceOf(dataProducer.appData.peerId)) peer.consumers.offerData(dataProducer);
  }

  left(peer: RoomPeer): void {
    if (this.#people.get(peer.self.peerId) === peer) this.#people.delete(peer.self.peerId);
    if (peer.joined) this.#tellAll('peerClosed', { peerId: peer.self.peerId }, peer);
    this.#options.onLeft();
  }

  async #inviteBot(): Promise<void> {
    const { spec, clip } = this.#options;
    if (spec.botName === undefined) return;
    const bot = await startBot({ router: this.media.router, displayName: spec.botName, clip });
    this.#bot = bot;
    for (const producer of bot.producers()) this.produced(producer);
  }

  #audienceOf(peerId: string): RoomPeer[] {
    return [...this.#people.values()].filter((peer) => peer.joined && peer.self.peerId !== peerId);
  }

  /** The observers lose a producer by themselves when it closes, which it may do while it is being added. */
  #listenTo({ id: producerId }: Producer): void {
    for (const observer of [this.#levels, this.#activity]) {
      observer.addProducer({ producerId }).catch(() => {});
    }
  }

  #tellAll<N extends keyof ServerNotifications>(
    name: N,
    data: ServerNotifications[N],
    except?: RoomPeer,
  ): void {
    for (const peer of this.#people.values()) if (peer.joined && peer !== except) peer.link.tell(name, data);
  }
}

function speakerOf({ appData: { peerId } }: Producer): string {
  return String(peerId);
}
