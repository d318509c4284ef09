/** What is looked at of an Electron WebFrameMain. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: unknown;
}

/** Scheme and host of our own pages; see app-protocol.ts. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'quadrat';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

/** True for a page of ours: exactly `app://quadrat/…`, no credentials, no port. */
export function isOwnUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${APP_SCHEME}:` && host === APP_HOST && username === '' && password === '';
}

/**
 * True when a message may be answered: it comes from the top frame of one of our own pages.
 * Electron gives `null` for a frame that has navigated away or been destroyed.
 */
export function isTrustedSender(frame: SenderFrame | null | undefined): boolean {
  return frame != null && frame.parent === null && isOwnUrl(frame.url);
}
