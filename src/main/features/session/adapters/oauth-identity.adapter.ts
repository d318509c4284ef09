import * as oauth from 'oauth4webapi';
import { z } from 'zod';
import type { Person, SignInProblem } from '../../../../shared/features/session/session.contract';
import type { Log } from '../../../platform/log';
import { problemOfNetError } from '../net-error.model';
import type { CityFetch, Grant, IdentityProvider, SignInAttempt, SignInGrant } from '../session.ports';

/** How the client is known to the city's identity provider; from the city profile. */
export interface IdentityAddress {
  readonly issuer: string;
  readonly clientId: string;
  /** Private-use URI (RFC 8252, 7.1). */
  readonly redirectUri: string;
  /** Resource indicator (RFC 8707) of the city's services. */
  readonly resource: string;
}

const SCOPE = 'openid profile email offline_access';
const LIMIT_MS = 15_000;

/** Where the provider does not say how long an access token counts (RFC 6749, 5.1 leaves it open). */
const UNSAID_EXPIRY_SECONDS = 300;

/** What is done with the provider, as the log names it. */
type Step = 'begin' | 'sign-in' | 'refresh' | 'revoke';

/** Claims as providers send them (OpenID Connect Core 1.0, 5.1), and the city's own `department`. */
const claimsSchema = z.object({
  sub: z.string().min(1),
  name: z.string().optional(),
  given_name: z.string().optional(),
  email: z.string().optional(),
  preferred_username: z.string().optional(),
  department: z.string().optional(),
});
type Claims = z.output<typeof claimsSchema>;

/** Thrown where a request got no answer that could be judged. */
class NoAnswer extends Error {
  readonly problem: SignInProblem;

  constructor(problem: SignInProblem) {
    super(problem);
    this.name = 'NoAnswer';
    this.problem = problem;
  }
}

/**
 * Speaks OpenID Connect with the city's provider: authorization code flow with PKCE (S256), `state`, `nonce` and
 * `iss` (RFC 9207) checked, the ID token's signature too. The client is public: it has no secret.
 * @param language in which the provider should speak to the person; asked at each sign-in
 */
