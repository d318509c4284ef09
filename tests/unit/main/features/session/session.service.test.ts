import { SessionService } from '../../../../../src/main/features/session/session.service';
import { SignInMemory } from '../../../../../src/main/features/session/sign-in-memory.service';
import {
  type SessionStatus,
  sessionStatusSchema,
} from '../../../../../src/shared/features/session/session.contract';
import { FakeClock } from '../../../../fakes/fake-clock';
import { FakeLog } from '../../../../fakes/fake-log';
import {
  AMIRA,
  FakeCityNetwork,
  FakeIdentityProvider,
  FakeKeychain,
  FakeRememberedPerson,
  FakeSignInWindow,
  gate,
  JONAS,
} from '../../../../fakes/fake-sign-in-city';

const MINUTE = 60_000;
const SIGNED_OUT = { state: 'signed-out' };
const signedIn = { state: 'signed-in', person: AMIRA, offline: false };

function desk() {
  const clock = new FakeClock();
  const identity = new FakeIdentityProvider();
  const window = new FakeSignInWindow();
  const keychain = new FakeKeychain();
  const remembered = new FakeRememberedPerson();
  const network = new FakeCityNetwork();
  const log = new FakeLog();
  const city = { mayRemember: true };
  const told: SessionStatus[] = [];

  /** A run of the client; keychain and disk outlive it. */
  function run(): SessionService {
    const memory = new SignInMemory({ keychain, remembered, mayRemember: () => city.mayRemember }, log);
    const tell = (status: SessionStatus) => told.push(sessionStatusSchema.parse(status));
    return new SessionService({ identity, window, memory, network, clock }, log, tell);
  }

  async function signInAs(session: SessionService): Promise<void> {
    await session.start();
    session.signIn();
    await clock.pass(0);
    window.succeed();
    await clock.pass(0);
  }

  /** An earlier run, in which Amira has signed in. */
  async function remember(): Promise<void> {
    const session = run();
    await signInAs(session);
    await session.stop();
    identity.asked.length = 0;
    keychain.asked.length = 0;
    told.length = 0;
  }

  return { clock, identity, window, keychain, remembered, network, log, city, told, run, signInAs, remember };
}

