/** A browser in small: keeps cookies, follows redirects within https, sends forms. */
export class Browser {
  readonly #fetch: typeof fetch;
  readonly #cookies = new Map<string, string>();

  constructor(cityFetch: typeof fetch) {
    this.#fetch = cityFetch;
  }

  /** @returns where it has arrived: a page, or an address of another scheme with an empty page */
  async go(url: string, form?: Record<string, string>): Promise<{ url: string; html: string }> {
    let next = url;
    let init: RequestInit = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
    for (let hop = 0; hop < 10; hop += 1) {
      const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await this.#fetch(next, { ...init, headers: { cookie } });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === '') this.#cookies.delete(name);
        else this.#cookies.set(name, value);
      }
      const location = response.headers.get('location');
      if (!location) return { url: next, html: await response.text() };
      const target = new URL(location, next);
      if (target.protocol !== 'https:') return { url: target.href, html: '' };
      next = target.href;
      init = {};
    }
    throw new Error('too many redirects');
  }
}
