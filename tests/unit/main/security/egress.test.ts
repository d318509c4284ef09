import { EventEmitter } from 'node:events';
import { createLog } from '../../../../src/main/platform/log';
import { Egress, routeBy } from '../../../../src/main/security/egress';
import type { CityProfile } from '../../../../src/shared/features/profile/city-profile.model';

const gateway = { kind: 'http', name: 'gateway.quadrat.test', address: '127.0.0.1', port: 3128 } as const;
const profileWith = (gateways: CityProfile['gateways']) => ({ gateways }) as unknown as CityProfile;

test.each([
  [gateway, 'http://127.0.0.1:3128', 'PROXY 127.0.0.1:3128', 'MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  [
    { ...gateway, kind: 'https' as const },
    'https://gateway.quadrat.test:3128',
    'HTTPS gateway.quadrat.test:3128',
    'MAP gateway.quadrat.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  ],
  [
    { ...gateway, kind: 'socks5' as const, address: '2001:db8::1' },
    'socks5://[2001:db8::1]:3128',
    'SOCKS5 [2001:db8::1]:3128',
    'MAP * ~NOTFOUND, EXCLUDE [2001:db8::1]',
  ],
])('routes by the gateway alone', (one, proxyRules, resolved, resolverRules) => {
  const route = routeBy(profileWith([one]));
  expect(route.proxyRules).toBe(proxyRules);
  expect(route.resolved).toBe(resolved);
  expect(Object.fromEntries(route.switches)).toEqual({
    'proxy-server': proxyRules,
    'proxy-bypass-list': '<-loopback>',
    'host-resolver-rules': resolverRules,
    'disable-quic': '',
  });
});

test('without a city everything goes nowhere, never direct', () => {
  const route = routeBy(undefined);
  expect(route.proxyRules).toBe('http://127.0.0.1:9');
  expect(JSON.stringify(route)).not.toContain('direct');
});

function electron() {
  const switches: string[] = [];
  const app = Object.assign(new EventEmitter(), {
    commandLine: { appendSwitch: (name: string) => void switches.push(name) },
    configureHostResolver: () => {},
  });
  return { app, switches };
}

function sessionThatTakes(way: string) {
  const proxies: unknown[] = [];
  return {
    proxies,
    setProxy: async (config: unknown) => void proxies.push(config),
    setSpellCheckerEnabled: () => {},
    resolveProxy: async () => way,
  };
}

test('holds every session that is ever made, and every page', async () => {
  const { app, switches } = electron();
  const route = routeBy(profileWith([gateway]));
  const egress = new Egress(
    app as never,
    route,
    createLog(() => {}),
  );
  expect(switches).toHaveLength(4);
  const session = sessionThatTakes('PROXY 127.0.0.1:3128');
  app.emit('session-created', session);
  expect(session.proxies).toEqual([
    { mode: 'fixed_servers', proxyRules: 'http://127.0.0.1:3128', proxyBypassRules: '<-loopback>' },
  ]);
  const policies: string[] = [];
  app.emit(
    'web-contents-created',
    {},
    { setWebRTCIPHandlingPolicy: (name: string) => void policies.push(name) },
  );
  expect(policies).toEqual(['disable_non_proxied_udp']);
  await expect(egress.holds()).resolves.toBe(true);
});

test.each(['DIRECT', 'PROXY 127.0.0.1:3128;DIRECT', 'PROXY 10.0.0.1:8080'])(
  'notices a session that would go %s',
  async (way) => {
    const { app } = electron();
    const lines: string[] = [];
    const egress = new Egress(
      app as never,
      routeBy(profileWith([gateway])),
      createLog((line) => void lines.push(line)),
    );
    app.emit('session-created', sessionThatTakes('PROXY 127.0.0.1:3128'));
    app.emit('session-created', sessionThatTakes(way));
    await expect(egress.holds()).resolves.toBe(false);
    expect(lines.join()).toContain('NET-900');
  },
);
