import type { ProfileRefusal, ProfileSource } from '../../../shared/features/profile/city-profile.model';

/** The city session's fetch: goes through the gateway or not at all. */
export type CityFetch = (url: string, init?: RequestInit) => Promise<Response>;

/** Tells whether a document comes from the city. */
export interface SignatureCheck {
  /** @param document compact JWS (RFC 7515, 7.1); what comes out of it is not yet known to be a profile */
  verify(
    document: string,
  ): Promise<
    { readonly ok: true; readonly payload: unknown } | { readonly ok: false; readonly reason: ProfileRefusal }
  >;
}

/** A document as it lies somewhere, unchecked. */
export type FoundDocument =
  | { readonly ok: true; readonly document: string }
  | { readonly ok: false; readonly reason: 'unreadable' | 'unprotected' };

/** Where documents lie on this machine. Each answers undefined where there is none. */
export interface ProfilePlaces {
  /** Put there by the city's IT, for everybody who uses the machine. */
  managed(): Promise<FoundDocument | undefined>;
  /** Packed with the client. */
  builtIn(): Promise<FoundDocument | undefined>;
}

/** What a city is known by: whose signature counts, and where documents may lie. */
export interface CityAnchors {
  readonly signature: SignatureCheck;
  readonly places: ProfilePlaces;
}

/** The document that was taken last. Its version is the lowest that will be taken from then on. */
export interface KeptDocument {
  readonly document: string;
  readonly source: ProfileSource;
}

/** Remembers the document taken last beyond the end of the client. */
export interface ProfileMemory {
  read(): KeptDocument | null;
  write(kept: KeptDocument): Promise<unknown>;
}

/** The document the city publishes at present. */
export interface PublishedProfile {
  /** @returns undefined when it cannot be had now. Never rejects. */
  fetch(url: string): Promise<FoundDocument | undefined>;
}

/** Time as the services need it; a fake one in tests. */
export interface Clock {
  now(): Date;
  /** Runs once after so many milliseconds; the returned function calls it off. */
  after(milliseconds: number, run: () => void): () => void;
}
