import { createHash } from 'node:crypto';
import {
  type CalendarChanges,
  type CalendarProvider,
  type KnownCalendar,
  type RemoteCalendar,
  SyncFailure,
} from '../calendar.ports';
import { splitFeed } from '../feed.model';
import { failureOf, personalFetch, type RequestNeeds } from './calendar-request.adapter';

interface Needs extends RequestNeeds {
  readonly url: string;
}

/** One calendar that can only be read, as a whole, from an address (RFC 5545). */
export class IcsCalendar implements CalendarProvider {
  readonly id: string;
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.id = needs.url;
    this.#needs = needs;
  }

  async discover(): Promise<readonly RemoteCalendar[]> {
    return [{ url: this.#needs.url }];
  }

  /** The token is the ETag of the whole text (RFC 9110 8.8.3). */
  async changesSince(
    known: KnownCalendar,
    calendar: RemoteCalendar,
    signal: AbortSignal,
  ): Promise<CalendarChanges> {
    const fetch = personalFetch(this.#needs, signal);
    const response = await fetch(calendar.url, {
      headers: { accept: 'text/calendar', ...(known.token ? { 'if-none-match': known.token } : {}) },
      redirect: 'error',
    });
    if (response.status === 304) return { token: known.token, changed: [], removed: [] };
    if (!response.ok) throw failureOf(response.status);
    const feed = splitFeed(await response.text());
    if (!feed) throw new SyncFailure('answer-not-understood');
    const objects = [...feed.objects].map(([href, data]) => ({
      href,
      etag: createHash('sha256').update(data).digest('base64'),
      data,
    }));
    return {
      token: response.headers.get('etag') ?? undefined,
      ...(feed.name ? { name: feed.name } : {}),
      changed: objects.filter(({ href, etag }) => known.etags.get(href) !== etag),
      removed: [...known.etags.keys()].filter((href) => !feed.objects.has(href)),
    };
  }
}
