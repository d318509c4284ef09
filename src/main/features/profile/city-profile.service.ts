import {
  type CityProfile,
  cityProfileSchema,
  needsRestart,
  type ProfileRefusal,
  type ProfileSource,
  refusalOf,
} from '../../../shared/features/profile/city-profile.model';
import type { ProfileState, RefusedDocuments } from '../../../shared/features/profile/profile.contract';
import type { Log } from '../../platform/log';
import type {
  CityAnchors,
  Clock,
  FoundDocument,
  KeptDocument,
  ProfileMemory,
  ProfilePlaces,
  SignatureCheck,
} from './profile.ports';

/** A profile with a good signature, and the document it stands in. */
interface Candidate extends KeptDocument {
  readonly profile: CityProfile;
}

type Examined =
  | { readonly ok: true; readonly candidate: Candidate }
  | { readonly ok: false; readonly reason: ProfileRefusal };

/**
 * Knows which city profile is in force. At the start that is the managed one; where there is none, or it may not
 * be taken, the newer of the one taken last and the built-in one. While the client runs, a published one that is
 * newer takes its place. The one taken last is remembered with its signature: nothing older is ever taken again,
 * and it stays in force, even beyond its end, until there is something better. All that was found and not taken
 * is listed with the reason.
 */
export class CityProfileService {
  readonly #signature: SignatureCheck;
  readonly #places: ProfilePlaces;
  readonly #memory: ProfileMemory;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #log: Log;
  readonly #listeners = new Set<(state: ProfileState) => void>();
  #inForce: Candidate | undefined;
  #atStart: CityProfile | undefined;
  #refused: RefusedDocuments = [];

  constructor(
    ports: CityAnchors & { readonly memory: ProfileMemory; readonly clock: Pick<Clock, 'now'> },
    log: Log,
  ) {
    this.#signature = ports.signature;
    this.#places = ports.places;
    this.#memory = ports.memory;
    this.#clock = ports.clock;
    this.#log = log;
  }

  /** The profile in force; undefined while no city is set up on this machine. */
  get profile(): CityProfile | undefined {
    return this.#inForce?.profile;
  }

  get refused(): RefusedDocuments {
    return this.#refused;
  }

  /** What may be told about the profile in force; undefined where there is none. */
  get state(): ProfileState | undefined {
    if (!this.#inForce) return undefined;
    const { profile, source } = this.#inForce;
    const { id, name, version, notAfter, languages, helpDesk, crisisContacts, policy } = profile;
    const { language, theme, textSize } = policy.locked ?? {};
    return {
      ...{ id, name, version, notAfter, source, languages, helpDesk, crisisContacts },
      lockedSettings: [
        ...(language ? (['language'] as const) : []),
        ...(theme ? (['theme'] as const) : []),
        ...(textSize ? (['textSize'] as const) : []),
      ],
      needsRestart: this.#atStart !== undefined && needsRestart(this.#atStart, profile),
      refused: this.#refused,
    };
  }

  /** Hears of every change of what `state` tells. The returned function ends the listening. */
  watch(listener: (state: ProfileState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Finds the profile to start with. */
  async choose(): Promise<CityProfile | undefined> {
    const [foundManaged, foundBuiltIn] = await Promise.all([this.#places.managed(), this.#places.builtIn()]);
    const kept = await this.#examineKept();
    const managed = await this.#examinePlace('managed', foundManaged, kept);
    const builtIn = await this.#examinePlace('built-in', foundBuiltIn, managed ?? kept);
    const newer = builtIn && (!kept || builtIn.profile.version > kept.profile.version) ? builtIn : kept;
    const chosen = managed ?? newer;
    if (chosen) this.#take(chosen);
    this.#atStart = chosen?.profile;
    return chosen?.profile;
  }

  /** Takes a published document when it is newer than the one in force; otherwise all stays as it is. */
  async offer(found: FoundDocument): Promise<void> {
    const examined = found.ok ? await this.#examine(found.document, 'fetched') : found;
    if (!examined.ok) return this.#refuse('fetched', examined.reason);
    const { candidate } = examined;
    const refusal = refusalOf(candidate.profile, this.profile, this.#now);
    if (refusal) return this.#refuse('fetched', refusal);
    if (candidate.profile.version === this.profile?.version) return;
    this.#take(candidate);
    this.#tell();
  }

  get #now(): number {
    return this.#clock.now().getTime();
  }

  async #examine(document: string, source: ProfileSource): Promise<Examined> {
    const verified = await this.#signature.verify(document);
    if (!verified.ok) return verified;
    const parsed = cityProfileSchema.safeParse(verified.payload);
    if (!parsed.success) return { ok: false, reason: 'malformed' };
    return { ok: true, candidate: { document, source, profile: parsed.data } };
  }

  async #examineKept(): Promise<Candidate | undefined> {
    const kept = this.#memory.read();
    if (!kept) return undefined;
    const examined = await this.#examine(kept.document, kept.source);
    if (!examined.ok) {
      // A client that was packed anew may trust other keys: what an earlier one took counts no more, quietly.
      if (examined.reason !== 'unknown-key') this.#refuse(kept.source, examined.reason);
      return undefined;
    }
    // It stays in force beyond its end, and this says so: without it the client could not even ask for a newer one.
    const refusal = refusalOf(examined.candidate.profile, undefined, this.#now);
    if (refusal) this.#refuse(kept.source, refusal);
    return examined.candidate;
  }

  async #examinePlace(
    source: 'managed' | 'built-in',
    found: FoundDocument | undefined,
    current: Candidate | undefined,
  ): Promise<Candidate | undefined> {
    if (!found) return undefined;
    const examined = found.ok ? await this.#examine(found.document, source) : found;
    if (!examined.ok) {
      this.#refuse(source, examined.reason);
      return undefined;
    }
    const refusal = refusalOf(examined.candidate.profile, current?.profile, this.#now);
    // The city's IT may move a machine to another city; nobody else may.
    if (refusal === undefined || (refusal === 'other-city' && source === 'managed'))
      return examined.candidate;
    // A packed document grows old as a matter of course.
    if (refusal !== 'older-version' || source === 'managed') this.#refuse(source, refusal);
    return undefined;
  }

  #take(candidate: Candidate): void {
    const { document, source } = candidate;
    const kept = this.#memory.read();
    this.#inForce = candidate;
    // Not waited for: a start must not hang on the disk.
    if (kept?.document !== document || kept.source !== source) void this.#memory.write({ document, source });
  }

  #refuse(source: ProfileSource, reason: ProfileRefusal): void {
    this.#log.note('PRO-100', { source, reason });
    const others = this.#refused.filter((one) => one.source !== source || one.reason !== reason);
    this.#refused = [{ source, reason, at: this.#clock.now().toISOString() }, ...others];
    this.#tell();
  }

  #tell(): void {
    const { state } = this;
    if (state) for (const listener of this.#listeners) listener(state);
  }
}