describe('sign-in', () => {
  test('goes through the window, is remembered, and gives tokens', async () => {
    const { run, signInAs, told, keychain, remembered, window } = desk();
    const session = run();
    await signInAs(session);
    expect(told).toEqual([SIGNED_OUT, { state: 'signing-in' }, signedIn]);
    expect(window.opened).toEqual(['https://login.quadrat.test/auth?state=1']);
    expect(await session.tokens.current()).toBe('access-1');
    expect(keychain.secret).toBe('refresh-1');
    expect(remembered.person).toEqual(AMIRA);
  });

  test('asked for again while it is under way, brings the window to the front', async () => {
    const { run, window, clock } = desk();
    const session = run();
    await session.start();
    session.signIn();
    await clock.pass(0);
    session.signIn();
    await clock.pass(0);
    expect(window.opened).toHaveLength(1);
    expect(window.shownAgain).toBe(1);
  });

  test('asked for by somebody who is signed in, does nothing', async () => {
    const { run, signInAs, window } = desk();
    const session = run();
    await signInAs(session);
    session.signIn();
    expect(session.status).toEqual(signedIn);
    expect(window.opened).toHaveLength(1);
  });

  test.each(['cancelled', 'provider-unreachable', 'provider-untrusted', 'network-blocked'] as const)(
    'says what the window met: %s; then it can be tried again',
    async (problem) => {
      const { run, window, clock, network, signInAs } = desk();
      const session = run();
      await session.start();
      session.signIn();
      await clock.pass(0);
      window.fail(problem);
      await clock.pass(0);
      expect(session.status).toEqual({ state: 'signed-out', problem });
      // Where it may be the network, that is found out at once.
      expect(network.checks).toBe(
        problem === 'provider-unreachable' || problem === 'network-blocked' ? 1 : 0,
      );
      await signInAs(session);
      expect(session.status).toEqual(signedIn);
    },
  );

  test.each(['provider-unreachable', 'provider-refused'] as const)(
    'opens no window where the provider answers: %s',
    async (problem) => {
      const { run, identity, window, clock, log } = desk();
      identity.problem = problem;
      const session = run();
      await session.start();
      session.signIn();
      await clock.pass(0);
      expect(session.status).toEqual({ state: 'signed-out', problem });
      expect(window.opened).toEqual([]);
      expect(log.notes).toContainEqual({ code: 'SES-100', details: { problem } });
    },
  );

  test('says so when the exchange after the window is refused', async () => {
    const { run, identity, window, clock, keychain } = desk();
    const session = run();
    await session.start();
    session.signIn();
    await clock.pass(0);
    identity.problem = 'provider-refused';
    window.succeed();
    await clock.pass(0);
    expect(session.status).toEqual({ state: 'signed-out', problem: 'provider-refused' });
    expect(keychain.secret).toBeUndefined();
  });

  test('without the city network asks nobody, but looks at the network first', async () => {
    const { run, identity, network, clock, window } = desk();
    network.isOpen = false;
    const session = run();
    await session.start();
    session.signIn();
    await clock.pass(0);
    expect(session.status).toEqual({ state: 'signed-out', problem: 'network-blocked' });
    expect(identity.asked).toEqual([]);
    network.checkFinds = true;
    session.signIn();
    await clock.pass(0);
    expect(window.isOpen).toBe(true);
  });

  test('can be called off while the window is open', async () => {
    const { run, window, clock } = desk();
    const session = run();
    await session.start();
    session.signIn();
    await clock.pass(0);
    session.cancelSignIn();
    await clock.pass(0);
    expect(session.status).toEqual({ state: 'signed-out', problem: 'cancelled' });
    expect(window.isOpen).toBe(false);
  });

  test('called off before the window is open, opens none', async () => {
    const { run, identity, window, clock } = desk();
    const answer = gate<void>();
    identity.held = answer.passed;
    const session = run();
    await session.start();
    session.signIn();
    await clock.pass(0);
    session.cancelSignIn();
    answer.open();
    await clock.pass(0);
    expect(window.opened).toEqual([]);
    expect(session.status).toEqual({ state: 'signed-out', problem: 'cancelled' });
  });

  test('called off while the code is exchanged, revokes what comes too late', async () => {
    const { run, identity, window, clock, keychain } = desk();
    const answer = gate<void>();
    const session = run();
    await session.start();
    session.signIn();
    await clock.pass(0);
    identity.held = answer.passed;
    window.succeed();
    await clock.pass(0);
    session.cancelSignIn();
    answer.open();
    await clock.pass(0);
    expect(session.status).toEqual({ state: 'signed-out', problem: 'cancelled' });
    expect(identity.asked.at(-1)).toBe('revoke refresh-1');
    expect(keychain.secret).toBeUndefined();
  });

  test('a late answer to a sign-in called off does not disturb the next one', async () => {
    const { run, identity, window, clock } = desk();
    const answer = gate<void>();
    identity.held = answer.passed;
    const session = run();
    await session.start();
    session.signIn();
    await clock.pass(0);
    session.cancelSignIn();
    session.signIn();
    answer.open();
    await clock.pass(0);
    expect(session.status).toEqual({ state: 'signing-in' });
    expect(window.opened).toHaveLength(1);
    window.succeed();
    await clock.pass(0);
    expect(session.status).toEqual(signedIn);
  });
});

describe('a sign-in that is not remembered', () => {
  test.each(['keychain-missing', 'keychain-refused'] as const)('says why: %s, and works', async (problem) => {
    const { run, signInAs, keychain, remembered } = desk();
    keychain.problem = problem;
    const session = run();
    await signInAs(session);
    expect(session.status).toEqual({ ...signedIn, forgetful: problem });
    expect(await session.tokens.current()).toBe('access-1');
    expect(remembered.person).toBeNull();
  });

  test('by the policy of the city touches neither keychain nor disk', async () => {
    const { run, signInAs, keychain, remembered, city } = desk();
    city.mayRemember = false;
    const session = run();
    await signInAs(session);
    expect(session.status).toEqual({ ...signedIn, forgetful: 'policy' });
    expect(keychain.asked).toEqual([]);
    expect(remembered.person).toBeNull();
  });

  test('ends with the client', async () => {
    const { run, signInAs, city, identity } = desk();
    city.mayRemember = false;
    const first = run();
    await signInAs(first);
    await first.stop();
    const second = run();
    identity.asked.length = 0;
    await second.start();
    expect(second.status).toEqual(SIGNED_OUT);
    expect(identity.asked).toEqual([]);
  });

  test('does not make the person wait for a keychain that hangs', async () => {
    const { run, signInAs, keychain, clock } = desk();
    const answer = gate<void>();
    keychain.held = answer.passed;
    const session = run();
    await signInAs(session);
    expect(session.status).toEqual(signedIn);
    keychain.problem = 'keychain-refused';
    answer.open();
    await clock.pass(0);
    expect(session.status).toEqual({ ...signedIn, forgetful: 'keychain-refused' });
  });

  test('is not mistaken for the next one', async () => {
    const { run, signInAs, keychain, clock, window } = desk();
    const [first, second] = [gate<void>(), gate<void>()];
    keychain.held = first.passed;
    const session = run();
    await signInAs(session);
    void session.signOut();
    session.signIn();
    await clock.pass(0);
    window.succeed();
    await clock.pass(0);
    keychain.held = second.passed;
    keychain.problem = 'keychain-refused';
    first.open();
    await clock.pass(0);
    keychain.problem = undefined;
    second.open();
    await session.stop();
    expect(session.status).toEqual(signedIn);
  });

  test('where the provider gives no refresh token lasts as long as the access token', async () => {
    const { run, signInAs, identity, keychain, clock } = desk();
    identity.givesRefreshTokens = false;
    const session = run();
    await signInAs(session);
    expect(session.status).toEqual({ ...signedIn, forgetful: 'policy' });
    expect(keychain.asked).toEqual([]);
    await clock.pass(10 * MINUTE);
    expect(session.status).toEqual({ state: 'signed-out', problem: 'session-ended' });
  });
});

