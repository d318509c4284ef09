import {
  type BusLine,
  connectBus,
  sessionBusSocket,
  systemBusSocket,
} from '../../../platform/dbus/dbus-connection';
import type { BusMessage } from '../../../platform/dbus/dbus-message.model';

/** What is told of the person's session. */
export type SessionIncident = 'screen-lock' | 'suspend' | 'shutdown';

/** A bus that is not there, or not any more, is looked for again after this time. */
const RETRY_MS = 30_000;

/** All speak the language of the freedesktop.org draft: `ActiveChanged(b)`, true when the screen is locked. */
const SCREEN_SAVERS = [
  'org.freedesktop.ScreenSaver',
  'org.gnome.ScreenSaver',
  'org.cinnamon.ScreenSaver',
  'org.mate.ScreenSaver',
  'org.xfce.ScreenSaver',
];
const LOGIN = 'org.freedesktop.login1';

/**
 * Tells when a Linux session is locked, and when the machine goes to sleep or is shut down: Electron's `lock-screen`
 * does not exist there. Listens to the screen savers on the session's bus and to logind on the machine's. Where there
 * is no bus nothing is told.
 * @param environment the buses' addresses, and `XDG_SESSION_ID`: only our own session's lock counts
 * @returns ends the listening
 */
export function listenToLinuxSession(
  environment: NodeJS.ProcessEnv,
  heard: (incident: SessionIncident) => void,
): () => void {
  const ends = [
    keepListening(
      sessionBusSocket(environment),
      SCREEN_SAVERS.map((name) => `type='signal',interface='${name}',member='ActiveChanged'`),
      ({ member, interface: name = '', value }) => {
        const isLocked = member === 'ActiveChanged' && SCREEN_SAVERS.includes(name) && value === 1;
        if (isLocked) heard('screen-lock');
      },
    ),
    keepListening(systemBusSocket(environment), loginRules(environment['XDG_SESSION_ID']), (signal) => {
      if (signal.interface === `${LOGIN}.Session` && signal.member === 'Lock') heard('screen-lock');
      // True before, false when it is over.
      if (signal.interface !== `${LOGIN}.Manager` || signal.value !== 1) return;
      if (signal.member === 'PrepareForSleep') heard('suspend');
      if (signal.member === 'PrepareForShutdown') heard('shutdown');
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** By sender: on the machine's bus anybody may send signals, also those who share the machine. */
function loginRules(session: string | undefined): string[] {
  const from = `type='signal',sender='${LOGIN}'`;
  const manager = ['PrepareForSleep', 'PrepareForShutdown'].map(
    (member) => `${from},interface='${LOGIN}.Manager',member='${member}'`,
  );
  if (!session) return manager;
  const path = `/org/freedesktop/login1/session/${pathElement(session)}`;
  return [...manager, `${from},interface='${LOGIN}.Session',member='Lock',path='${path}'`];
}

/** As logind names its objects: everything but letters and digits, and a digit in first place, as `_` and its code. */
function pathElement(name: string): string {
  return name.replace(/^\d|[^A-Za-z0-9]/g, (one) => `_${one.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** Listens for as long as the client lives; a bus that restarts is found again. */
function keepListening(
  socket: string | undefined,
  rules: readonly string[],
  heard: (signal: BusMessage) => void,
): () => void {
  if (socket === undefined) return () => {};
  let line: BusLine | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;

  async function begin(path: string): Promise<void> {
    line = await connectBus(path, heard);
    if (isOver) return line?.end();
    for (const rule of rules) await line?.match(rule);
    await line?.closed;
    if (!isOver) timer = setTimeout(() => void begin(path), RETRY_MS).unref();
  }

  void begin(socket);
  return () => {
    isOver = true;
    clearTimeout(timer);
    line?.end();
  };
}
