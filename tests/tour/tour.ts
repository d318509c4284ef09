import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { DemoCity } from '../e2e/support/city';
import { Client } from '../e2e/support/client';
import { comeFromCalendar, enter, framesOf, JOUR_FIXE, leave } from '../e2e/support/meeting';

/** Pictures of somebody that must have been shown before a meeting is worth a photograph. */
const ENOUGH_FRAMES = 30;

/** Walks the main job as a person would; gives the path of a picture after every step. */
export async function* tour(city: DemoCity, folder: string): AsyncGenerator<string> {
  let step = 0;
  const shoot = async (page: Page, name: string) => {
    // Transitions take at most 200 ms.
    await page.waitForTimeout(400);
    step += 1;
    const path = join(folder, `${String(step).padStart(2, '0')}-${name}.png`);
    await page.screenshot({ path });
    return path;
  };
  const amira = city.person('amira');
  const jonas = city.person('jonas');
  const client = await Client.open(city);
  const colleague = await Client.open(city);
  const { page } = client;
  try {
    await page.getByRole('button', { name: 'Anmelden' }).waitFor();
    yield await shoot(page, 'before-sign-in');
    const opened = client.app.waitForEvent('window');
    await page.getByRole('button', { name: 'Anmelden' }).click();
    const signIn = await opened;
    await signIn.getByLabel('Anmeldename').fill(amira.login);
    yield await shoot(signIn, 'sign-in');
    await signIn.getByLabel('Passwort').fill(amira.password);
    await signIn.getByRole('button', { name: 'Anmelden' }).click();
    await page.getByText(JOUR_FIXE).first().waitFor();
    yield await shoot(page, 'today');
    await client.go('Kalender');
    await page.getByRole('button', { name: JOUR_FIXE }).first().waitFor();
    yield await shoot(page, 'calendar');
    await comeFromCalendar(client, JOUR_FIXE);
    await page.waitForTimeout(1_500);
    yield await shoot(page, 'check-before-meeting');
    await enter(client);
    await colleague.signIn(jonas.login, jonas.password);
    await comeFromCalendar(colleague, JOUR_FIXE);
    await enter(colleague);
    while ((await framesOf(page, jonas.name)) < ENOUGH_FRAMES) await page.waitForTimeout(100);
    await page.getByRole('button', { name: 'Wer ist da' }).click();
    yield await shoot(page, 'meeting');
    await client.go('Heute');
    yield await shoot(page, 'today-in-meeting');
    await client.go('Besprechungen');
    await leave(client);
    yield await shoot(page, 'left');
    await client.go('Anwendungen');
    yield await shoot(page, 'apps');
    await client.go('Tresor');
    yield await shoot(page, 'vault');
    await client.go('Einstellungen');
    yield await shoot(page, 'settings');
    await page.getByText('Dunkel', { exact: true }).click();
    await client.go('Heute');
    yield await shoot(page, 'today-dark');
    await city.tell('gateway down');
    await page.getByRole('button', { name: 'Stadtnetz: nicht verbunden' }).click({ timeout: 40_000 });
    yield await shoot(page, 'gateway-down');
  } finally {
    await client.close();
    await colleague.close();
  }
}
