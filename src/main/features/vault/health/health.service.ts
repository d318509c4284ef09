import type { Finding, Health } from '../../../../shared/features/vault/vault-content.contract';
import type { KdbxDatabase, KdbxEntry } from '../kdbx/kdbx.model';
import { hasTotp } from '../totp/totp-fields.model';
import {
  bytesOf,
  contextOf,
  entriesOutsideBin,
  hasPlainAddress,
  isReference,
  lacksPassword,
  passwordSince,
  sitesOf,
  textOf,
} from './entry-facts.model';
import { countFindings, type HealthQuestion, type HealthReport, scoreOf } from './health.model';
import type { HealthPorts } from './health.ports';
import { Slices } from './slices.model';

const DAY = 86_400_000;
/** Scores below are weak: fewer than 10^8 guesses. */
const STRONG_FROM = 3;

/** What is known of one entry before all are compared. */
interface Inspected {
  readonly entry: KdbxEntry;
  /** The same for the same password; undefined where there is none of its own. */
  readonly password: string | undefined;
  readonly sites: readonly string[];
  readonly hasTotp: boolean;
  readonly isEmpty: boolean;
  readonly rating: Rating | undefined;
}

interface Rating {
  readonly isWeak: boolean;
  readonly isEveryday: boolean;
}

/**
 * Looks for what is wrong with the passwords of a database, all by itself.
 *
 * `weak`, `city-pattern`: not asked of entries whose person switched the check off (`QualityCheck`). `reused`: compared
 * by keyed hash, never as text. `totp-missing`: nobody outside is asked which sites offer one-time codes; an entry
 * lacks them where another entry of the same registrable domain (or host without one) has them, or where the city names
 * the site. Passwords that refer to another entry (`{REF:…}`) count there. The bin is left out.
 */
export class HealthInspector {
  readonly #ports: HealthPorts;
  /** By hash of password and context; holds what the last inspection needed. */
  #ratings = new Map<string, Rating>();

  constructor(ports: HealthPorts) {
    this.#ports = ports;
  }

  /** Inspects every entry, in slices. A second time is quick: what did not change is not rated again. */
  async inspect(database: KdbxDatabase, question: HealthQuestion): Promise<HealthReport> {
    await this.#ports.meter.prepare();
    const slices = new Slices(this.#ports.clock, question.signal);
    const ratings = new Map<string, Rating>();
    const inspected: Inspected[] = [];
    for (const entry of entriesOutsideBin(database)) {
      await slices.step();
      inspected.push(await this.#inspectOne(entry, ratings));
    }
    this.#ratings = ratings;
    const entries = await compare(inspected, question, slices);
    return {
      inspected: inspected.length,
      counts: countFindings(entries),
      entries,
      score: scoreOf(inspected.length, entries),
    };
  }

  /** Forgets what was rated; for when the vault is locked. */
  forget(): void {
    this.#ratings.clear();
  }

  async #inspectOne(entry: KdbxEntry, ratings: Map<string, Rating>): Promise<Inspected> {
    const password = bytesOf(entry.fields.get('Password'));
    try {
      const isOwn = password.length > 0 && !isReference(password);
      return {
        entry,
        password: isOwn ? this.#ports.passwordHash.of(password) : undefined,
        sites: sitesOf(entry),
        hasTotp: hasTotp(entry),
        isEmpty: lacksPassword(entry, password),
        rating:
          isOwn && entry.qualityCheck ? await this.#rate(password, contextOf(entry), ratings) : undefined,
      };
    } finally {
      password.fill(0);
    }
  }

  async #rate(
    password: Uint8Array,
    context: readonly string[],
    ratings: Map<string, Rating>,
  ): Promise<Rating> {
    const { meter, passwordHash } = this.#ports;
    const key = passwordHash.of(password, new TextEncoder().encode(context.join('\n')));
    const known = ratings.get(key) ?? this.#ratings.get(key);
    const rating = known ?? {
      isWeak: (await meter.rate(password, context)).score < STRONG_FROM,
      isEveryday: meter.isEveryday(password, context),
    };
    ratings.set(key, rating);
    return rating;
  }
}

async function compare(
  inspected: readonly Inspected[],
  question: HealthQuestion,
  slices: Slices,
): Promise<Health['entries']> {
  const users = new Map<string, number>();
  for (const { password } of inspected) if (password) users.set(password, (users.get(password) ?? 0) + 1);
  const totpSites = new Set([
    ...question.totpSites,
    ...inspected.filter((each) => each.hasTotp).flatMap((each) => each.sites),
  ]);
  const groups = new Map<string, number>();
  const entries: Health['entries'] = [];
  for (const one of inspected) {
    await slices.step();
    const isReused = one.password !== undefined && (users.get(one.password) ?? 0) > 1;
    const findings = findingsOf(one, isReused, totpSites, question);
    if (findings.length === 0) continue;
    if (isReused && one.password && !groups.has(one.password)) groups.set(one.password, groups.size + 1);
    const reuseGroup = isReused && one.password ? groups.get(one.password) : undefined;
    entries.push({
      id: one.entry.uuid,
      title: textOf(one.entry.fields.get('Title')),
      userName: textOf(one.entry.fields.get('UserName')),
      findings,
      ...(reuseGroup === undefined ? {} : { reuseGroup }),
    });
  }
  return entries;
}

function findingsOf(
  { entry, password, sites, hasTotp: has, isEmpty, rating }: Inspected,
  isReused: boolean,
  totpSites: ReadonlySet<string>,
  { now, oldAfterDays, expiresSoonDays }: HealthQuestion,
): Finding[] {
  const { expires, expiry } = entry.times;
  const isOld = oldAfterDays > 0 && password !== undefined && now - passwordSince(entry) > oldAfterDays * DAY;
  const found: Record<Finding, boolean> = {
    weak: rating?.isWeak ?? false,
    reused: isReused,
    old: isOld,
    expired: expires && expiry <= now,
    'expires-soon': expires && expiry > now && expiry <= now + expiresSoonDays * DAY,
    'city-pattern': rating?.isEveryday ?? false,
    'totp-missing': !has && password !== undefined && sites.some((site) => totpSites.has(site)),
    'empty-password': isEmpty,
    'http-address': hasPlainAddress(entry),
  };
  return (Object.keys(found) as Finding[]).filter((finding) => found[finding]);
}
