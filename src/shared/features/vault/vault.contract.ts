import { z } from 'zod';
import { event } from '../../ipc/contract';
import { credentialsQuestionSchema, vaultStatusSchema } from './vault.model';
import { vaultAccessContract } from './vault-access.contract';
import { vaultContentContract } from './vault-content.contract';

/** Everything that may be said about the vault. */
export const vaultContract = {
  ...vaultAccessContract,
  ...vaultContentContract,
  /** Told on every change of state and of what the vault holds (`revision`). */
  changed: event(vaultStatusSchema),
  /** Another part of the client asks for credentials for an address: the person chooses, or refuses. */
  credentialsAsked: event(credentialsQuestionSchema.optional()),
  /** The clipboard was cleared, or holds something else by now. */
  clipboardCleared: event(z.undefined()),
};
export type VaultContract = typeof vaultContract;
