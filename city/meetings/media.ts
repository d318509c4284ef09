import { setTimeout as delay } from 'node:timers/promises';
import { createWorker } from 'mediasoup';
import type { Router, RouterRtpCodecCapability, WebRtcServer, Worker } from 'mediasoup/types';

/** What every room offers; every WebRTC end point has both (RFC 7742, RFC 7874). */
const MEDIA_CODECS: RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  {
    kind: 'video',
    mimeType: 'video/VP8',
    clockRate: 90_000,
    parameters: { 'x-google-start-bitrate': 1_000 },
  },
];

/** Pause before each further try to start the worker again, in milliseconds; the last one repeats. */
const RESTART_PAUSES_MS = [0, 250, 500, 1_000, 2_000, 5_000];
/** A worker that lived so long was not broken from the start. */
const STABLE_MS = 60_000;
const STOPPING_MS = 700;

export interface MediaOptions {
  /** The mediasoup worker's binary; without it mediasoup's own rule (`MEDIASOUP_WORKER_BIN`, or its package). */
  readonly workerBin?: string | undefined;
  /** IP address on which media arrive. */
  readonly address: string;
  /** TCP port for media; 0 takes a free one. */
  readonly tcpPort: number;
  /** Whether media may come by UDP too, on a free port. */
  readonly udp: boolean;
  readonly log: (line: string) => void;
}

/** A router and the server whose port its transports share. */
export interface RoomMedia {
  readonly router: Router;
  readonly webRtcServer: WebRtcServer;
}

export interface MediaUsage {
  readonly routers: number;
  readonly webRtcTransports: number;
}

/** The one mediasoup worker. When it dies its routers close (`workerclose`), and it is started again. */
export interface Media {
  /** The one TCP port of all media; stays the same when the worker is started again. */
  readonly tcpPort: number;
  readonly udp: boolean;
  /** @throws when the worker is being started again */
  openRoom(): Promise<RoomMedia>;
  /** What the worker itself counts; undefined while it is being started again. */
  usage(): Promise<MediaUsage | undefined>;
  /** Ends the worker process. */
  stop(): Promise<void>;
}

interface Engine {
  readonly worker: Worker;
  readonly webRtcServer: WebRtcServer;
  readonly tcpPort: number;
}

async function startEngine({ workerBin, address, udp }: MediaOptions, tcpPort: number): Promise<Engine> {
  const worker = await createWorker({ logLevel: 'warn', ...(workerBin !== undefined && { workerBin }) });
  try {
    const webRtcServer = await worker.createWebRtcServer({
      listenInfos: [
        { protocol: 'tcp', ip: address, port: tcpPort },
        ...(udp ? [{ protocol: 'udp' as const, ip: address }] : []),
      ],
    });
    const [server] = (await webRtcServer.dump()).tcpServers;
    if (!server) throw new Error('the media worker listens on no TCP port');
    return { worker, webRtcServer, tcpPort: server.port };
  } catch (error) {
    worker.close();
    throw error;
  }
}

async function stopWorker(worker: Worker): Promise<void> {
  if (worker.subprocessClosed) return;
  const gone = new Promise<void>((resolve) => worker.once('subprocessclose', resolve));
  worker.close();
  await Promise.race([gone, delay(STOPPING_MS, undefined, { ref: false })]);
}

/**
 * Starts the mediasoup worker.
 * @throws when the binary is missing or does not start, or the port is taken
 */
export async function startMedia(options: MediaOptions): Promise<Media> {
  const { log } = options;
  const stopping = new AbortController();
  let engine: Engine | undefined;
  let failures = 0;

  function watch(started: Engine): void {
    engine = started;
    const since = performance.now();
    started.worker.once('died', () => {
      engine = undefined;
      if (performance.now() - since > STABLE_MS) failures = 0;
      log('The media worker died and is started again.');
      void restart(started.tcpPort);
    });
  }

  async function restart(tcpPort: number): Promise<void> {
    while (!stopping.signal.aborted) {
      const pause = RESTART_PAUSES_MS[Math.min(failures, RESTART_PAUSES_MS.length - 1)];
      failures += 1;
      try {
        await delay(pause, undefined, { signal: stopping.signal });
        const started = await startEngine(options, tcpPort);
        if (stopping.signal.aborted) return await stopWorker(started.worker);
        return watch(started);
      } catch (error) {
        if (!stopping.signal.aborted) log(`The media worker did not start: ${String(error)}`);
      }
    }
  }

  const first = await startEngine(options, options.tcpPort);
  watch(first);
  return {
    tcpPort: first.tcpPort,
    udp: options.udp,
    async openRoom() {
      if (!engine) throw new Error('the media worker is being started again');
      const { worker, webRtcServer } = engine;
      return { router: await worker.createRouter({ mediaCodecs: MEDIA_CODECS }), webRtcServer };
    },
    async usage() {
      if (!engine) return undefined;
      try {
        const [workerDump, serverDump] = await Promise.all([
          engine.worker.dump(),
          engine.webRtcServer.dump(),
        ]);
        return {
          routers: workerDump.routerIds.length,
          webRtcTransports: serverDump.webRtcTransportIds.length,
        };
      } catch {
        return undefined;
      }
    },
    async stop() {
      stopping.abort();
      if (engine) await stopWorker(engine.worker);
      engine = undefined;
    },
  };
}
