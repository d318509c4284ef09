// biome-ignore lint/style/noRestrictedImports: a Unix socket of this machine; the network guard lets nothing else by.
import { connect, type Socket } from 'node:net';
import { type BusMessage, decodeMessage, encodeMessage } from './dbus-message.model';

/** A bus that does not answer within this time is taken not to be there. */
const LIMIT_MS = 5_000;
const LONGEST_LINE = 1_000;
const BUS = 'org.freedesktop.DBus';

/**
 * Where the bus of the person's session listens: `DBUS_SESSION_BUS_ADDRESS`, else the place that systemd gives it.
 * @returns the path of a Unix socket (`\0` first for an abstract one); undefined where there is none
 */
export function sessionBusSocket(environment: NodeJS.ProcessEnv): string | undefined {
  const { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: folder } = environment;
  if (address) return socketOf(address);
  return folder ? `${folder}/bus` : undefined;
}

/** Where the bus of the machine listens (D-Bus Specification, "System message bus"). */
export function systemBusSocket(environment: NodeJS.ProcessEnv): string | undefined {
  return socketOf(environment['DBUS_SYSTEM_BUS_ADDRESS'] ?? 'unix:path=/var/run/dbus/system_bus_socket');
}

/** The first Unix socket of a list of addresses; no other means is ever used. */
function socketOf(addresses: string): string | undefined {
  for (const address of addresses.split(';')) {
    const [, kind, value] = /^unix:(?:[^,]*,)*?(path|abstract)=([^,]+)/.exec(address) ?? [];
    if (kind && value) return (kind === 'abstract' ? '\0' : '') + decodeURIComponent(value);
  }
  return undefined;
}

/** A line to a bus, on which signals are listened to. */
export interface BusLine {
  /**
   * Wants the signals that a match rule names (D-Bus Specification, "Match Rules").
   * @returns whether the bus has taken the rule
   */
  match(rule: string): Promise<boolean>;
  /** Whether somebody goes by that name on the bus. */
  hasOwner(name: string): Promise<boolean>;
  /** Settles when the line is cut. */
  readonly closed: Promise<void>;
  end(): void;
}

/**
 * Connects to a bus over its Unix socket and says hello (authentication: `EXTERNAL`, the user of this process).
 * @param heard told every signal that comes in
 * @returns undefined when there is no bus, or it does not answer
 */
export async function connectBus(
  path: string,
  heard: (signal: BusMessage) => void,
): Promise<BusLine | undefined> {
  const line = new Line(connect({ path }), heard);
  if (await line.begin()) return line;
  line.end();
  return undefined;
}

class Line implements BusLine {
  readonly #socket: Socket;
  readonly #heard: (signal: BusMessage) => void;
  readonly #answers = new Map<number, (answer: BusMessage | undefined) => void>();
  readonly closed: Promise<void>;
  #came: Buffer = Buffer.alloc(0);
  #isAuthenticated = false;
  #serial = 0;
  #authenticated: (isAccepted: boolean) => void = () => {};

  constructor(socket: Socket, heard: (signal: BusMessage) => void) {
    this.#socket = socket;
    this.#heard = heard;
    // A client that has nothing else to do may end although it listens.
    socket.unref();
    socket.on('error', () => {});
    socket.on('data', (chunk) => this.#take(chunk));
    this.closed = new Promise((resolve) =>
      socket.once('close', () => {
        this.#authenticated(false);
        for (const answer of this.#answers.values()) answer(undefined);
        this.#answers.clear();
        resolve();
      }),
    );
  }

  async begin(): Promise<boolean> {
    const timer = setTimeout(() => this.end(), LIMIT_MS);
    const accepted = new Promise<boolean>((resolve) => {
      this.#authenticated = resolve;
    });
    const user = Buffer.from(String(process.getuid?.() ?? '')).toString('hex');
    this.#socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
    const isThere = (await accepted) && (await this.#call('Hello')) !== undefined;
    clearTimeout(timer);
    return isThere;
  }

  async match(rule: string): Promise<boolean> {
    return (await this.#call('AddMatch', rule)) !== undefined;
  }

  async hasOwner(name: string): Promise<boolean> {
    return (await this.#call('NameHasOwner', name))?.value === 1;
  }

  end(): void {
    this.#socket.destroy();
  }

  /** Asks the bus itself; undefined when it refuses, or the line is cut. */
  #call(member: string, value?: string): Promise<BusMessage | undefined> {
    return new Promise((resolve) => {
      if (this.#socket.destroyed) return resolve(undefined);
      this.#serial += 1;
      this.#answers.set(this.#serial, resolve);
      const to = { destination: BUS, path: '/org/freedesktop/DBus', interface: BUS, member };
      const call = { type: 'call', serial: this.#serial, ...to } as const;
      this.#socket.write(encodeMessage(value === undefined ? call : { ...call, value }));
    });
  }

  #take(chunk: Buffer): void {
    this.#came = Buffer.concat([this.#came, chunk]);
    if (!this.#isAuthenticated && !this.#readAcceptance()) return;
    try {
      for (let next = decodeMessage(this.#came); next; next = decodeMessage(this.#came)) {
        this.#came = this.#came.subarray(next.length);
        this.#hear(next.message);
      }
    } catch {
      this.end();
    }
  }

  /** The bus answers with one line: `OK` and its name, or something else. */
  #readAcceptance(): boolean {
    const end = this.#came.indexOf('\r\n');
    if (end < 0 && this.#came.length > LONGEST_LINE) this.end();
    if (end < 0) return false;
    this.#isAuthenticated = this.#came.toString('latin1', 0, 3) === 'OK ';
    this.#came = this.#came.subarray(end + 2);
    if (this.#isAuthenticated) this.#socket.write('BEGIN\r\n');
    this.#authenticated(this.#isAuthenticated);
    return this.#isAuthenticated;
  }

  #hear(message: BusMessage): void {
    if (message.type === 'signal') this.#heard(message);
    const { replyTo = 0 } = message;
    const answer = this.#answers.get(replyTo);
    this.#answers.delete(replyTo);
    answer?.(message.type === 'answer' ? message : undefined);
  }
}