export function createOauthIdentity(
  address: IdentityAddress,
  fetch: CityFetch,
  language: () => Promise<string>,
  log: Log,
): IdentityProvider {
  const issuer = new URL(address.issuer);
  const client: oauth.Client = { client_id: address.clientId };
  const resource = { resource: address.resource };
  let discovery: Promise<oauth.AuthorizationServer> | undefined;

  const options = () => ({
    signal: AbortSignal.timeout(LIMIT_MS),
    [oauth.customFetch]: async (url: string, init: oauth.CustomFetchOptions<string, RequestInit['body']>) => {
      const response = await fetch(url, { ...init, body: init.body ?? null }).catch((error: unknown) => {
        throw new NoAnswer(problemOfNetError(String(error)));
      });
      if (response.status >= 500) throw new NoAnswer('provider-unreachable');
      return response;
    },
  });

  /** Asked once for each run of the client; a failure is asked again. */
  function provider(): Promise<oauth.AuthorizationServer> {
    discovery ??= discover().catch((error: unknown) => {
      discovery = undefined;
      throw error;
    });
    return discovery;
  }

  async function discover(): Promise<oauth.AuthorizationServer> {
    const response = await oauth.discoveryRequest(issuer, options());
    return oauth.processDiscoveryResponse(issuer, response);
  }

  /** Runs one step with the provider and makes a problem of what it throws. */
  async function step<R>(
    name: Step,
    run: (server: oauth.AuthorizationServer) => Promise<R>,
  ): Promise<({ readonly ok: true } & R) | { readonly ok: false; readonly problem: SignInProblem }> {
    try {
      return { ok: true, ...(await run(await provider())) };
    } catch (error) {
      const problem = problemOf(error, name);
      log.note('SES-110', { step: name, problem, ...codeOf(error) });
      return { ok: false, problem };
    }
  }

  async function signedInPerson(
    server: oauth.AuthorizationServer,
    tokens: oauth.TokenEndpointResponse,
  ): Promise<Person> {
    const claims = claimsSchema.parse(oauth.getValidatedIdTokenClaims(tokens));
    if (claims.name !== undefined || !server.userinfo_endpoint) return personOf(claims);
    const response = await oauth.userInfoRequest(server, client, tokens.access_token, options());
    return personOf(
      claimsSchema.parse(await oauth.processUserInfoResponse(server, client, claims.sub, response)),
    );
  }

  async function begin(server: oauth.AuthorizationServer): Promise<{ attempt: SignInAttempt }> {
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const nonce = oauth.generateRandomNonce();
    const url = new URL(server.authorization_endpoint ?? '');
    if (url.origin !== issuer.origin) throw new TypeError('the person would sign in somewhere else');
    for (const [name, value] of Object.entries({
      client_id: address.clientId,
      redirect_uri: address.redirectUri,
      response_type: 'code',
      scope: SCOPE,
      state,
      nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ui_locales: await language(),
      ...resource,
    })) {
      url.searchParams.set(name, value);
    }
    let isUsed = false;
    const finish = (callback: string) =>
      step('sign-in', async () => {
        if (isUsed) throw new TypeError('an answer of the provider counts once');
        isUsed = true;
        const parameters = oauth.validateAuthResponse(server, client, new URL(callback), state);
        const response = await oauth.authorizationCodeGrantRequest(
          server,
          client,
          oauth.None(),
          parameters,
          address.redirectUri,
          verifier,
          { ...options(), additionalParameters: resource },
        );
        const expected = { expectedNonce: nonce, requireIdToken: true };
        const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, expected);
        await oauth.validateApplicationLevelSignature(server, response, options());
        const person = await signedInPerson(server, tokens);
        return { grant: { ...grantOf(tokens), person } satisfies SignInGrant };
      });
    return { attempt: { url: url.href, finish } };
  }

  return {
    begin: () => step('begin', begin),

    refresh: (refreshToken) =>
      step('refresh', async (server) => {
        const response = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), refreshToken, {
          ...options(),
          additionalParameters: resource,
        });
        const tokens = await oauth.processRefreshTokenResponse(server, client, response);
        return { grant: grantOf(tokens) };
      }),

    async revoke(refreshToken) {
      await step('revoke', async (server) => {
        if (!server.revocation_endpoint) return {};
        const hint = { additionalParameters: { token_type_hint: 'refresh_token' } };
        await oauth.processRevocationResponse(
          await oauth.revocationRequest(server, client, oauth.None(), refreshToken, {
            ...options(),
            ...hint,
          }),
        );
        return {};
      });
    },
  };
}

function grantOf(tokens: oauth.TokenEndpointResponse): Grant {
  const claims = claimsSchema.safeParse(oauth.getValidatedIdTokenClaims(tokens));
  return {
    accessToken: tokens.access_token,
    expiresInSeconds: tokens.expires_in ?? UNSAID_EXPIRY_SECONDS,
    refreshToken: tokens.refresh_token,
    // An ID token without a name (OpenID Connect Core 1.0, 12.2 asks for `sub` alone) says nothing new.
    person: claims.success && claims.data.name !== undefined ? personOf(claims.data) : undefined,
  };
}

/** Providers differ in what they tell; what is shown of a person is never empty where anything is known. */
function personOf({ sub, name, given_name, email, preferred_username, department }: Claims): Person {
  const shown = name ?? preferred_username ?? email ?? sub;
  return {
    subject: sub,
    name: shown,
    givenName: given_name ?? shown,
    email: email ?? '',
    department: department ?? '',
  };
}

function problemOf(error: unknown, step: Step): SignInProblem {
  if (error instanceof NoAnswer) return error.problem;
  if (error instanceof oauth.OperationProcessingError && error.code === oauth.PARSE_ERROR) {
    return 'provider-unreachable';
  }
  if (step === 'refresh' && error instanceof oauth.ResponseBodyError && error.error === 'invalid_grant') {
    return 'session-ended';
  }
  if (error instanceof oauth.AuthorizationResponseError) {
    if (error.error === 'access_denied') return 'cancelled';
    if (['server_error', 'temporarily_unavailable'].includes(error.error)) return 'provider-unreachable';
  }
  return 'provider-refused';
}

/** What is safe to log: the library's code and the provider's, never a text, an address or a token. */
function codeOf(error: unknown): { readonly error?: string } {
  const { code, error: answered } = error as { code?: unknown; error?: unknown };
  const codes = [code, answered].filter((one) => typeof one === 'string' && /^\w{1,60}$/.test(one));
  return codes.length > 0 ? { error: codes.join(' ') } : {};
}