describe('a remembered sign-in', () => {
  test('comes back by itself, with new tokens', async () => {
    const { remember, run, told, keychain, identity } = desk();
    await remember();
    const session = run();
    expect(session.status).toEqual({ state: 'resuming' });
    await session.start();
    expect(told).toEqual([{ ...signedIn, offline: true }, signedIn]);
    expect(identity.asked).toEqual(['refresh refresh-1']);
    expect(keychain.secret).toBe('refresh-2');
    expect(await session.tokens.current()).toBe('access-2');
  });

  test('without the city network is known from the last time, and comes back when the network opens', async () => {
    const { remember, run, network, identity, clock } = desk();
    await remember();
    network.isOpen = false;
    const session = run();
    await session.start();
    expect(session.status).toEqual({ ...signedIn, offline: true });
    expect(await session.tokens.current()).toBeUndefined();
    expect(identity.asked).toEqual([]);
    network.isOpen = true;
    session.networkOpened();
    await clock.pass(0);
    expect(session.status).toEqual(signedIn);
  });

  test('without an answer of the provider is tried again: after 15, 30, 60 … seconds', async () => {
    const { remember, run, identity, clock } = desk();
    await remember();
    identity.problem = 'provider-unreachable';
    const session = run();
    await session.start();
    expect(session.status).toEqual({ ...signedIn, offline: true });
    await clock.pass(15_000 + 30_000 + 60_000);
    expect(identity.asked).toHaveLength(4);
    identity.problem = undefined;
    await clock.pass(120_000);
    expect(session.status).toEqual(signedIn);
  });

  test('that the provider has ended is forgotten', async () => {
    const { remember, run, identity, keychain, remembered, clock } = desk();
    await remember();
    identity.valid = undefined;
    const session = run();
    await session.start();
    await clock.pass(0);
    expect(session.status).toEqual({ state: 'signed-out', problem: 'session-ended' });
    expect(keychain.secret).toBeUndefined();
    expect(remembered.person).toBeNull();
  });

  test('whose secret is gone from the keychain has ended', async () => {
    const { remember, run, keychain, remembered } = desk();
    await remember();
    keychain.secret = undefined;
    const session = run();
    await session.start();
    expect(session.status).toEqual({ state: 'signed-out', problem: 'session-ended' });
    expect(remembered.person).toBeNull();
  });

  test('behind a keychain that cannot be opened now is not lost', async () => {
    const { remember, run, keychain, log } = desk();
    await remember();
    keychain.problem = 'keychain-refused';
    const locked = run();
    await locked.start();
    expect(locked.status).toEqual(SIGNED_OUT);
    expect(log.notes).toEqual([{ code: 'SES-200', details: { task: 'load', problem: 'keychain-refused' } }]);
    keychain.problem = undefined;
    const unlocked = run();
    await unlocked.start();
    expect(unlocked.status).toEqual(signedIn);
  });

  test('is forgotten when the city no longer lets it be remembered', async () => {
    const { remember, run, city, keychain, remembered } = desk();
    await remember();
    city.mayRemember = false;
    const session = run();
    await session.start();
    expect(session.status).toEqual(SIGNED_OUT);
    expect(keychain.asked).toEqual(['remove']);
    expect(remembered.person).toBeNull();
  });

  test('where nobody is remembered the keychain is left alone', async () => {
    const { run, keychain } = desk();
    await run().start();
    expect(keychain.asked).toEqual([]);
  });

  test('of one person does not become another one', async () => {
    const { remember, run, identity, keychain, clock } = desk();
    await remember();
    identity.person = JONAS;
    const session = run();
    await session.start();
    await clock.pass(0);
    expect(session.status).toEqual({ state: 'signed-out', problem: 'session-ended' });
    expect(keychain.secret).toBeUndefined();
    expect(await session.tokens.current()).toBeUndefined();
  });

  test('tells what is new of the person', async () => {
    const { remember, run, identity, remembered } = desk();
    await remember();
    identity.person = { ...AMIRA, department: 'Stadtplanung' };
    const session = run();
    await session.start();
    await session.stop();
    expect(session.status).toMatchObject({ person: { department: 'Stadtplanung' } });
    expect(remembered.person?.department).toBe('Stadtplanung');
  });

  test('signed out while the keychain is asked, does not come back', async () => {
    const { remember, run, keychain, remembered } = desk();
    await remember();
    const answer = gate<void>();
    keychain.held = answer.passed;
    const session = run();
    const started = session.start();
    const left = session.signOut();
    answer.open();
    await Promise.all([started, left]);
    expect(session.status).toEqual(SIGNED_OUT);
    expect(remembered.person).toBeNull();
    expect(keychain.secret).toBeUndefined();
  });
});

