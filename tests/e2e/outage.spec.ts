import { expect, test } from './support/fixtures';
import { comeFromCalendar, enter, framesOf, JOUR_FIXE } from './support/meeting';

test('the gateway goes down and comes back: said in words, and what is here stays readable', async ({
  city,
  openSignedIn,
}) => {
  const { page } = await openSignedIn('amira');
  await page.getByRole('navigation').getByRole('button', { name: 'Kalender' }).click();
  const event = page.getByRole('button', { name: JOUR_FIXE }).last();
  await expect(event).toBeVisible();
  await city.tell('gateway down');
  try {
    await expect(page.getByRole('button', { name: 'Stadtnetz: nicht verbunden' })).toBeVisible({
      timeout: 40_000,
    });
    await expect(event).toBeVisible();
    await page.getByRole('button', { name: 'Stadtnetz: nicht verbunden' }).click();
    await expect(page.getByText('Der Stadtnetz-Zugang antwortet nicht.')).toBeVisible();
    await expect(page.getByText(/NET-204/)).toBeVisible();
    await page.keyboard.press('Escape');
  } finally {
    await city.tell('gateway up');
  }
  await expect(page.getByRole('button', { name: 'Stadtnetz: verbunden' })).toBeVisible({ timeout: 30_000 });
});

test('the gateway is down at the start: no sign-in is offered, and the reason stands there', async ({
  city,
  openClient,
}) => {
  await city.tell('gateway down');
  try {
    const { page } = await openClient();
    await expect(page.getByText('Der Stadtnetz-Zugang antwortet nicht.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Anmelden' })).toHaveCount(0);
    await city.tell('gateway up');
    await expect(page.getByRole('button', { name: 'Anmelden' })).toBeVisible({ timeout: 30_000 });
  } finally {
    await city.tell('gateway up');
  }
});

test('the page crashes: it comes back by itself, and the person is still signed in', async ({
  openSignedIn,
}) => {
  const { app, page } = await openSignedIn('amira');
  const crashed = page.waitForEvent('crash');
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  await crashed;
  // The driver gives up a page that has crashed: its window is asked in main instead.
  await expect
    .poll(
      () =>
        app.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
            'document.querySelector("h1")?.textContent',
          ),
        ),
      { timeout: 20_000 },
    )
    .toContain('Amira');
});

test('the meeting server is killed and comes back: so does the meeting, by itself', async ({
  city,
  openSignedIn,
}) => {
  const client = await openSignedIn('amira');
  const { page } = client;
  await comeFromCalendar(client, JOUR_FIXE);
  await enter(client);
  const pictures = page.locator('.meeting-tile:not([data-self]) video');
  await expect(pictures.first()).toBeVisible();
  await city.tell('meetings down');
  try {
    await expect(
      page.getByText('Die Verbindung ist unterbrochen. Wir stellen sie wieder her.'),
    ).toBeVisible();
  } finally {
    await city.tell('meetings up');
  }
  await expect(page.getByText('Die Verbindung ist unterbrochen.')).toHaveCount(0, { timeout: 60_000 });
  const bot = (await pictures.first().getAttribute('aria-label'))?.replace('Bild von ', '') ?? '';
  await expect.poll(() => framesOf(page, bot), { timeout: 30_000 }).toBeGreaterThan(0);
});
