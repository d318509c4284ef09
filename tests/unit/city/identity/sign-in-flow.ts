import * as oauth from 'oauth4webapi';
import { CITY_RESOURCE, CLIENT_ID, REDIRECT_URI } from '../../../../city/identity/identity-server';

const client: oauth.Client = { client_id: CLIENT_ID };

/** Lets oauth4webapi send through the city. It names a body that is absent; fetch wants it left out. */
export function transport(cityFetch: typeof fetch) {
  return {
    [oauth.customFetch]: (
      url: string,
      { body, ...rest }: oauth.CustomFetchOptions<string, URLSearchParams | undefined>,
    ) => cityFetch(url, { ...rest, ...(body && { body }) }),
  };
}

/** The client's side of one sign-in, played by raw node: a browser's cookies and forms, oauth4webapi's protocol. */
export interface SignInAttempt {
  readonly server: oauth.AuthorizationServer;
  /** The page the person sees. */
  readonly page: { readonly url: string; readonly response: Response; readonly html: string };
  /** Sends the form and follows the city's redirects to the first page or to the client's own scheme. */
  submit(
    login: string,
    password: string,
  ): Promise<{ response: Response; html: string; location: string | undefined }>;
  /** Exchanges the code of the final redirect. */
  exchange(location: string): Promise<oauth.TokenEndpointResponse>;
  readonly nonce: string;
}

export async function beginSignIn(
  cityFetch: typeof fetch,
  issuer: string,
  more: Record<string, string> = {},
): Promise<SignInAttempt> {
  const options = transport(cityFetch);
  const issuerUrl = new URL(issuer);
  const server = await oauth.processDiscoveryResponse(
    issuerUrl,
    await oauth.discoveryRequest(issuerUrl, options),
  );
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const nonce = oauth.generateRandomNonce();
  const jar = new Map<string, string>();

  async function browse(url: string, init: RequestInit = {}): Promise<{ url: string; response: Response }> {
    let next = url;
    let request = init;
    for (let hop = 0; hop < 10; hop += 1) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await cityFetch(next, { ...request, headers: { ...request.headers, cookie } });
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';');
        const name = pair.slice(0, pair.indexOf('='));
        const value = pair.slice(pair.indexOf('=') + 1);
        if (value === '') jar.delete(name);
        else jar.set(name, value);
      }
      const location = response.headers.get('location');
      if (!location) return { url: next, response };
      const target = new URL(location, next);
      if (target.protocol !== 'https:') return { url: target.href, response };
      next = target.href;
      request = {};
    }
    throw new Error('too many redirects');
  }

  const authorization = new URL(server.authorization_endpoint ?? '');
  authorization.search = new URLSearchParams({
    client_id: CLIENT_ID,
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    scope: 'openid profile email offline_access',
    resource: CITY_RESOURCE,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...more,
  }).toString();
  const first = await browse(authorization.href);

  return {
    server,
    nonce,
    page: { ...first, html: await first.response.text() },
    async submit(login, password) {
      const { url, response } = await browse(first.url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ login, password }).toString(),
      });
      const location = url.startsWith('https:') ? undefined : url;
      return { response, html: await response.text(), location };
    },
    async exchange(location) {
      const parameters = oauth.validateAuthResponse(server, client, new URL(location), state);
      const answer = await oauth.authorizationCodeGrantRequest(
        server,
        client,
        oauth.None(),
        parameters,
        REDIRECT_URI,
        verifier,
        { ...options, additionalParameters: { resource: CITY_RESOURCE } },
      );
      return oauth.processAuthorizationCodeResponse(server, client, answer, { expectedNonce: nonce });
    },
  };
}

/** Signs somebody in from beginning to end. */
export async function signIn(
  cityFetch: typeof fetch,
  issuer: string,
  login: string,
  password: string,
): Promise<oauth.TokenEndpointResponse> {
  const attempt = await beginSignIn(cityFetch, issuer);
  const { location } = await attempt.submit(login, password);
  if (!location) throw new Error('not signed in');
  return attempt.exchange(location);
}

/** Exchanges a refresh token (RFC 6749, 6); rejects with oauth4webapi's ResponseBodyError when it is refused. */
export async function refresh(
  cityFetch: typeof fetch,
  server: oauth.AuthorizationServer,
  token: string,
): Promise<oauth.TokenEndpointResponse> {
  const options = transport(cityFetch);
  const answer = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), token, options);
  return oauth.processRefreshTokenResponse(server, client, answer);
}
