/** How the connection does, for the help desk and the curious. Absent: not known yet. */
export interface ConnectionDetails {
  /** How sound and picture travel. */
  readonly path?: 'tcp' | 'udp';
  /** There and back, in milliseconds. */
  readonly delayMs?: number;
  /** Share of packets that did not arrive, 0 to 1. */
  readonly loss?: number;
  /** Counted since the connection stands. */
  readonly audioPacketsReceived: number;
  readonly audioPacketsSent: number;
  readonly framesDecoded: number;
  readonly framesSent: number;
}

/** A part of one of the dictionaries of W3C webrtc-stats: those members that are read here. */
interface Stat {
  readonly id: string;
  readonly type: string;
  readonly kind?: string;
  readonly selectedCandidatePairId?: string;
  readonly localCandidateId?: string;
  readonly protocol?: string;
  /** Seconds. */
  readonly currentRoundTripTime?: number;
  readonly packetsReceived?: number;
  readonly packetsSent?: number;
  readonly packetsLost?: number;
  readonly framesDecoded?: number;
  readonly framesSent?: number;
}

type Count = 'packetsReceived' | 'packetsSent' | 'packetsLost' | 'framesDecoded' | 'framesSent';

function selectedPairs(stats: readonly Stat[]): Stat[] {
  const ids = stats.map(({ selectedCandidatePairId }) => selectedCandidatePairId);
  return stats.filter(({ id, type }) => type === 'candidate-pair' && ids.includes(id));
}

/** Sums up the statistics of a connection's transports. */
export function connectionDetails(reports: readonly Iterable<readonly [string, Stat]>[]): ConnectionDetails {
  const each = reports.map((report) => Array.from(report, ([, stat]) => stat));
  const all = each.flat();
  const counts = (type: string, kind: string | undefined, member: Count) =>
    all.filter((one) => one.type === type && (!kind || one.kind === kind)).map((one) => one[member] ?? 0);
  const sum = (...which: Parameters<typeof counts>) =>
    counts(...which).reduce((total, one) => total + one, 0);
  // Ids are unique within a report only.
  const pairs = each.flatMap((stats) =>
    selectedPairs(stats).map((pair) => ({
      delay: pair.currentRoundTripTime,
      protocol: stats.find(({ id }) => id === pair.localCandidateId)?.protocol,
    })),
  );
  const delays = pairs.flatMap(({ delay }) => (delay === undefined ? [] : [delay * 1_000]));
  const protocols = pairs.map(({ protocol }) => protocol);
  const lost = sum('inbound-rtp', undefined, 'packetsLost');
  const received = sum('inbound-rtp', undefined, 'packetsReceived');
  const path = protocols.includes('udp') ? 'udp' : protocols.includes('tcp') ? 'tcp' : undefined;
  return {
    ...(path ? { path } : {}),
    ...(delays.length > 0 ? { delayMs: Math.round(Math.max(...delays)) } : {}),
    ...(received > 0 ? { loss: Math.max(0, lost) / (received + Math.max(0, lost)) } : {}),
    audioPacketsReceived: sum('inbound-rtp', 'audio', 'packetsReceived'),
    audioPacketsSent: sum('outbound-rtp', 'audio', 'packetsSent'),
    framesDecoded: sum('inbound-rtp', 'video', 'framesDecoded'),
    // The same picture goes out once per layer.
    framesSent: Math.max(0, ...counts('outbound-rtp', 'video', 'framesSent')),
  };
}
