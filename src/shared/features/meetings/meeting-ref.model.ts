/** Where a meeting takes place, read from its link. */
export interface MeetingPlace {
  /** `https://host[:port]`, lower case, without the default port: as the city profile writes it. */
  readonly origin: string;
  readonly roomId: string;
}

const PARTS = /^(https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[1-9]\d{0,4})?)(\/.*)$/i;
const ROOM = /^\/room\/([A-Za-z0-9][A-Za-z0-9_-]{0,63})\/?$/;

/**
 * Reads a meeting link, `https://host[:port]/room/<room id>`. Strict on purpose: whoever names a server by
 * credentials, a query, an encoded character or a path of their own is not understood.
 * @returns undefined when the text is not such a link
 */
export function parseMeetingRef(text: string): MeetingPlace | undefined {
  const [, origin, path] = PARTS.exec(text.trim()) ?? [];
  const roomId = path && ROOM.exec(path)?.[1];
  return origin && roomId ? { origin: origin.toLowerCase().replace(/:443$/, ''), roomId } : undefined;
}
