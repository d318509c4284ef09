import { Worker } from 'node:worker_threads';

/** Starts the real expansion worker from its source; in the product the bundler makes a file of it. */
export function startThreadFromSource(): Worker {
  const source = new URL(
    '../../../../../../src/main/features/calendar/expansion/expansion.worker.ts',
    import.meta.url,
  );
  // A thread of Node 20 takes no loader for its own first file: the first file is this line.
  const begin = `import { register } from ${JSON.stringify(import.meta.resolve('tsx/esm/api'))};
    register();
    await import(${JSON.stringify(source.href)});`;
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(begin)}`), {
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
}
