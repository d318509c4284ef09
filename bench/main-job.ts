import { readFileSync } from 'node:fs';
import { openDesk } from '../scripts/desk.mjs';
import { packageApp } from '../scripts/package.mjs';
import { DemoCity } from '../tests/e2e/support/city';
import { Client } from '../tests/e2e/support/client';
import { audioPackets, comeFromCalendar, enter, framesOf, JOUR_FIXE } from '../tests/e2e/support/meeting';

/** How long the two watch each other before the figures are read. */
const WATCH_MS = 8_000;

const FIRST_FRAME_LIMIT_MS = 30_000;

/** From the click on "Teilnehmen" to the first decoded picture of the other person, in milliseconds. */
async function joinToFirstFrame(client: Client, other: string): Promise<number> {
  const started = performance.now();
  await enter(client);
  while ((await framesOf(client.page, other)) === 0) {
    if (performance.now() - started > FIRST_FRAME_LIMIT_MS) return 0;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return Math.round(performance.now() - started);
}

/** Two signed-in people meet from their calendars in the packaged client; answers what was measured. */
async function mainJob(city: DemoCity) {
  const amira = city.person('amira');
  const jonas = city.person('jonas');
  const a = await Client.open(city);
  const b = await Client.open(city);
  try {
    await a.signIn(amira.login, amira.password);
    await b.signIn(jonas.login, jonas.password);
    await comeFromCalendar(a, JOUR_FIXE);
    await comeFromCalendar(b, JOUR_FIXE);
    await enter(a);
    const joinToFirstFrameMs = await joinToFirstFrame(b, amira.name);
    await a.page.waitForTimeout(WATCH_MS);
    const [electron, framesA, framesB, packetsA, packetsB] = await Promise.all([
      a.app.evaluate(() => process.versions.electron),
      framesOf(a.page, jonas.name),
      framesOf(b.page, amira.name),
      audioPackets(a.page),
      audioPackets(b.page),
    ]);
    const { meetings } = city.facts;
    const through = city.connections();
    return {
      joinToFirstFrameMs,
      framesDecoded: { a: framesA, b: framesB },
      audioPackets: { a: packetsA.received, b: packetsB.received },
      // Signalling and media both: the meeting server's port, and the one port of its media worker.
      viaGateway:
        through.includes(new URL(meetings.origin).host) &&
        through.includes(`127.0.0.1:${meetings.sfuTcpPort}`),
      electron,
      mediasoup: (
        JSON.parse(readFileSync('node_modules/mediasoup/package.json', 'utf8')) as { version: string }
      ).version,
    };
  } finally {
    await a.close();
    await b.close();
  }
}

await packageApp('e2e');
const desk = await openDesk({ keyring: true });
Object.assign(process.env, desk.env);
const city = await DemoCity.start();
try {
  const figures = await mainJob(city);
  console.log(JSON.stringify(figures));
  const { joinToFirstFrameMs, framesDecoded, audioPackets: packets, viaGateway } = figures;
  const counts = [joinToFirstFrameMs, framesDecoded.a, framesDecoded.b, packets.a, packets.b];
  process.exitCode = viaGateway && counts.every((count) => count > 0) ? 0 : 1;
} finally {
  await city.stop();
  await desk.stop();
}
