/** Key of the KDBX custom data item (`Meta/CustomData`) that holds the sealed key of the vault. */
export const ESCROW_ITEM = 'Quadrat/Escrow';

/** To whom a vault's key may be sealed: the city profile's `policy.vault.escrow`. */
export interface EscrowRecipient {
  /** Who holds the private key, to be shown. */
  readonly name: string;
  readonly keyId: string;
  /** X25519 public key (RFC 7748), 32 bytes in Base64url without padding. */
  readonly publicKey: string;
}

/** A sealed key, as it may be shown. Nothing of it is secret, and nothing of it is proven before it is opened. */
export interface SealedDescription {
  readonly to: string;
  readonly keyId: string;
  /** Of the public key it was sealed to: see `fingerprintOf`. */
  readonly fingerprint: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export type Sealed =
  | { readonly ok: true; readonly sealed: string }
  /** `bad-key`: not an X25519 public key, or one of those that give no secret. `bad-secret`: not 32 bytes. */
  | { readonly ok: false; readonly reason: 'bad-key' | 'bad-secret' };

export type OpenedSeal =
  | { readonly ok: true; readonly secret: Uint8Array }
  /**
   * `not-sealed`: not a value of ours. `version-too-new`: of a later version. `bad-key`: not an X25519 private key.
   * `other-key`: sealed to another public key. `damaged`: changed, or sealed for another vault.
   */
  | {
      readonly ok: false;
      readonly reason: 'not-sealed' | 'version-too-new' | 'bad-key' | 'other-key' | 'damaged';
    };