describe('tokens', () => {
  test('are renewed ahead of time, and rotated in the keychain', async () => {
    const { run, signInAs, keychain, clock } = desk();
    const session = run();
    await signInAs(session);
    await clock.pass(8 * MINUTE - 1);
    expect(await session.tokens.current()).toBe('access-1');
    await clock.pass(1);
    expect(await session.tokens.current()).toBe('access-2');
    expect(keychain.secret).toBe('refresh-2');
    await clock.pass(60 * MINUTE);
    expect(await session.tokens.current()).toBe('access-9');
  });

  test('are renewed once, however many ask', async () => {
    const { run, signInAs, identity, clock } = desk();
    const session = run();
    await signInAs(session);
    const answer = gate<void>();
    identity.held = answer.passed;
    const asked = [session.tokens.refresh(), session.tokens.refresh(), session.tokens.refresh()];
    await clock.pass(0);
    answer.open();
    expect(await Promise.all(asked)).toEqual(['access-2', 'access-2', 'access-2']);
    expect(identity.asked.filter((what) => what.startsWith('refresh'))).toEqual(['refresh refresh-1']);
  });

  test('that have run out while the machine slept are renewed before they are given', async () => {
    const { run, signInAs, clock, identity, network } = desk();
    const session = run();
    await signInAs(session);
    network.isOpen = false;
    await clock.pass(60 * MINUTE);
    identity.asked.length = 0;
    network.isOpen = true;
    expect(await session.tokens.current()).toBe('access-2');
    expect(identity.asked).toEqual(['refresh refresh-1']);
  });

  test('in an outage count as long as they do; then the person is offline, and comes back with the network', async () => {
    const { run, signInAs, clock, network } = desk();
    const session = run();
    await signInAs(session);
    network.isOpen = false;
    await clock.pass(9 * MINUTE);
    expect(session.status).toEqual(signedIn);
    expect(await session.tokens.current()).toBe('access-1');
    await clock.pass(MINUTE);
    expect(session.status).toEqual({ ...signedIn, offline: true });
    expect(await session.tokens.current()).toBeUndefined();
    network.isOpen = true;
    session.networkOpened();
    await clock.pass(0);
    expect(session.status).toEqual(signedIn);
  });

  test('that the provider does not renew for a while keep the person signed in', async () => {
    const { run, signInAs, clock, identity } = desk();
    const session = run();
    await signInAs(session);
    identity.problem = 'provider-unreachable';
    await clock.pass(8 * MINUTE + 10_000);
    expect(session.status).toEqual(signedIn);
    expect(await session.tokens.refresh()).toBeUndefined();
    await clock.pass(5 * MINUTE);
    expect(session.status).toEqual({ ...signedIn, offline: true });
    identity.problem = undefined;
    await clock.pass(5 * MINUTE);
    expect(session.status).toEqual(signedIn);
  });

  test('that the provider ends, end the session', async () => {
    const { run, signInAs, clock, identity, keychain, remembered } = desk();
    const session = run();
    await signInAs(session);
    identity.valid = undefined;
    await clock.pass(8 * MINUTE);
    expect(session.status).toEqual({ state: 'signed-out', problem: 'session-ended' });
    expect(await session.tokens.current()).toBeUndefined();
    expect(keychain.secret).toBeUndefined();
    expect(remembered.person).toBeNull();
  });

  test('a keychain that refuses a rotated one forgets the old one, and says so', async () => {
    const { run, signInAs, clock, keychain, remembered } = desk();
    const session = run();
    await signInAs(session);
    keychain.problem = 'keychain-refused';
    await clock.pass(8 * MINUTE);
    expect(session.status).toEqual({ ...signedIn, forgetful: 'keychain-refused' });
    expect(remembered.person).toBeNull();
    expect(keychain.asked.at(-1)).toBe('remove');
  });
});

