import { browserClock } from '../browser-clock.adapter';
import type { OpenSession } from '../meetings.store';

/** Opens real sessions. What they need is loaded when the first one is opened, not when the window is. */
export const openSession: OpenSession = async (requestTicket, outgoing, changed) => {
  const [{ MeetingSession }, { openProtooSignaling }, { loadMediasoupDevice }] = await Promise.all([
    import('./meeting-session'),
    import('./protoo-signaling.adapter'),
    import('./mediasoup-device.adapter'),
  ]);
  return new MeetingSession(
    {
      requestTicket,
      openSignaling: openProtooSignaling,
      loadDevice: loadMediasoupDevice,
      clock: browserClock,
      chance: Math.random,
    },
    outgoing,
    changed,
  );
};
