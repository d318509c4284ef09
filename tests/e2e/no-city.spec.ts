import { expect, test } from '@playwright/test';
import { Client } from './support/client';

test('where no city is set up the client says so, and sends nothing anywhere', async () => {
  const client = await Client.open(undefined);
  try {
    await expect(
      client.page.getByRole('heading', { name: 'Auf diesem Gerät ist noch keine Stadt eingerichtet' }),
    ).toBeVisible();
    await expect(client.page.getByText('PRO-404')).toBeVisible();
    await expect(client.page.getByRole('button', { name: 'Anmelden' })).toHaveCount(0);
    const way = await client.app.evaluate(({ session }) =>
      session.defaultSession.resolveProxy('https://example.invalid/'),
    );
    expect(way).toBe('PROXY 127.0.0.1:9');
    expect(client.complaints).toEqual([]);
  } finally {
    await client.close();
  }
});
