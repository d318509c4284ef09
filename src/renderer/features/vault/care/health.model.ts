import type { Finding, Health } from '../../../../shared/features/vault/vault-content.contract';

type Inspected = Health['entries'][number];

/** Findings in the order in which they matter. */
const BY_WEIGHT: readonly Finding[] = [
  'city-pattern',
  'weak',
  'reused',
  'empty-password',
  'expired',
  'expires-soon',
  'totp-missing',
  'http-address',
  'old',
];

/** All entries with one finding; those that share a password stand together. */
export interface FindingGroup {
  readonly finding: Finding;
  readonly entries: readonly FoundEntry[];
}

export interface FoundEntry {
  readonly id: string;
  readonly title: string;
  readonly userName: string;
  /** How many others have the same password; only said where that is the finding. */
  readonly sharedWith: number;
}

/** What was found, by finding, the weightiest first. Findings without entries are left out. */
export function findingGroups(health: Health): readonly FindingGroup[] {
  const sharing = new Map<number, number>();
  for (const { reuseGroup } of health.entries) {
    if (reuseGroup !== undefined) sharing.set(reuseGroup, (sharing.get(reuseGroup) ?? 0) + 1);
  }
  return BY_WEIGHT.map((finding) => ({
    finding,
    entries: health.entries
      .filter(({ findings }) => findings.includes(finding))
      .sort((one, other) => (finding === 'reused' ? byReuse(one, other) : 0))
      .map((entry) => found(entry, finding === 'reused' ? sharing : undefined)),
  })).filter(({ entries }) => entries.length > 0);
}

function byReuse(one: Inspected, other: Inspected): number {
  return (one.reuseGroup ?? 0) - (other.reuseGroup ?? 0);
}

function found(entry: Inspected, sharing: ReadonlyMap<number, number> | undefined): FoundEntry {
  const { id, title, userName, reuseGroup } = entry;
  const together = (reuseGroup !== undefined && sharing?.get(reuseGroup)) || 1;
  return { id, title, userName, sharedWith: together - 1 };
}
