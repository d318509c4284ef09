import { createInterface } from 'node:readline';
import { type City, startCity } from './city';
import { CityProblem } from './city-problem';
import { type CommandLine, HELP, readCommandLine } from './command-line';
import { createControl } from './control';
import { welcome } from './welcome';
import { workerPath } from './worker-path';

/** After so long everything is over, whether or not it has stopped nicely. */
const STOP_LIMIT_MS = 2_000;

const starting = new AbortController();
let city: City | undefined;
let ending = false;

/** Ends the program. Children that are left end by themselves once their connection to it is gone. */
async function end(exitCode: number): Promise<void> {
  if (ending) return;
  ending = true;
  starting.abort();
  setTimeout(() => process.exit(exitCode), STOP_LIMIT_MS).unref();
  // A city that is still starting stops itself, and then this program ends where it was started.
  if (!city) {
    process.exitCode = exitCode;
    return;
  }
  await city.stop();
  process.exit(exitCode);
}

function fail(error: unknown): void {
  if (error instanceof CityProblem) console.error(error.message);
  else console.error('Die Demo-Stadt ist auf einen Fehler gestoßen.', error);
}

/** Takes commands from standard input and ends with it: then whoever started the city is gone. */
function listen(): (running: City) => void {
  let obey: ((line: string) => void) | undefined;
  const early: string[] = [];
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      if (line.trim() === 'stop') {
        console.log('ok stop');
        void end(0);
      } else if (obey) obey(line);
      else early.push(line);
    })
    .on('close', () => void end(0));
  return (running) => {
    obey = createControl(running, (line) => console.log(line));
    for (const line of early) obey(line);
  };
}

async function run({ control, folder, gatewayPort, password, useRadicale }: CommandLine): Promise<void> {
  const obeyIn = control ? listen() : undefined;
  const workerBin = await workerPath();
  city = await startCity({
    workerBin,
    folder,
    gatewayPort,
    password,
    useRadicale,
    signal: starting.signal,
    onCalendarGivenUp: (lastLines) =>
      console.error(
        `Der Kalender-Server (Radicale) ist zweimal abgestürzt und bleibt aus. Bitte starten Sie die Demo-Stadt neu. Seine letzten Zeilen:\n${lastLines}`,
      ),
  });
  console.log(welcome(city.description));
  console.log(`city ready ${city.description.folder}`);
  obeyIn?.(city);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
// Whoever read the output is gone; that is no reason to stumble on the way out.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
process.on('uncaughtException', (error) => {
  fail(error);
  void end(1);
});

try {
  const commandLine = readCommandLine(process.argv.slice(2), process.env);
  if (commandLine.help) process.stdout.write(HELP);
  else await run(commandLine);
} catch (error) {
  if (!ending) {
    fail(error);
    process.exit(1);
  }
  process.exit();
}
