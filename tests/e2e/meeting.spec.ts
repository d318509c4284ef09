import { expect, test } from './support/fixtures';
import { audioPackets, comeFromCalendar, enter, framesOf, JOUR_FIXE, leave } from './support/meeting';

test('from the calendar into a meeting with moving pictures and sound, and out again', async ({
  city,
  openSignedIn,
}) => {
  const client = await openSignedIn('amira');
  const { page, complaints } = client;
  await comeFromCalendar(client, JOUR_FIXE);
  await enter(client);
  const picture = page.locator('.meeting-tile:not([data-self]) video').first();
  await expect(picture).toBeVisible();
  const bot = (await picture.getAttribute('aria-label'))?.replace('Bild von ', '') ?? '';
  const before = await framesOf(page, bot);
  await expect.poll(() => framesOf(page, bot)).toBeGreaterThan(before + 10);
  await expect.poll(async () => (await audioPackets(page)).received).toBeGreaterThan(20);
  expect(city.connections()).toContain(`127.0.0.1:${city.facts.meetings.sfuTcpPort}`);
  await leave(client);
  await expect(page.getByText(/verlassen\. Kamera und Mikrofon sind aus\./).first()).toBeVisible();
  expect(
    await page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'taken',
        (error: Error) => error.name,
      ),
    ),
  ).toBe('NotAllowedError');
  expect(complaints).toEqual([]);
});

test('a second person appears with their picture, and leaves', async ({ city, openSignedIn }) => {
  const amira = await openSignedIn('amira');
  await comeFromCalendar(amira, JOUR_FIXE);
  await enter(amira);
  const jonas = await openSignedIn('jonas');
  await comeFromCalendar(jonas, JOUR_FIXE);
  await enter(jonas);
  const { name } = city.person('jonas');
  await expect.poll(() => framesOf(amira.page, name), { timeout: 30_000 }).toBeGreaterThan(5);
  await expect.poll(() => framesOf(jonas.page, city.person('amira').name)).toBeGreaterThan(5);
  await leave(jonas);
  await expect(amira.page.locator(`video[aria-label="Bild von ${name}"]`)).toHaveCount(0);
});

test('the meeting goes on below the other panes', async ({ openSignedIn }) => {
  const client = await openSignedIn('amira');
  const { page } = client;
  await comeFromCalendar(client, JOUR_FIXE);
  await enter(client);
  await client.go('Tresor');
  const strip = page.getByRole('region', { name: 'Laufende Besprechung' });
  await expect(strip).toContainText(JOUR_FIXE);
  await strip.getByRole('button', { name: 'Stummschalten' }).click();
  await strip.getByRole('button', { name: 'Zur Besprechung' }).click();
  await expect(page.getByRole('button', { name: 'Mikrofon einschalten' })).toBeVisible();
});

test('without camera and microphone one is told what to do, and can take part', async ({ openSignedIn }) => {
  const client = await openSignedIn('amira', { devices: false });
  const { page } = client;
  await comeFromCalendar(client, JOUR_FIXE);
  await expect(page.getByText('Es ist keine Kamera angeschlossen.')).toBeVisible();
  await expect(page.getByText('Es ist kein Mikrofon angeschlossen.')).toBeVisible();
  await enter(client);
  await expect(page.locator('.meeting-tile:not([data-self]) video').first()).toBeVisible();
});

const badLinks = [
  [
    'a room that is not there',
    (link: string) => link.replace(/[^/]+$/, 'kein-raum'),
    'Diese Besprechung gibt es nicht',
  ],
  ['a server elsewhere', () => 'https://meet.example.invalid/room/x', 'nicht auf einem Server der Stadt'],
] as const;

for (const [what, change, sentence] of badLinks) {
  test(`a link to ${what} gets a plain answer`, async ({ city, openSignedIn }) => {
    const client = await openSignedIn('amira');
    const { page } = client;
    await client.go('Besprechungen');
    await page.getByLabel('Besprechungslink').fill(change(city.facts.rooms[0]?.link ?? ''));
    await page.getByRole('button', { name: 'Weiter' }).click();
    await page.getByRole('button', { name: 'Teilnehmen', exact: true }).click();
    await expect(page.getByText(sentence)).toBeVisible();
    await expect(page.getByText(/MEE-\d+/)).toBeVisible();
  });
}
