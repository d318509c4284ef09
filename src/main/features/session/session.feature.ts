import { randomUUID } from 'node:crypto';
import type { BrowserWindow } from 'electron';
import { z } from 'zod';
import {
  type Person,
  personSchema,
  type SessionContract,
  type SessionStatus,
} from '../../../shared/features/session/session.contract';
import type { Handlers } from '../../../shared/ipc/contract';
import type { Log } from '../../platform/log';
import { openDurable } from '../../platform/state/durable-file';
import { createElectronSignInWindow } from './adapters/electron-sign-in-window.adapter';
import { createKeytarKeychain } from './adapters/keytar-keychain.adapter';
import { createOauthIdentity, type IdentityAddress } from './adapters/oauth-identity.adapter';
import de from './locales/de.json';
import en from './locales/en.json';
import type { CityFetch, CityNetwork, Clock } from './session.ports';
import { SessionService } from './session.service';
import { SignInMemory } from './sign-in-memory.service';

const TEXTS = { de, en };

/** The part of the city profile that a session needs. */
export interface SessionCity {
  readonly id: string;
  readonly name: string;
  readonly identity: IdentityAddress;
  readonly policy: { readonly rememberSignIn: boolean };
}

/** The signed-in person's permission to use the city's servers, for the other features. */
export interface AccessTokens {
  /** The access token in force; undefined when nobody is signed in, or the city cannot be asked for one. */
  current(): Promise<string | undefined>;
  /** A new access token, although the current one has not run out; undefined when none is given. */
  refresh(): Promise<string | undefined>;
}

/** The session feature as main joins it. */
export interface SessionFeature {
  readonly handlers: Handlers<SessionContract>;
  readonly accessTokens: AccessTokens;
  /** Who is signed in, also offline. */
  person(): Person | undefined;
  /** Looks for a remembered sign-in. To be called once, when all that hears of changes is there. */
  start(): void;
  /** The city can be reached. */
  networkOpened(): void;
  /**
   * Ends all that runs. Settles when a renewal that runs has come to its end and is remembered; the client should
   * wait for it for some seconds, for a refresh token that is lost ends the sign-in.
   */
  stop(): Promise<void>;
}

/** What the session is joined with. */
export interface SessionNeeds {
  /** Asked anew for the policy; name and identity count as they are at the start. Undefined where no city is set up. */
  readonly profile: () => SessionCity | undefined;
  readonly fetch: CityFetch;
  readonly network: CityNetwork;
  readonly clock: Clock;
  /** Folder for the state that lasts. */
  readonly folder: string;
  readonly log: Log;
  readonly language: () => Promise<keyof typeof TEXTS>;
  /** The window that the sign-in window belongs to. */
  readonly parent: BrowserWindow;
  readonly changed: (status: SessionStatus) => void;
}

/** Joins the session of the city that the profile names. */
export async function createSessionFeature(needs: SessionNeeds): Promise<SessionFeature> {
  const city = needs.profile();
  if (!city) return NOBODY;
  const { clock, language, log, network } = needs;
  const { installation, remembered } = await openState(needs);
  const words = async () => {
    const { title, note } = TEXTS[await language()];
    return { title: title.replace('{{city}}', city.name), note: note.replace('{{city}}', city.name) };
  };
  const memory = new SignInMemory(
    {
      keychain: createKeytarKeychain(`${city.id}/${installation}`),
      remembered,
      mayRemember: () => needs.profile()?.policy.rememberSignIn ?? false,
    },
    log,
  );
  const service = new SessionService(
    {
      identity: createOauthIdentity(city.identity, needs.fetch, language, log),
      window: createElectronSignInWindow(city.identity, words, needs.parent),
      ...{ memory, network, clock },
    },
    log,
    needs.changed,
  );
  return {
    handlers: {
      status: () => service.status,
      async signIn() {
        service.signIn();
        return undefined;
      },
      async cancelSignIn() {
        service.cancelSignIn();
        return undefined;
      },
      async signOut() {
        await service.signOut();
        return undefined;
      },
    },
    accessTokens: service.tokens,
    person: () => (service.status.state === 'signed-in' ? service.status.person : undefined),
    start: () => void service.start(),
    networkOpened: () => service.networkOpened(),
    stop: () => service.stop(),
  };
}

/** Who is remembered, and which installation of the client this is: a random name, told to nobody. */
async function openState({ folder, log }: SessionNeeds) {
  const [installation, remembered] = await Promise.all([
    openDurable({
      folder,
      name: 'installation',
      version: 1,
      schema: z.uuid().nullable(),
      fallback: null,
      log,
    }),
    openDurable({ folder, name: 'person', version: 1, schema: personSchema.nullable(), fallback: null, log }),
  ]);
  const known = installation.read();
  const name = known ?? randomUUID();
  if (!known) void installation.write(name);
  return { installation: name, remembered };
}

/** Where no city is set up nobody can sign in, and nothing of an earlier sign-in is touched. */
const NOBODY: SessionFeature = {
  handlers: {
    status: () => ({ state: 'signed-out' }),
    signIn: () => undefined,
    cancelSignIn: () => undefined,
    signOut: () => undefined,
  },
  accessTokens: { current: async () => undefined, refresh: async () => undefined },
  person: () => undefined,
  start: () => {},
  networkOpened: () => {},
  stop: async () => {},
};
