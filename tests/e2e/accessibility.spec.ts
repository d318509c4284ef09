import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { comeFromCalendar, enter, JOUR_FIXE } from './support/meeting';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds against WCAG 2.2 AA in what is shown, as `rule: element`. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { run } = Reflect.get(window, 'axe') as {
      run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
    };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations } = await run({ runOnly: { type: 'tag', values: tags } });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
  });
}

for (const theme of ['Hell', 'Dunkel', 'Hoher Kontrast']) {
  test(`no pane has a finding of axe (${theme})`, async ({ openClient, city }) => {
    test.setTimeout(120_000);
    const client = await openClient();
    const { page } = client;
    await expect(page.getByRole('button', { name: 'Anmelden' })).toBeVisible();
    expect.soft(await findings(page), 'before sign-in').toEqual([]);
    await client.signIn('amira', city.person('amira').password);
    await client.go('Einstellungen');
    await page.getByText(theme, { exact: true }).click();
    for (const pane of ['Einstellungen', 'Heute', 'Kalender', 'Besprechungen', 'Anwendungen', 'Tresor']) {
      await client.go(pane);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      // Transitions would be caught half-way, with half their contrast.
      await page.waitForTimeout(400);
      expect.soft(await findings(page), pane).toEqual([]);
    }
    await comeFromCalendar(client, JOUR_FIXE);
    await page.waitForTimeout(400);
    expect.soft(await findings(page), 'check before a meeting').toEqual([]);
    await enter(client);
    await page.waitForTimeout(400);
    expect.soft(await findings(page), 'meeting').toEqual([]);
  });
}

test('the main job is done with the keyboard alone', async ({ openSignedIn }) => {
  const { page } = await openSignedIn('amira');
  await page.keyboard.press('Control+1');
  const join = page.getByRole('button', { name: 'Teilnehmen' }).first();
  await expect(join).toBeVisible();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await join.evaluate((button) => button === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(join).toBeFocused();
  await page.keyboard.press('Enter');
  const enterButton = page.getByRole('button', { name: 'Teilnehmen', exact: true });
  await expect(enterButton).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('toolbar', { name: 'Ihre Besprechung' })).toBeVisible();
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Laufende Besprechung' })).toBeVisible();
});
