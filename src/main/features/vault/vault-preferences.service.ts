import {
  DEFAULT_VAULT_PREFERENCES,
  type VaultLimits,
  type VaultPreferences,
} from '../../../shared/features/vault/vault.model';
import type { Remembered } from './vault.ports';

/** Days the person's own record is kept where the city says nothing. */
const AUDIT_DAYS = 365;

/** What a city profile says of vaults, as far as it is a limit. */
export interface VaultPolicy {
  readonly quickUnlock?: boolean | undefined;
  readonly longestIdleSeconds?: number | undefined;
  readonly longestOpenSeconds?: number | undefined;
  readonly weakestMasterScore?: number | undefined;
  readonly auditDays?: number | undefined;
}

/** Some of the preferences. */
export type SomePreferences = { readonly [K in keyof VaultPreferences]?: VaultPreferences[K] | undefined };
type Escrow = NonNullable<VaultLimits['escrow']>;

/** The city's policy as limits. */
export function limitsOf(policy: VaultPolicy, escrow: Escrow | undefined): VaultLimits {
  const { longestIdleSeconds, longestOpenSeconds } = policy;
  return {
    quickUnlock: policy.quickUnlock ?? true,
    ...(longestIdleSeconds === undefined ? {} : { longestIdleSeconds }),
    ...(longestOpenSeconds === undefined ? {} : { longestOpenSeconds }),
    weakestMasterScore: policy.weakestMasterScore ?? 0,
    auditDays: policy.auditDays ?? AUDIT_DAYS,
    ...(escrow ? { escrow } : {}),
  };
}

/** Knows what the person has set for the vault and what of it the city lets be in force. */
export class VaultPreferencesService {
  readonly #chosen: Remembered<SomePreferences>;
  readonly #limits: () => VaultLimits;

  /** @param limits asked anew each time, so that a newer profile counts */
  constructor(chosen: Remembered<SomePreferences>, limits: () => VaultLimits) {
    this.#chosen = chosen;
    this.#limits = limits;
  }

  /** What is in force. A choice above the city's limit is kept, and counts again when the limit is gone. */
  get preferences(): VaultPreferences {
    const chosen = { ...DEFAULT_VAULT_PREFERENCES, ...named(this.#chosen.read()) };
    const most = this.#limits().longestIdleSeconds ?? Number.POSITIVE_INFINITY;
    const wished = chosen.lockAfterIdleSeconds || Number.POSITIVE_INFINITY;
    const seconds = Math.min(wished, most);
    return { ...chosen, lockAfterIdleSeconds: Number.isFinite(seconds) ? seconds : 0 };
  }

  get limits(): VaultLimits {
    return this.#limits();
  }

  /** Takes the named ones. */
  change(wishes: SomePreferences): void {
    // Counts at once; what the disk cannot take counts until the client ends.
    void this.#chosen.write({ ...this.#chosen.read(), ...named(wishes) });
  }
}

/** Without those that are there but undefined, as they may come over the wire. */
function named(preferences: SomePreferences): Partial<VaultPreferences> {
  return Object.fromEntries(Object.entries(preferences).filter(([, value]) => value !== undefined));
}
