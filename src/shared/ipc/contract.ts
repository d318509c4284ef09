import type { z } from 'zod';

/** A question the renderer asks main: input and output are checked at the switchboard. */
export interface Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'call';
  readonly input: I;
  readonly output: O;
}

/** A fact main tells the renderer; its payload is checked before it is sent. */
export interface Event<P extends z.ZodType = z.ZodType> {
  readonly kind: 'event';
  readonly payload: P;
}

/** Everything that may be said about one feature. */
export type Contract = Readonly<Record<string, Call | Event>>;

/** The contracts of all features by feature name. */
export type Contracts = Readonly<Record<string, Contract>>;

/** Declares a call. Names of calls are verbs: `requestTicket`. */
export function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Call<I, O> {
  return { kind: 'call', input, output };
}

/** Declares an event. Names of events are in the past tense: `changed`. */
export function event<P extends z.ZodType>(payload: P): Event<P> {
  return { kind: 'event', payload };
}

type CallNames<C extends Contract> = { [K in keyof C]: C[K] extends Call ? K : never }[keyof C];
type EventNames<C extends Contract> = { [K in keyof C]: C[K] extends Event ? K : never }[keyof C];

/** What main implements for a contract: one function per call. */
export type Handlers<C extends Contract> = {
  readonly [K in CallNames<C>]: C[K] extends Call<infer I, infer O>
    ? (input: z.output<I>) => Promise<z.input<O>> | z.input<O>
    : never;
};

/** What the renderer holds for a contract: one function per call, and `on` for its events. */
export type Client<C extends Contract> = {
  readonly [K in CallNames<C>]: C[K] extends Call<infer I, infer O>
    ? (input: z.input<I>) => Promise<z.output<O>>
    : never;
} & {
  /** Listens to an event; the returned function ends the listening. */
  on<K extends EventNames<C>>(
    name: K,
    listener: (payload: C[K] extends Event<infer P> ? z.output<P> : never) => void,
  ): () => void;
};

/** How main tells an event of a contract. */
export type Emit<C extends Contract> = <K extends EventNames<C>>(
  name: K,
  payload: C[K] extends Event<infer P> ? z.input<P> : never,
) => void;
