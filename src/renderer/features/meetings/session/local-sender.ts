import type { MediaProducer, SendTransport } from './media-device.ports';
import type { TrackSource } from './room.model';
import { Series } from './series';
import type { Signaling } from './signaling.ports';

/** One thing a person sends. */
export interface OutgoingTrack {
  readonly track: MediaStreamTrack;
  /** Whether the others are told that nothing comes for now. */
  readonly isPaused: boolean;
}

/** What a person sends to the meeting. */
export type Outgoing = Readonly<Partial<Record<TrackSource, OutgoingTrack>>>;

interface Sent extends OutgoingTrack {
  readonly producer: MediaProducer;
}

const SOURCES: readonly TrackSource[] = ['audio', 'video', 'screensharing'];

/** Brings what is sent in line with what shall be sent, change by change. */
export class LocalSender {
  readonly #transport: SendTransport;
  readonly #signaling: Signaling;
  readonly #failed: () => void;
  readonly #series = new Series();
  readonly #sent = new Map<TrackSource, Sent>();
  #wanted: Outgoing = {};

  /** @param failed called when the server will not take what is to be sent */
  constructor(transport: SendTransport, signaling: Signaling, failed: () => void) {
    this.#transport = transport;
    this.#signaling = signaling;
    this.#failed = failed;
  }

  update(wanted: Outgoing): void {
    this.#wanted = wanted;
    this.#series
      .run(async () => {
        for (const source of SOURCES) await this.#adjust(source, this.#wanted[source]);
      })
      .catch(() => this.#failed());
  }

  async #adjust(source: TrackSource, wanted: OutgoingTrack | undefined): Promise<void> {
    const sent = this.#sent.get(source);
    // A track that has ended cannot be sent; its owner says so in a moment and brings another or none.
    if (!wanted || wanted.track.readyState === 'ended') return sent && this.#close(source, sent);
    const producer = sent?.producer ?? (await this.#transport.produce(source, wanted.track));
    if (sent && sent.track !== wanted.track) await producer.replaceTrack(wanted.track);
    if ((sent?.isPaused ?? false) !== wanted.isPaused) {
      this.#signaling.notify(wanted.isPaused ? 'pauseProducer' : 'resumeProducer', {
        producerId: producer.id,
      });
    }
    this.#sent.set(source, { ...wanted, producer });
  }

  #close(source: TrackSource, { producer }: Sent): void {
    this.#sent.delete(source);
    producer.close();
    this.#signaling.notify('closeProducer', { producerId: producer.id });
  }
}
