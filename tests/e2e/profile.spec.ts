import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from './support/client';
import { expect, test } from './support/fixtures';

test('a newer city profile is fetched through the gateway and takes the place of the one before', async ({
  city,
  openSignedIn,
}) => {
  await city.tell('profile bump');
  const client = await openSignedIn('amira');
  await client.go('Einstellungen');
  await expect(client.page.getByText('aus dem Stadtnetz geladen')).toBeVisible();
});

test('a city profile that was changed on the way is refused, and the reason is shown', async ({ city }) => {
  const folder = mkdtempSync(join(tmpdir(), 'quadrat-forged-'));
  const [header, payload, signature] = readFileSync(join(city.folder, 'profile.jws'), 'utf8')
    .trim()
    .split('.');
  const text = Buffer.from(payload ?? '', 'base64url')
    .toString()
    .replace('Demo-Stadt', 'Fremd-Stadt');
  const forged = Buffer.from(text).toString('base64url');
  writeFileSync(join(folder, 'profile.jws'), `${header}.${forged}.${signature}`, { mode: 0o600 });
  copyFileSync(join(city.folder, 'trust.json'), join(folder, 'trust.json'));
  const client = await Client.open(undefined, { args: [`--demo-city=${folder}`] });
  try {
    await expect(
      client.page.getByText('Die Unterschrift der Stadt stimmt nicht.', { exact: false }),
    ).toBeVisible();
    await expect(client.page.getByText('Fremd-Stadt')).toHaveCount(0);
  } finally {
    await client.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
