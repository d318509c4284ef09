import { z } from 'zod';
import { call, event } from '../../ipc/contract';
import { networkStatusSchema } from './network.model';

export const networkContract = {
  status: call(z.undefined(), networkStatusSchema),
  /** Checks at once instead of at the next turn. */
  check: call(z.undefined(), networkStatusSchema),
  changed: event(networkStatusSchema),
};
export type NetworkContract = typeof networkContract;
