import { z } from 'zod';
import { call, event } from '../../ipc/contract';

/** Who is signed in, as the identity provider tells it (OpenID Connect claims). */
export const personSchema = z.strictObject({
  subject: z.string(),
  name: z.string(),
  givenName: z.string(),
  email: z.string(),
  department: z.string(),
});
export type Person = z.output<typeof personSchema>;

/** Why a sign-in did not come about, or a session ended. */
export const signInProblemSchema = z.enum([
  'cancelled',
  'network-blocked',
  'provider-unreachable',
  'provider-untrusted',
  'provider-refused',
  'session-ended',
]);
export type SignInProblem = z.output<typeof signInProblemSchema>;

/** Why the sign-in is not remembered beyond this window. */
export const forgetfulSchema = z.enum(['keychain-missing', 'keychain-refused', 'policy']);
export type Forgetful = z.output<typeof forgetfulSchema>;

export const sessionStatusSchema = z.discriminatedUnion('state', [
  /** Looking for a remembered sign-in; lasts as long as the keychain and the provider take. */
  z.strictObject({ state: z.literal('resuming') }),
  z.strictObject({ state: z.literal('signed-out'), problem: signInProblemSchema.optional() }),
  z.strictObject({ state: z.literal('signing-in') }),
  z.strictObject({
    state: z.literal('signed-in'),
    person: personSchema,
    /** Absent when the sign-in is remembered in the operating system's keychain. */
    forgetful: forgetfulSchema.optional(),
    /** True while the city cannot be asked and the person is known from the last time only. */
    offline: z.boolean(),
  }),
]);
export type SessionStatus = z.output<typeof sessionStatusSchema>;

export const sessionContract = {
  status: call(z.undefined(), sessionStatusSchema),
  /** Opens the sign-in window, or brings it to the front. Progress comes as `changed`. */
  signIn: call(z.undefined(), z.undefined()),
  cancelSignIn: call(z.undefined(), z.undefined()),
  signOut: call(z.undefined(), z.undefined()),
  changed: event(sessionStatusSchema),
};
export type SessionContract = typeof sessionContract;
