import type { ContentRefusal } from '../../../../shared/features/vault/vault-content.contract';
import type { OpenVault } from './open-vault';

/** The vault that is open at this moment. */
export type CurrentVault = () => OpenVault | undefined;

/** A refusal as a value. */
export const refuse = <R extends ContentRefusal>(reason: R) => ({ ok: false, reason }) as const;

/** Makes a call of a function that needs the open vault; without one it answers `locked`. */
export function withVault<I, O>(current: CurrentVault, work: (vault: OpenVault, input: I) => O | Promise<O>) {
  return async (input: I): Promise<O | { readonly ok: false; readonly reason: 'locked' }> => {
    const vault = current();
    return vault ? work(vault, input) : refuse('locked');
  };
}
