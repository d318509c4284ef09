import { parentPort } from 'node:worker_threads';
import { expandObject, lookAt, surveyObject } from './expansion.model';
import type { WorkerAnswer, WorkerTask } from './worker-task.model';

/**
 * Reads and expands calendar objects in a thread of its own. After each object it says what became of it, so
 * that the main thread knows which one it is stuck in. Nothing here may throw: the parts it calls do not.
 */
const port = parentPort;
port?.on('message', (task: WorkerTask) => {
  const look = task.kind === 'expand' ? lookAt(task.view) : undefined;
  for (const object of task.objects) {
    const result = look ? expandObject(object, look) : surveyObject(object.data);
    port.postMessage({ kind: 'result', result } satisfies WorkerAnswer);
  }
});
port?.postMessage({ kind: 'ready' } satisfies WorkerAnswer);
