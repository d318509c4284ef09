import { describe, expect, test } from '@jest/globals';
import {
  addressesOf,
  hostOf,
  matchAddress,
  registrableDomain,
} from '../../../../../../src/main/features/vault/address/address.model';
import { entry, WatchedSecret } from '../health/entries';

describe('registrable domain', () => {
  test.each([
    ['https://www.mannheim.de/buergerdienste?x=1#y', 'mannheim.de'],
    ['a.b.example.co.uk', 'example.co.uk'],
    ['https://amira.github.io', 'amira.github.io'],
    ['https://github.io', undefined],
    ['https://co.uk', undefined],
    ['https://Bücher.example/', 'xn--bcher-kva.example'],
    ['HTTPS://WWW.MANNHEIM.DE.', 'mannheim.de'],
    ['https://portal.quadrat.test:8443', 'quadrat.test'],
    ['https://intranet', undefined],
    ['localhost', undefined],
    ['https://127.0.0.1', undefined],
    ['https://0x7f.1', undefined],
    ['https://[::1]/', undefined],
    ['amira@mannheim.de', undefined],
    ['mailto:amira@mannheim.de', undefined],
    ['', undefined],
    ['https://', undefined],
    ['Aktenschrank 3', undefined],
  ])('%s: %s', (url, domain) => {
    expect(registrableDomain(url)).toBe(domain);
  });
});

describe('match', () => {
  test.each<[string, string, string | undefined]>([
    // Origin.
    ['https://mannheim.de/anmeldung', 'https://mannheim.de/x', 'exact'],
    ['https://mannheim.de:443', 'https://mannheim.de', 'exact'],
    ['mannheim.de', 'https://mannheim.de/', 'exact'],
    ['mannheim.de:8443', 'https://mannheim.de:8443/', 'exact'],
    ['HTTPS://Mannheim.DE.', 'https://mannheim.de', 'exact'],
    ['https://bücher.example', 'https://xn--bcher-kva.example', 'exact'],
    ['https://amira:x@mannheim.de', 'https://mannheim.de', 'exact'],
    // Host.
    ['https://mannheim.de:8443', 'https://mannheim.de', 'same-host'],
    // Domain.
    ['https://www.mannheim.de', 'https://portal.mannheim.de', 'same-domain'],
    ['https://mannheim.de', 'https://a.b.mannheim.de', 'same-domain'],
    ['https://www.mannheim.de:8443', 'https://portal.mannheim.de', undefined],
    ['https://a.github.io', 'https://b.github.io', undefined],
    ['https://a.co.uk', 'https://b.co.uk', undefined],
    // Scheme.
    ['https://mannheim.de', 'http://mannheim.de', undefined],
    ['https://mannheim.de', 'http://mannheim.de:443', undefined],
    ['mannheim.de', 'http://mannheim.de', undefined],
    ['http://mannheim.de', 'http://mannheim.de', 'exact'],
    ['http://mannheim.de', 'https://mannheim.de', 'same-host'],
    ['http://www.mannheim.de', 'https://mannheim.de', 'same-domain'],
    ['http://mannheim.de:8080', 'https://mannheim.de', undefined],
    ['http://mannheim.de', 'https://mannheim.de:8443', undefined],
    ['ssh://mannheim.de', 'https://mannheim.de', undefined],
    // Look-alikes and tricks.
    ['https://mannheim.de', 'https://mannheim.de.evil.test', undefined],
    ['https://mannheim.de', 'https://mannheim.de@evil.test', undefined],
    ['https://mannheim.de', 'https://evil-mannheim.de', undefined],
    ['https://mannheim.de', 'https://mannhеim.de', undefined],
    ['https://mannheim.de', 'https://evil.test/https://mannheim.de', undefined],
    ['https://mannheim.de', 'https://evil.test?mannheim.de', undefined],
    ['https://mannheim.de', 'https://mannheim.com', undefined],
    ['https://mannheim.de\\@evil.test', 'https://evil.test', undefined],
    ['https://de', 'https://mannheim.de', undefined],
    // Addresses without a domain only as they stand.
    ['https://intranet', 'https://intranet/x', 'exact'],
    ['https://intranet', 'https://intranet:8443', 'same-host'],
    ['https://intranet', 'https://www.intranet', undefined],
    ['https://10.0.0.1', 'https://10.0.0.1', 'exact'],
    ['https://10.0.0.1', 'https://10.0.0.2', undefined],
    ['https://[::1]', 'https://[0:0:0:0:0:0:0:1]', 'exact'],
    ['https://[::1]', 'https://[::2]', undefined],
    ['https://co.uk', 'https://a.co.uk', undefined],
    // No address.
    ['Aktenschrank 3', 'https://mannheim.de', undefined],
    ['https://mannheim.de', 'mannheim.de', undefined],
    ['https://mannheim.de', '', undefined],
    ['amira@mannheim.de', 'https://mannheim.de', undefined],
    ['https://*.mannheim.de', 'https://www.mannheim.de', undefined],
  ])('%s for %s: %s', (stored, asked, match) => {
    expect(matchAddress([stored], asked)).toBe(match);
  });

  test('the best of several counts', () => {
    const urls = ['https://www.mannheim.de', 'https://portal.mannheim.de:8443', 'https://portal.mannheim.de'];
    expect(
      [urls, urls.slice(0, 2), urls.slice(0, 1), []].map((some) =>
        matchAddress(some, 'https://portal.mannheim.de'),
      ),
    ).toEqual(['exact', 'same-host', 'same-domain', undefined]);
  });
});

test('addresses of an entry: its own, then the further ones, each once', () => {
  const fields = {
    KP2A_URL: new WatchedSecret('https://a.test'),
    KP2A_URL_1: 'https://b.test',
    KP2A_URL_12: ' https://own.test ',
    KP2A_URL_2: '{REF:A@I:0}',
    KP2A_URLX: 'https://no.test',
    URL2: 'https://no.test',
    KP2A_URL_3: '',
  };
  expect(addressesOf(entry({ url: 'https://own.test', fields }))).toEqual([
    'https://own.test',
    'https://a.test',
    'https://b.test',
  ]);
});

test('host in ASCII', () => {
  expect([hostOf('https://Bücher.example:8443/x'), hostOf('Intranet'), hostOf('')]).toEqual([
    'xn--bcher-kva.example',
    'intranet',
    undefined,
  ]);
});

test('an address with an umlaut stays one, however many were read before', () => {
  for (let time = 0; time < 100_000; time += 1) hostOf(`https://app${time % 500}.stadt.test`);
  const readings = new Set<string | undefined>();
  for (let time = 0; time < 1000; time += 1) readings.add(hostOf('https://bücher.example'));
  expect([...readings]).toEqual(['xn--bcher-kva.example']);
});
