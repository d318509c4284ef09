import { observer } from 'mediasoup';
import type { Consumer, Router, Worker } from 'mediasoup/types';

/** What mediasoup itself made while the test ran, by its observer API; nothing is replaced. */
export interface MediaWatch {
  readonly workers: readonly Worker[];
  readonly routers: readonly Router[];
  /** Calls back at the very moment the next worker process is there, before anybody uses it. */
  onNextWorker(then: () => void): void;
  /** What the worker says of a consumer. */
  consumer(consumerId: string): Promise<Awaited<ReturnType<Consumer['dump']>>>;
  stop(): void;
}

/** Watches every worker that is started from now on. */
export function watchMedia(): MediaWatch {
  const workers: Worker[] = [];
  const routers: Router[] = [];
  const consumers = new Map<string, Consumer>();
  const watch = (worker: Worker) => {
    workers.push(worker);
    worker.observer.on('newrouter', (router) => {
      routers.push(router);
      router.observer.on('newtransport', (transport) => {
        transport.observer.on('newconsumer', (consumer) => consumers.set(consumer.id, consumer));
      });
    });
  };
  observer.on('newworker', watch);
  return {
    workers,
    routers,
    onNextWorker: (then) => {
      observer.once('newworker', then);
    },
    consumer(consumerId) {
      const consumer = consumers.get(consumerId);
      if (!consumer) throw new Error(`no consumer ${consumerId}`);
      return consumer.dump();
    },
    stop: () => {
      observer.off('newworker', watch);
    },
  };
}
