import { randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { type Configuration, errors, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { CityAuthority } from '../authority/city-authority';
import { type CityServer, type Switchable, startHttpsServer } from '../https-server';
import type { Account } from '../people';
import { createTokenVerifier, type VerifyAccessToken } from './access-tokens';
import { createMemoryAdapter } from './memory-adapter';
import { escapeHtml, FONT_PATH, renderPage, sendFont, setPagePolicy } from './page';
import { languageOf, PAGE_WORDS } from './page-words';
import { createPasswordCheck } from './password-check';
import { createSignIn, SIGN_IN_PATH } from './sign-in';

/** What the client is registered as (RFC 8252: a native application, PKCE, no secret). */
export const CLIENT_ID = 'quadrat-desktop';
export const REDIRECT_URI = 'test.quadrat.desktop:/signed-in';
/** Resource indicator (RFC 8707) and audience of the city's services. */
export const CITY_RESOURCE = 'urn:quadrat:city';

const NAME = 'login.quadrat.test';
const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

export interface IdentityServer extends Switchable {
  readonly issuer: string;
  /** For the city's other servers. */
  readonly verifyAccessToken: VerifyAccessToken;
  stop(): Promise<void>;
}

export interface IdentityOptions {
  readonly authority: CityAuthority;
  readonly accounts: readonly Account[];
  /** How long an access token counts. */
  readonly accessTokenSeconds?: number;
}

function messagePage(context: KoaContextWithOIDC, title: string, body: string): void {
  context.type = 'html';
  context.body = renderPage({ language: languageOf(context.get('accept-language')), title, body });
}

function configure(
  accounts: readonly Account[],
  accessTokenSeconds: number,
  key: Record<string, unknown>,
): Configuration {
  const words = (context: KoaContextWithOIDC) => PAGE_WORDS[languageOf(context.get('accept-language'))];
  return {
    adapter: createMemoryAdapter(),
    jwks: { keys: [key] },
    clients: [
      {
        client_id: CLIENT_ID,
        application_type: 'native',
        redirect_uris: [REDIRECT_URI],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
        id_token_signed_response_alg: 'ES256',
      },
    ],
    clientAuthMethods: ['none'],
    responseTypes: ['code'],
    enabledJWA: { idTokenSigningAlgValues: ['ES256'], userinfoSigningAlgValues: ['ES256'] },
    pkce: { required: () => true },
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    claims: {
      openid: ['sub'],
      profile: ['name', 'given_name', 'department'],
      email: ['email', 'email_verified'],
    },
    // Access tokens are for the city's services and so cannot open userinfo: the id token says who it is.
    conformIdTokenClaims: false,
    findAccount(_context, sub) {
      const account = accounts.find(({ login }) => login === sub);
      if (!account) return undefined;
      return {
        accountId: sub,
        claims: () => ({
          sub,
          name: account.name,
          given_name: account.givenName,
          department: account.department,
          email: account.email,
          email_verified: true,
        }),
      };
    },
    // A desktop client stays signed in beyond the browser session it signed in with, asked for in so many words
    // (`prompt=consent`) or not.
    issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: () => false,
    rotateRefreshToken: true,
    ttl: {
      AccessToken: accessTokenSeconds,
      AuthorizationCode: MINUTE,
      Grant: 14 * DAY,
      IdToken: 10 * MINUTE,
      Interaction: 30 * MINUTE,
      RefreshToken: 14 * DAY,
      Session: 10 * 60 * MINUTE,
    },
    interactions: { url: (_context, interaction) => `${SIGN_IN_PATH}${interaction.uid}` },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    clientBasedCORS: () => false,
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      userinfo: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: (_context, client, token) => token.clientId === client.clientId,
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => CITY_RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo(_context, resource) {
          if (resource !== CITY_RESOURCE) throw new errors.InvalidTarget();
          return {
            scope: '',
            audience: CITY_RESOURCE,
            accessTokenFormat: 'jwt',
            accessTokenTTL: accessTokenSeconds,
            jwt: { sign: { alg: 'ES256' } },
          };
        },
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(context, form) {
          const { signOut, signOutYes, signOutNo } = words(context);
          const buttons = `<button type="submit" form="op.logoutForm" name="logout" value="yes">${signOutYes}</button>
<button class="second" type="submit" form="op.logoutForm">${signOutNo}</button>`;
          messagePage(context, signOut, `<h1>${signOut}</h1>\n${form}\n${buttons}`);
        },
        postLogoutSuccessSource(context) {
          const { signedOutTitle, signedOut } = words(context);
          messagePage(context, signedOutTitle, `<h1>${signedOutTitle}</h1>\n<p>${signedOut}</p>`);
        },
      },
    },
    renderError(context, out) {
      const { failedTitle, failed, code } = words(context);
      const technical = `<p class="help">${code}: ${escapeHtml(out.error)}</p>`;
      messagePage(context, failedTitle, `<h1>${failedTitle}</h1>\n<p>${failed}</p>\n${technical}`);
    },
  };
}

/** Starts the city's OpenID Connect provider. What it remembers lives as long as the process. */
export async function startIdentity({
  authority,
  accounts,
  accessTokenSeconds = 10 * MINUTE,
}: IdentityOptions): Promise<IdentityServer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const publicJwk = await exportJWK(publicKey);
  const naming = { kid: await calculateJwkThumbprint(publicJwk), use: 'sig', alg: 'ES256' };
  const configuration = configure(accounts, accessTokenSeconds, {
    ...(await exportJWK(privateKey)),
    ...naming,
  });

  const server: CityServer = await startHttpsServer(
    { certificate: await authority.issueServer([NAME]), names: [NAME] },
    (issuer) => {
      const provider = new Provider(issuer, configuration);
      const signIn = createSignIn(provider, createPasswordCheck(accounts));
      const protocol = provider.callback();
      return async (request, response, url) => {
        if (url.pathname === FONT_PATH) return sendFont(response);
        setPagePolicy(response, new URL(REDIRECT_URI).protocol);
        if (url.pathname.startsWith(SIGN_IN_PATH)) await signIn(request, response, url);
        else await protocol(request, response);
      };
    },
  );

  return {
    issuer: server.origin,
    verifyAccessToken: createTokenVerifier({
      issuer: server.origin,
      audience: CITY_RESOURCE,
      keys: { keys: [{ ...publicJwk, ...naming }] },
      people: accounts,
    }),
    down: server.down,
    up: server.up,
    stop: server.stop,
  };
}
