import type { Worker } from 'node:worker_threads';
import type { Expander, ExpanderObject, Survey, Unreadable, ViewRequest } from '../calendar.ports';
import { titleIn } from '../content-lines.model';
import type { WorkerAnswer, WorkerTask } from '../expansion/worker-task.model';

/** How long one object may take. */
export const OBJECT_LIMIT_MS = 2_000;

/** How long the thread may take to come up; a cold disk is slow. */
const START_LIMIT_MS = 30_000;

type TooSlow = { readonly ok: false } & Unreadable;
type Result = Extract<WorkerAnswer, { result: unknown }>['result'] | TooSlow;

/**
 * Expands in a worker thread. The worker answers object by object: when one takes longer than two seconds, or
 * all memory, the thread is ended, that object is named as too slow, and the others go on in a new thread.
 * An object found too slow is not tried again until it changes or the client starts anew.
 */
export class WorkerExpander implements Expander {
  readonly #spawn: () => Worker;
  readonly #tooSlow = new Set<string>();
  #worker: Promise<Worker> | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #stopped = false;

  /** @param spawn starts a thread of `expansion.worker.ts` */
  constructor(spawn: () => Worker) {
    this.#spawn = spawn;
  }

  async survey(objects: readonly ExpanderObject[]): Promise<readonly Survey[]> {
    const results = await this.#inTurn(objects, (rest) => ({ kind: 'survey', objects: rest }));
    return results.flatMap((result) => (result.ok && !('first' in result) ? [] : [result]));
  }

  async expand(objects: readonly ExpanderObject[], view: ViewRequest) {
    const results = await this.#inTurn(objects, (rest) => ({ kind: 'expand', view, objects: rest }));
    return {
      occurrences: results.flatMap((result) =>
        result.ok && 'occurrences' in result ? result.occurrences : [],
      ),
      unreadable: results.flatMap((result) =>
        result.ok ? [] : [{ title: result.title, reason: result.reason }],
      ),
    };
  }

  stop(): void {
    this.#stopped = true;
    this.#drop();
  }

  #inTurn(objects: readonly ExpanderObject[], taskFor: (rest: readonly ExpanderObject[]) => WorkerTask) {
    const turn = this.#last.then(() => this.#each(objects, taskFor));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #each(objects: readonly ExpanderObject[], taskFor: (rest: readonly ExpanderObject[]) => WorkerTask) {
    const results = new Map<ExpanderObject, Result>();
    for (const object of objects) if (this.#tooSlow.has(object.key)) results.set(object, tooSlow(object));
    let rest = objects.filter((object) => !results.has(object));
    while (rest.length > 0) {
      const answers = await this.#ask(taskFor(rest));
      answers.forEach((answer, index) => {
        const object = rest[index];
        if (object) results.set(object, answer);
      });
      const stuck = rest[answers.length];
      if (stuck) {
        this.#tooSlow.add(stuck.key);
        results.set(stuck, tooSlow(stuck));
      }
      rest = rest.slice(answers.length + 1);
    }
    return objects.flatMap((object) => results.get(object) ?? []);
  }

  /** @returns the answers until the thread was done, or had to be ended: then fewer than objects */
  async #ask(task: WorkerTask): Promise<Result[]> {
    const worker = await this.#ready();
    return new Promise((resolve, reject) => {
      const answers: Result[] = [];
      const settle = (settled: () => void) => {
        clearTimeout(timer);
        stopListening();
        settled();
      };
      const giveUp = () => {
        this.#drop();
        settle(() => (this.#stopped ? reject(new ExpanderStopped()) : resolve(answers)));
      };
      const timer = setTimeout(() => {
        // Answers that came while the main thread was busy are waiting behind this timer.
        const before = answers.length;
        setImmediate(() => {
          if (answers.length === before) giveUp();
        });
      }, OBJECT_LIMIT_MS);
      const stopListening = listen(worker, {
        message: (answer) => {
          if (answer.kind === 'ready') return;
          answers.push(answer.result);
          timer.refresh();
          if (answers.length === task.objects.length) settle(() => resolve(answers));
        },
        exit: giveUp,
        error: (error) => {
          if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') return giveUp();
          this.#drop();
          settle(() => reject(error));
        },
      });
      worker.postMessage(task);
    });
  }

  #ready(): Promise<Worker> {
    if (this.#stopped) return Promise.reject(new ExpanderStopped());
    this.#worker ??= this.#start();
    return this.#worker;
  }

  #start(): Promise<Worker> {
    const worker = this.#spawn();
    const started = new Promise<Worker>((resolve, reject) => {
      const fail = (error: Error) => {
        clearTimeout(timer);
        stopListening();
        if (this.#worker === started) this.#worker = undefined;
        void worker.terminate();
        reject(error);
      };
      const timer = setTimeout(
        () => fail(new Error('the expansion thread does not come up')),
        START_LIMIT_MS,
      );
      const stopListening = listen(worker, {
        message: () => {
          clearTimeout(timer);
          stopListening();
          resolve(worker);
        },
        exit: () => fail(new Error('the expansion thread has ended')),
        error: fail,
      });
    });
    // A thread may also die between two tasks; the next one then starts another.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      if (this.#worker === started) this.#worker = undefined;
    });
    return started;
  }

  #drop(): void {
    const dropped = this.#worker;
    this.#worker = undefined;
    void dropped?.then((worker) => worker.terminate()).catch(() => undefined);
  }
}

function tooSlow(object: ExpanderObject): TooSlow {
  return { ok: false, title: titleIn(object.data), reason: 'too-slow' };
}

class ExpanderStopped extends Error {
  constructor() {
    super('the expander has stopped');
    this.name = 'ExpanderStopped';
  }
}

interface Listeners {
  readonly message: (answer: WorkerAnswer) => void;
  readonly exit: () => void;
  readonly error: (error: Error & { code?: string }) => void;
}

/** @returns ends the listening */
function listen(worker: Worker, { message, exit, error }: Listeners): () => void {
  worker.on('message', message).on('exit', exit).on('error', error);
  return () => void worker.off('message', message).off('exit', exit).off('error', error);
}
