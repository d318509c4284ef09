import { createStore, type StoreApi } from 'zustand/vanilla';
import type { VaultContract } from '../../../../shared/features/vault/vault.contract';
import type { AuditAction } from '../../../../shared/features/vault/vault-content.contract';
import type { Client } from '../../../../shared/ipc/contract';
import { type CareTrouble, troubleOf } from './answer.store';

/** One line of the person's own record. */
export interface AuditLine {
  readonly at: number;
  readonly action: AuditAction;
  readonly entry?: string | undefined;
  readonly title?: string | undefined;
  readonly detail?: string | undefined;
}

/** Lines of one page. */
export const AUDIT_PAGE = 50;

export interface AuditState {
  /** From 0, the newest lines first. */
  readonly page: number;
  readonly pages: number;
  readonly total: number;
  readonly isIntact: boolean;
  /** Undefined until the first answer. */
  readonly lines: readonly AuditLine[] | undefined;
  readonly isAsking: boolean;
  readonly trouble: CareTrouble | undefined;
  show(page: number): Promise<void>;
  forget(): void;
}

export type AuditStore = StoreApi<AuditState>;

const NOTHING = {
  page: 0,
  pages: 0,
  total: 0,
  isIntact: true,
  lines: undefined,
  isAsking: false,
  trouble: undefined,
};

/** The record of what was done with the vault, page by page. Only the page asked for last counts. */
export function createAuditStore(vault: Client<VaultContract>): AuditStore {
  let turn = 0;
  return createStore<AuditState>((set) => ({
    ...NOTHING,
    show: async (page) => {
      const mine = ++turn;
      set({ isAsking: true });
      const answer = await vault
        .audit({ offset: page * AUDIT_PAGE, limit: AUDIT_PAGE })
        .catch(() => undefined);
      if (mine !== turn) return;
      if (!answer?.ok) {
        set({ isAsking: false, trouble: troubleOf(answer) });
        return;
      }
      const { total, isIntact, lines } = answer;
      const pages = Math.ceil(total / AUDIT_PAGE);
      set({ page, pages, total, isIntact, lines, isAsking: false, trouble: undefined });
    },
    forget: () => {
      turn++;
      set(NOTHING);
    },
  }));
}
