import type { Page } from '@playwright/test';
import type { Client } from './client';

/** The meeting that is in everybody's calendar and can always be joined. */
export const JOUR_FIXE = 'Jour fixe Digitale Verwaltung';

/** Goes to the calendar, opens the event, and chooses to take part: ends at the check before the meeting. */
export async function comeFromCalendar({ page }: Client, title: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Kalender', exact: true }).click();
  await page.getByRole('button', { name: title }).last().click();
  await page.getByRole('button', { name: 'Teilnehmen' }).click();
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
}

/** From the check before the meeting into it. */
export async function enter({ page }: Client): Promise<void> {
  await page.getByRole('button', { name: 'Teilnehmen', exact: true }).click();
  await page.getByRole('toolbar', { name: 'Ihre Besprechung' }).waitFor();
}

/** Pictures of this person decoded and shown so far; 0 while there is none. */
export function framesOf(page: Page, name: string): Promise<number> {
  return page.evaluate((person) => {
    const video = document.querySelector<HTMLVideoElement>(`video[aria-label="Bild von ${person}"]`);
    return video?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
  }, name);
}

/** Opens the connection details and reads how many audio packets came and went. */
export async function audioPackets(page: Page): Promise<{ received: number; sent: number }> {
  const people = page.getByRole('button', { name: 'Wer ist da' });
  if ((await people.getAttribute('aria-pressed')) !== 'true') await people.click();
  const details = page.locator('details.connection-details');
  if (!(await details.evaluate((element) => (element as HTMLDetailsElement).open))) {
    await details.locator('summary').click();
  }
  const figure = details.locator('[data-figure="audioPackets"][data-value]');
  await figure.waitFor();
  const [received, sent] = ((await figure.getAttribute('data-value')) ?? '').split('/').map(Number);
  return { received: received ?? 0, sent: sent ?? 0 };
}

/** Leaves the meeting. */
export async function leave({ page }: Client): Promise<void> {
  await page.getByRole('button', { name: 'Verlassen', exact: true }).click();
}
