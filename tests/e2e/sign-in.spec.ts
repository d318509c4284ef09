import { expect, test } from './support/fixtures';

test('a person signs in, is greeted, and signs out again', async ({ openSignedIn }) => {
  const { page, complaints } = await openSignedIn('amira');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Amira');
  await page.getByRole('button', { name: /Amira Yıldız/ }).click();
  await page.getByRole('menuitem', { name: 'Abmelden' }).click();
  await expect(page.getByRole('button', { name: 'Anmelden' })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('a wrong password is said plainly, and the right one still gets in', async ({ city, openClient }) => {
  const { app, page } = await openClient();
  const opened = app.waitForEvent('window');
  await page.getByRole('button', { name: 'Anmelden' }).click();
  const signIn = await opened;
  await signIn.getByLabel('Anmeldename').fill('amira');
  await signIn.getByLabel('Passwort').fill('falsch');
  await signIn.getByRole('button', { name: 'Anmelden' }).click();
  await expect(signIn.getByText('Anmeldename und Passwort passen nicht zusammen')).toBeVisible();
  await expect(signIn.getByLabel('Anmeldename')).toHaveValue('amira');
  await signIn.getByLabel('Passwort').fill(city.person('amira').password);
  await signIn.getByRole('button', { name: 'Anmelden' }).click();
  await expect(page.getByRole('navigation')).toBeVisible();
});

test('whoever closes the sign-in window can begin again', async ({ openClient }) => {
  const { app, page } = await openClient();
  const opened = app.waitForEvent('window');
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await (await opened).close();
  await expect(page.getByText('Die Anmeldung wurde abgebrochen.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Anmelden' })).toBeEnabled();
});

test('the sign-in is remembered in the keychain until signing out', async ({ city, openClient }) => {
  const first = await openClient();
  await first.signIn('katharina', city.person('katharina').password);
  await first.close({ keep: true });
  const second = await openClient({ userData: first.userData });
  await expect(second.page.getByRole('heading', { level: 1 })).toContainText('Katharina');
  await second.page.getByRole('button', { name: /Katharina Brandt/ }).click();
  await second.page.getByRole('menuitem', { name: 'Abmelden' }).click();
  await expect(second.page.getByRole('button', { name: 'Anmelden' })).toBeVisible();
  await second.close({ keep: true });
  const third = await openClient({ userData: first.userData });
  await expect(third.page.getByRole('button', { name: 'Anmelden' })).toBeVisible();
});

test('without a keychain the session ends with the window, and the person is told', async ({
  city,
  openClient,
}) => {
  const options = { env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' } };
  const first = await openClient(options);
  await first.signIn('amira', city.person('amira').password);
  await expect(
    first.page.getByText('Sie bleiben nur bis zum Schließen des Fensters angemeldet.'),
  ).toBeVisible();
  await first.close({ keep: true });
  const second = await openClient({ ...options, userData: first.userData });
  await expect(second.page.getByRole('button', { name: 'Anmelden' })).toBeVisible();
});

test('the language is switched while the client runs, and stays', async ({ openSignedIn }) => {
  const { page } = await openSignedIn('amira');
  const rail = page.getByRole('navigation');
  await rail.getByRole('button', { name: 'Einstellungen' }).click();
  await page.getByText('English', { exact: true }).click();
  await expect(rail.getByRole('button', { name: 'Calendar' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByText('Deutsch', { exact: true }).click();
  await expect(rail.getByRole('button', { name: 'Kalender' })).toBeVisible();
});
