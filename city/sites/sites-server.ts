import type { CityAuthority } from '../authority/city-authority';
import { type Handler, Refusal, startHttpsServer } from '../https-server';
import { APP_PAGE_POLICY, renderAppPage } from './app-page';
import { allApplications, DEMO_APPS, type DemoApp, oneApplication } from './catalogue';

const NAME = 'apps.quadrat.test';

interface Content {
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Static pages of the city: catalogue, sample applications and the city profile. */
export interface SitesServer {
  readonly origin: string;
  /** `host:port` of everything it serves. */
  readonly hosts: readonly string[];
  /** The catalogue (FDC3 App Directory v2). */
  readonly catalogueUrl: string;
  /** Where the signed city profile is fetched from. */
  readonly profileUrl: string;
  readonly healthUrl: string;
  /** The page of each sample application. */
  readonly appUrls: readonly string[];
  stop(): Promise<void>;
}

export interface SitesOptions {
  readonly authority: CityAuthority;
  /** The profile in force, as compact JWS; undefined until there is one. */
  readonly currentProfile: () => string | undefined;
}

function createHandler(
  currentProfile: SitesOptions['currentProfile'],
  addressOf: (app: DemoApp) => string,
): Handler {
  const json = (value: unknown): Content => ({ type: 'application/json', body: JSON.stringify(value) });

  function contentOf({ hostname, pathname }: URL): Content | undefined {
    if (hostname !== NAME) {
      const app = DEMO_APPS.find(({ host }) => host === hostname);
      if (!app || pathname !== '/') return undefined;
      const headers = { 'content-security-policy': APP_PAGE_POLICY };
      return { type: 'text/html; charset=utf-8', body: renderAppPage(app), headers };
    }
    if (pathname === '/health') return json({ status: 'ok' });
    if (pathname === '/v2/apps') return json(allApplications(addressOf));
    if (pathname === '/profile.jws') {
      const body = currentProfile();
      return body === undefined ? undefined : { type: 'application/jose', body };
    }
    const appId = /^\/v2\/apps\/([^/]+)$/.exec(pathname)?.[1];
    const application = appId === undefined ? undefined : oneApplication(appId, addressOf);
    return application && json(application);
  }

  return (request, response, url) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new Refusal(405, 'These pages can only be read.', { allow: 'GET, HEAD' });
    }
    const content = contentOf(url);
    if (!content) throw new Refusal(404, 'There is no such page.');
    response.writeHead(200, {
      'content-type': content.type,
      'content-length': Buffer.byteLength(content.body),
      'cache-control': 'no-cache',
      ...content.headers,
    });
    response.end(request.method === 'HEAD' ? undefined : content.body);
  };
}

/** Starts the static server: one port, one name for the catalogue and one for each sample application. */
export async function startSites({ authority, currentProfile }: SitesOptions): Promise<SitesServer> {
  const names = [NAME, ...DEMO_APPS.map(({ host }) => host)] as const;
  const addressAt = (port: string) => (app: DemoApp) => `https://${app.host}:${port}/`;
  const { origin, port, stop } = await startHttpsServer(
    { certificate: await authority.issueServer([...names]), names: [...names] },
    (own) => createHandler(currentProfile, addressAt(new URL(own).port)),
  );
  return {
    origin,
    hosts: names.map((name) => `${name}:${port}`),
    catalogueUrl: `${origin}/v2/apps`,
    profileUrl: `${origin}/profile.jws`,
    healthUrl: `${origin}/health`,
    appUrls: DEMO_APPS.map(addressAt(String(port))),
    stop,
  };
}
