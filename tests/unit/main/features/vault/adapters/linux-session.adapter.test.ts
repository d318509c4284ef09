import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  listenToLinuxSession,
  type SessionIncident,
} from '../../../../../../src/main/features/vault/adapters/linux-session.adapter';
import {
  connectBus,
  sessionBusSocket,
  systemBusSocket,
} from '../../../../../../src/main/platform/dbus/dbus-connection';
import { encodeMessage } from '../../../../../../src/main/platform/dbus/dbus-message.model';

const describeOnLinux = process.platform === 'linux' ? describe : describe.skip;
const LOGIN = 'org.freedesktop.login1';
const BUS = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
};

describe('where the buses are', () => {
  test.each([
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' }, '/run/user/1000/bus'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:guid=1f,path=/tmp/a%20b;tcp:host=x' }, '/tmp/a b'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=x,port=1;unix:abstract=/tmp/dbus-X,guid=2' }, '\0/tmp/dbus-X'],
    [{ XDG_RUNTIME_DIR: '/run/user/1000' }, '/run/user/1000/bus'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'disabled:' }, undefined],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unixexec:path=/bin/sh' }, undefined],
    [{ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=192.0.2.1,port=80' }, undefined],
    [{}, undefined],
  ])('of the session: %j', (environment, socket) => {
    expect(sessionBusSocket(environment as NodeJS.ProcessEnv)).toBe(socket);
  });

  test('of the machine', () => {
    expect(systemBusSocket({} as NodeJS.ProcessEnv)).toBe('/var/run/dbus/system_bus_socket');
    expect(systemBusSocket({ DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/x' } as NodeJS.ProcessEnv)).toBe('/x');
  });
});

describeOnLinux('on a desktop of its own', () => {
  let folder: string;
  let children: ChildProcess[];
  let sockets: Socket[];
  let ends: (() => void)[];
  let heard: SessionIncident[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'quadrat-bus-'));
    [children, sockets, ends, heard] = [[], [], [], []];
  });
  afterEach(async () => {
    for (const end of ends) end();
    for (const socket of sockets) socket.destroy();
    for (const child of children) {
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
    rmSync(folder, { recursive: true });
  });

  /** A real bus daemon. Answers the path of its socket. */
  async function startBus(name: string): Promise<string> {
    const path = join(folder, name);
    const config = `${path}.conf`;
    writeFileSync(
      config,
      `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path=${path}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`,
    );
    const bus = spawn('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    children.push(bus);
    await once(bus.stdout, 'data');
    return path;
  }

  /** Listens, and answers when the rules are with the buses. */
  async function listen(session: string, system: string, id = '3'): Promise<void> {
    const environment = {
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${session}`,
      DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${system}`,
      XDG_SESSION_ID: id,
    };
    ends.push(listenToLinuxSession(environment as NodeJS.ProcessEnv, (incident) => heard.push(incident)));
    await wait(150);
  }

  const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  /** A real signal by a real sender. */
  async function send(bus: string, path: string, signal: string, ...values: string[]): Promise<void> {
    execFileSync('dbus-send', [`--bus=unix:path=${bus}`, '--type=signal', path, signal, ...values]);
    await wait(60);
  }

  /** Somebody who goes by logind's name on a bus, and sends what it sends. */
  async function startLogin(bus: string) {
    const socket = connect({ path: bus });
    sockets.push(socket);
    socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(process.getuid?.())).toString('hex')}\r\n`);
    await once(socket, 'data');
    socket.write('BEGIN\r\n');
    socket.write(encodeMessage({ type: 'call', serial: 1, ...BUS, member: 'Hello' }));
    // RequestName(s, u): the flags follow the name, 0 for none.
    const request = encodeMessage({ type: 'call', serial: 2, ...BUS, member: 'RequestName', value: LOGIN });
    socket.write(withFlags(request));
    await wait(60);
    let serial = 2;
    return async (path: string, kind: 'Manager' | 'Session', member: string, value?: boolean) => {
      serial += 1;
      const signal = { type: 'signal', serial, path, interface: `${LOGIN}.${kind}`, member } as const;
      socket.write(encodeMessage(value === undefined ? signal : { ...signal, value }));
      await wait(60);
    };
  }

  test.each(['freedesktop', 'gnome', 'cinnamon', 'mate', 'xfce'])(
    'a screen locked by the screen saver of %s is told, one unlocked is not',
    async (desktop) => {
      const session = await startBus('session');
      await listen(session, join(folder, 'none'));
      const signal = `org.${desktop}.ScreenSaver.ActiveChanged`;
      await send(session, '/org/freedesktop/ScreenSaver', signal, 'boolean:false');
      expect(heard).toEqual([]);
      await send(session, '/org/freedesktop/ScreenSaver', signal, 'boolean:true');
      expect(heard).toEqual(['screen-lock']);
    },
  );

  test('other signals, and the same name said elsewhere, are nothing', async () => {
    const session = await startBus('session');
    await listen(session, join(folder, 'none'));
    await send(session, '/a', 'org.gnome.ScreenSaver.WakeUpScreen');
    await send(session, '/a', 'org.example.ScreenSaver.ActiveChanged', 'boolean:true');
    await send(session, '/a', 'org.gnome.ScreenSaver.ActiveChanged', 'string:true');
    expect(heard).toEqual([]);
  });

  test('logind tells of sleep, of the end of the machine, and of our own session’s lock alone', async () => {
    const system = await startBus('system');
    const login = await startLogin(system);
    await listen(join(folder, 'none'), system, '3');
    await login('/org/freedesktop/login1', 'Manager', 'PrepareForSleep', false);
    await login('/org/freedesktop/login1/session/_34', 'Session', 'Lock');
    await login('/org/freedesktop/login1/session/_33', 'Session', 'Unlock');
    expect(heard).toEqual([]);
    await login('/org/freedesktop/login1', 'Manager', 'PrepareForSleep', true);
    await login('/org/freedesktop/login1/session/_33', 'Session', 'Lock');
    await login('/org/freedesktop/login1', 'Manager', 'PrepareForShutdown', true);
    expect(heard).toEqual(['suspend', 'screen-lock', 'shutdown']);
  });

  test('a session with a longer name is found by it', async () => {
    const system = await startBus('system');
    const login = await startLogin(system);
    await listen(join(folder, 'none'), system, 'c12');
    await login('/org/freedesktop/login1/session/c12', 'Session', 'Lock');
    expect(heard).toEqual(['screen-lock']);
  });

  test('whoever shares the machine and only says to be logind is not heard', async () => {
    const system = await startBus('system');
    await startLogin(system);
    await listen(join(folder, 'none'), system);
    await send(system, '/org/freedesktop/login1', `${LOGIN}.Manager.PrepareForSleep`, 'boolean:true');
    await send(system, '/org/freedesktop/login1/session/_33', `${LOGIN}.Session.Lock`);
    expect(heard).toEqual([]);
  });

  test('without any bus nothing happens', async () => {
    await listen(join(folder, 'none'), join(folder, 'none either'));
    expect(heard).toEqual([]);
  });

  test('a name on the bus is there or not', async () => {
    const path = await startBus('session');
    const line = await connectBus(path, () => {});
    expect(await line?.hasOwner('org.kde.StatusNotifierWatcher')).toBe(false);
    expect(await line?.hasOwner('org.freedesktop.DBus')).toBe(true);
    line?.end();
    await line?.closed;
    expect(await line?.hasOwner('org.freedesktop.DBus')).toBe(false);
  });

  test('a bus that refuses a rule says so', async () => {
    const line = await connectBus(await startBus('session'), () => {});
    expect(await line?.match("type='signal'")).toBe(true);
    expect(await line?.match('nonsense')).toBe(false);
    line?.end();
  });

  test('a bus that ends is noticed', async () => {
    const line = await connectBus(await startBus('session'), () => {});
    children[0]?.kill('SIGKILL');
    await line?.closed;
    expect(await line?.match("type='signal'")).toBe(false);
  });

  test('who does not let us in, or is no bus at all, is left alone', async () => {
    for (const answer of [
      'REJECTED EXTERNAL\r\n',
      'x'.repeat(5_000),
      'OK 1\r\nGET / HTTP/1.1 is no message',
    ]) {
      const path = join(folder, `other-${answer.length}`);
      const server = createServer((socket) => {
        sockets.push(socket);
        socket.on('error', () => {});
        socket.write(answer);
      });
      server.listen(path);
      await once(server, 'listening');
      expect(await connectBus(path, () => {})).toBeUndefined();
      server.close();
    }
  });
});

/** The same call with a second value, a whole number of 0: its signature is `su`. */
function withFlags(call: Uint8Array): Uint8Array {
  const bytes = Buffer.from(call);
  const signature = bytes.indexOf(Buffer.from([8, 1, 'g'.charCodeAt(0), 0, 1, 's'.charCodeAt(0), 0]));
  // The signature is the last field: one letter more fits into the padding, if there is any.
  const fieldsEnd = signature + 7;
  const body = bytes.subarray(Math.ceil(fieldsEnd / 8) * 8);
  const fields = Buffer.concat([bytes.subarray(0, fieldsEnd - 3), Buffer.from([2, 0x73, 0x75, 0])]);
  fields.writeUInt32LE(fields.length - 16, 12);
  const padded = Buffer.concat([fields, Buffer.alloc((8 - (fields.length % 8)) % 8)]);
  const flags = Buffer.alloc(((4 - (body.length % 4)) % 4) + 4);
  padded.writeUInt32LE(body.length + flags.length, 4);
  return Buffer.concat([padded, body, flags]);
}