describe('sign-out', () => {
  test('removes what was remembered and revokes', async () => {
    const { run, signInAs, identity, keychain, remembered } = desk();
    const session = run();
    await signInAs(session);
    await session.signOut();
    expect(session.status).toEqual(SIGNED_OUT);
    expect(keychain.secret).toBeUndefined();
    expect(remembered.person).toBeNull();
    expect(identity.asked.at(-1)).toBe('revoke refresh-1');
    expect(await session.tokens.current()).toBeUndefined();
  });

  test('waits for no provider', async () => {
    const { run, signInAs, identity, keychain } = desk();
    const session = run();
    await signInAs(session);
    identity.held = gate<void>().passed;
    await session.signOut();
    expect(session.status).toEqual(SIGNED_OUT);
    expect(keychain.secret).toBeUndefined();
  });

  test('counts even where the keychain holds on to its entry', async () => {
    const { run, signInAs, keychain, log } = desk();
    const session = run();
    await signInAs(session);
    keychain.problem = 'keychain-refused';
    await session.signOut();
    expect(log.notes).toEqual([
      { code: 'SES-200', details: { task: 'remove', problem: 'keychain-refused' } },
    ]);
    keychain.problem = undefined;
    const next = run();
    await next.start();
    expect(next.status).toEqual(SIGNED_OUT);
  });

  test('while the sign-in is still being saved leaves nothing behind', async () => {
    const { run, signInAs, keychain, remembered } = desk();
    const answer = gate<void>();
    keychain.held = answer.passed;
    const session = run();
    await signInAs(session);
    const left = session.signOut();
    answer.open();
    await left;
    expect(keychain.secret).toBeUndefined();
    expect(remembered.person).toBeNull();
    expect(session.status).toEqual(SIGNED_OUT);
  });

  test('while a renewal runs revokes what comes of it', async () => {
    const { run, signInAs, identity, keychain, clock } = desk();
    const session = run();
    await signInAs(session);
    const answer = gate<void>();
    identity.held = answer.passed;
    const renewal = session.tokens.refresh();
    await session.signOut();
    answer.open();
    expect(await renewal).toBeUndefined();
    await clock.pass(0);
    expect(identity.asked).toContain('revoke refresh-2');
    expect(keychain.secret).toBeUndefined();
    expect(session.status).toEqual(SIGNED_OUT);
  });

  test('closes a sign-in window', async () => {
    const { run, window, clock } = desk();
    const session = run();
    await session.start();
    session.signIn();
    await clock.pass(0);
    await session.signOut();
    await clock.pass(0);
    expect(window.isOpen).toBe(false);
    expect(session.status).toEqual(SIGNED_OUT);
  });

  test('somebody else may sign in after it', async () => {
    const { run, signInAs, identity, remembered } = desk();
    const session = run();
    await signInAs(session);
    await session.signOut();
    identity.person = JONAS;
    await signInAs(session);
    expect(session.status).toEqual({ ...signedIn, person: JONAS });
    expect(remembered.person).toEqual(JONAS);
  });
});

describe('the end of the client', () => {
  test('waits for a renewal that runs, so that its token is not lost', async () => {
    const { run, signInAs, identity, keychain } = desk();
    const session = run();
    await signInAs(session);
    const answer = gate<void>();
    identity.held = answer.passed;
    void session.tokens.refresh();
    const stopped = session.stop();
    answer.open();
    await stopped;
    expect(keychain.secret).toBe('refresh-2');
  });

  test('lets nothing run on', async () => {
    const { run, signInAs, identity, clock } = desk();
    const session = run();
    await signInAs(session);
    await session.stop();
    identity.asked.length = 0;
    await clock.pass(60 * MINUTE);
    expect(identity.asked).toEqual([]);
  });
});

test('no token is ever told or logged', async () => {
  const { run, signInAs, told, log, clock, keychain } = desk();
  const session = run();
  await signInAs(session);
  await clock.pass(20 * MINUTE);
  keychain.problem = 'keychain-refused';
  await session.signOut();
  expect(JSON.stringify([told, log.notes])).not.toMatch(/access-|refresh-/);
});
