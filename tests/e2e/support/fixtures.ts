import { test as base } from '@playwright/test';
import { DemoCity } from './city';
import { Client, type ClientOptions } from './client';

interface PerTest {
  /** Opens a client that is closed when the test ends. */
  openClient(options?: ClientOptions): Promise<Client>;
  /** Opens a client and signs a person in. */
  openSignedIn(login: string, options?: ClientOptions): Promise<Client>;
}

/** One demo city for the tests of a file; every client a test opens is closed after it. */
export const test = base.extend<PerTest, { city: DemoCity }>({
  city: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the needs of a fixture off this pattern.
    async ({}, use) => {
      const city = await DemoCity.start();
      await use(city);
      await city.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  openClient: async ({ city }, use) => {
    const open: Client[] = [];
    await use(async (options) => {
      const client = await Client.open(city, options);
      open.push(client);
      return client;
    });
    for (const client of open) await client.close().catch(() => {});
  },
  openSignedIn: async ({ city, openClient }, use) => {
    await use(async (login, options) => {
      const client = await openClient(options);
      await client.signIn(login, city.person(login).password);
      return client;
    });
  },
});

export { expect } from '@playwright/test';
