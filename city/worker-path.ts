/** What `scripts/sfu-worker.mjs` exports; the scripts are plain JavaScript, outside this project's types. */
interface SfuWorkerScript {
  sfuWorker(): Promise<string>;
}

/**
 * The mediasoup worker's binary: `MEDIASOUP_WORKER_BIN`, or what the project's set-up has fetched or built. Where it
 * has not run yet this takes minutes, with progress on standard error.
 * @throws Error with a sentence for the person, when it cannot be had
 */
export async function workerPath(): Promise<string> {
  const script: SfuWorkerScript = await import(new URL('../scripts/sfu-worker.mjs', import.meta.url).href);
  return script.sfuWorker();
}
