import type { IpcMain, WebContents } from 'electron';
import type { Call, Contract, Emit, Handlers } from '../../shared/ipc/contract';
import { CALL_CHANNEL, EVENT_CHANNEL } from '../../shared/ipc/wire';
import type { Log } from '../platform/log';
import { isTrustedSender, type SenderFrame } from '../security/trusted-sender';

/** The part of `webContents` the switchboard needs. */
export interface Line {
  readonly ipc: Pick<IpcMain, 'handle'>;
  isDestroyed(): boolean;
  send: WebContents['send'];
}

/** Why a call was not put through. */
export type Refusal =
  | 'foreign-sender'
  | 'unknown-call'
  | 'malformed-input'
  | 'malformed-output'
  | 'handler-failed';

/** Thrown to the renderer in place of an answer; carries no payload. */
export class RefusedCall extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(`call refused: ${refusal}`);
    this.name = 'RefusedCall';
    this.refusal = refusal;
  }
}

interface Extension {
  readonly contract: Contract;
  readonly handlers: Promise<Readonly<Record<string, (input: unknown) => unknown>>>;
}

/**
 * The one place where a window's calls are put through to features. It lives on that window's own
 * `webContents.ipc`, so no other window can call. Every call is checked for its sender, its name, its input
 * and its output; a refusal throws and is logged without payload.
 */
export class Switchboard {
  readonly #line: Line;
  readonly #log: Log;
  readonly #extensions = new Map<string, Extension>();

  constructor(line: Line, log: Log) {
    this.#line = line;
    this.#log = log;
    line.ipc.handle(CALL_CHANNEL, (event, feature: unknown, name: unknown, input: unknown) =>
      this.#putThrough(event.senderFrame, String(feature), String(name), input),
    );
  }

  /**
   * Connects a feature. The handlers may still be loading: calls wait for them.
   * @returns how the feature tells its events
   */
  connect<C extends Contract>(
    feature: string,
    contract: C,
    handlers: Handlers<C> | Promise<Handlers<C>>,
  ): Emit<C> {
    this.#extensions.set(feature, {
      contract,
      handlers: Promise.resolve(handlers) as Extension['handlers'],
    });
    return (name, payload) => this.#tell(feature, contract, String(name), payload);
  }

  async #putThrough(
    frame: SenderFrame | null,
    feature: string,
    name: string,
    input: unknown,
  ): Promise<unknown> {
    if (!isTrustedSender(frame)) throw this.#refuse('foreign-sender');
    const extension = this.#extensions.get(feature);
    const entry = extension && Object.hasOwn(extension.contract, name) ? extension.contract[name] : undefined;
    if (!extension || entry?.kind !== 'call') throw this.#refuse('unknown-call');
    return this.#answer(extension, entry, `${feature}.${name}`, name, input);
  }

  async #answer(extension: Extension, entry: Call, place: string, name: string, input: unknown) {
    const question = entry.input.safeParse(input);
    if (!question.success) throw this.#refuse('malformed-input', place);
    let reply: unknown;
    try {
      const handlers = await extension.handlers;
      reply = await handlers[name]?.(question.data);
    } catch (error) {
      throw this.#refuse('handler-failed', place, error);
    }
    const answer = entry.output.safeParse(reply);
    if (!answer.success) throw this.#refuse('malformed-output', place);
    return answer.data;
  }

  #tell(feature: string, contract: Contract, name: string, payload: unknown): void {
    const entry = contract[name];
    if (entry?.kind !== 'event') throw new TypeError(`${feature}.${name} is not an event`);
    if (this.#line.isDestroyed()) return;
    this.#line.send(EVENT_CHANNEL, feature, name, entry.payload.parse(payload));
  }

  #refuse(refusal: Refusal, place?: string, cause?: unknown): RefusedCall {
    this.#log.note('IPC-100', {
      refusal,
      ...(place ? { place } : {}),
      ...(cause instanceof Error ? { error: cause.name } : {}),
    });
    return new RefusedCall(refusal);
  }
}
