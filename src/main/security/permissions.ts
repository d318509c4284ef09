import type { Session, WebContents } from 'electron';
import { isOwnUrl } from './trusted-sender';

/** Open while the person is in a meeting or checks their devices before one. */
export class MediaGate {
  #open = false;

  get isOpen(): boolean {
    return this.#open;
  }

  open(): void {
    this.#open = true;
  }

  close(): void {
    this.#open = false;
  }
}

/** What is asked, in the words both Electron handlers share. */
interface Wish {
  readonly permission: string;
  readonly url: string;
  readonly isMainFrame: boolean;
  /** Of `media`: which kinds; Electron says `unknown` when it only asks whether it would be allowed at all. */
  readonly media: readonly string[];
}

function isGranted(wish: Wish, gate: MediaGate): boolean {
  if (!wish.isMainFrame || !isOwnUrl(wish.url)) return false;
  if (wish.permission === 'media') return gate.isOpen && wish.media.every((kind) => kind !== 'screen');
  return wish.permission === 'speaker-selection' && gate.isOpen;
}

/**
 * Denies every permission in a session but microphone, camera and choice of speaker, and those only for the top
 * frame of our own page in the given window and only while the gate is open. Screen capture is denied.
 * @param owner the window's contents, or undefined for a session in which nothing is ever granted
 */
export function restrictPermissions(
  session: Session,
  gate: MediaGate,
  owner: () => WebContents | undefined,
): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const wish = { permission, url: details.requestingUrl, isMainFrame: details.isMainFrame, media };
    answer(contents !== null && contents === owner() && isGranted(wish, gate));
  });
  session.setPermissionCheckHandler((contents, permission, requestingOrigin, details) => {
    const media = details.mediaType ? [details.mediaType] : [];
    const wish = {
      permission,
      url: details.requestingUrl ?? requestingOrigin,
      isMainFrame: details.isMainFrame,
      media,
    };
    return contents !== null && contents === owner() && isGranted(wish, gate);
  });
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_, answer) => answer({}));
}
