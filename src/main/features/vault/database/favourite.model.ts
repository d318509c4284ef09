import type { KdbxEntry } from '../kdbx/kdbx.model';

/** The tag by which Strongbox and KeePassDX know a favourite. */
export const FAVOURITE_TAG = 'Favorite';

/** Whether the person marked it, here or in another client. */
export function isFavourite(entry: Pick<KdbxEntry, 'tags'>): boolean {
  return entry.tags.includes(FAVOURITE_TAG);
}

/** The tags that are shown as tags. */
export function shownTags(entry: Pick<KdbxEntry, 'tags'>): string[] {
  return entry.tags.filter((tag) => tag !== FAVOURITE_TAG);
}

/**
 * Tags as the file can hold them: no spaces around, none twice, none empty, and none with a `;` or `,` inside, which
 * would come back as two.
 */
export function cleanTags(tags: readonly string[]): string[] {
  return [...new Set(tags.flatMap((tag) => tag.split(/[;,]/)).map((tag) => tag.trim()))].filter(Boolean);
}
