import { type BrowserWindow, type Session, session } from 'electron';
import type { SignInProblem } from '../../../../shared/features/session/session.contract';
import { openWindow } from '../../../platform/window';
import { allowNavigation } from '../../../security/navigation';
import { problemOfNetError } from '../net-error.model';
import type { SignInWindow } from '../session.ports';

/** In memory: without `persist:` nothing of it reaches the disk. */
const PARTITION = 'sign-in';

/** After so long without an answer the provider counts as not there. */
const PATIENCE_MS = 30_000;

/** Chromium's ERR_ABORTED: another navigation took the place of this one, or it had nothing to show. */
const ABORTED = -3;

/** What the window says of itself, for the page in it comes from elsewhere. */
export interface SignInWords {
  readonly title: string;
  readonly note: string;
}

type Ending = Awaited<ReturnType<SignInWindow['open']>>;

/** A sign-in under way; its window comes a moment later. */
interface Visit {
  end(ending: Ending): void;
  window?: BrowserWindow;
}

/**
 * The sign-in window: without preload, in a session of its own that knows nothing of an earlier sign-in and keeps
 * nothing of this one. It goes to the issuer's origin and nowhere else; where the provider sends the person back to
 * the private-use URI, it ends.
 * @param words in the language in force; asked at each opening
 * @param parent the window it belongs to
 */
export function createElectronSignInWindow(
  address: { readonly issuer: string; readonly redirectUri: string },
  words: () => Promise<SignInWords>,
  parent: BrowserWindow,
): SignInWindow {
  const { origin } = new URL(address.issuer);
  const scheme = new URL(address.redirectUri).protocol.slice(0, -1);
  const isCallback = (url: string) => url.split(/[?#]/, 1)[0] === address.redirectUri;
  const isAllowed = (url: string, isMainFrame: boolean) =>
    isCallback(url) ? isMainFrame : URL.canParse(url) && new URL(url).origin === origin;
  let current: Visit | undefined;
  let cleaning: Promise<unknown> = Promise.resolve();

  function begin(partition: Session, visit: Visit): void {
    partition.on('will-download', refuse);
    // A scheme that nobody handles would be handed to the operating system, and the code with it.
    partition.protocol.handle(scheme, ({ url }) => {
      if (isCallback(url)) visit.end({ ok: true, callback: url });
      return new Response(null, { status: 204 });
    });
  }

  function end(partition: Session, visit: Visit): void {
    partition.off('will-download', refuse);
    partition.protocol.unhandle(scheme);
    visit.window?.destroy();
    // The provider's own session lives in these cookies alone: without them it has ended too.
    cleaning = Promise.allSettled([partition.clearStorageData(), partition.clearAuthCache()]);
  }

  async function show(partition: Session, visit: Visit, url: string): Promise<void> {
    await cleaning;
    const { title, note } = await words();
    if (current !== visit) return;
    const window = openWindow({
      ...{ title, parent, session: partition, wired: false, backgroundColor: '#ffffff' },
      ...{ width: 520, height: 680, minWidth: 360, minHeight: 420 },
    });
    visit.window = window;
    window.on('page-title-updated', refuse);
    window.on('closed', () => visit.end({ ok: false, problem: 'cancelled' }));
    allowNavigation(window.webContents, isAllowed);
    watch(window, (problem) => visit.end({ ok: false, problem }));
    window.webContents.on('did-navigate', () => {
      // Fails only where the window goes at this very moment.
      window.webContents.insertCSS(noteStyle(note), { cssOrigin: 'user' }).catch(() => undefined);
    });
    // What goes wrong is told by `watch`.
    await window.loadURL(url).catch(() => undefined);
  }

  return {
    open(url) {
      this.close();
      const partition = session.fromPartition(PARTITION);
      return new Promise((resolve) => {
        const visit: Visit = {
          end(ending) {
            if (current !== visit) return;
            current = undefined;
            end(partition, visit);
            resolve(ending);
          },
        };
        current = visit;
        begin(partition, visit);
        void show(partition, visit, url);
      });
    },

    toFront() {
      const window = current?.window;
      if (window?.isMinimized()) window.restore();
      // Before its first paint there is nothing to look at.
      if (window?.isVisible()) window.focus();
    },

    close: () => current?.end({ ok: false, problem: 'cancelled' }),
  };
}

function refuse(event: { preventDefault(): void }): void {
  event.preventDefault();
}

/** Tells what keeps the window from showing, or from going on: a failure, or {@link PATIENCE_MS} without an answer. */
function watch(window: BrowserWindow, fail: (problem: SignInProblem) => void): void {
  const { webContents } = window;
  let patience: NodeJS.Timeout | undefined;
  const stop = () => clearTimeout(patience);
  const wait = () => {
    stop();
    patience = setTimeout(() => fail('provider-unreachable'), PATIENCE_MS);
  };
  // A page that is there may load on for as long as it likes; a window that does not show may not.
  const stopWhereShown = () => {
    if (window.isVisible()) stop();
  };
  wait();
  window.once('show', stop);
  window.once('closed', stop);
  webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) wait();
  });
  webContents.on('did-navigate', stopWhereShown);
  webContents.on('did-stop-loading', stopWhereShown);
  webContents.on('render-process-gone', () => fail('provider-unreachable'));
  webContents.on('did-fail-load', (_, code, description, _url, isMainFrame) => {
    if (isMainFrame && code !== ABORTED) fail(problemOfNetError(description));
  });
}

/**
 * A line at the foot of the window that the page cannot take away: author styles do not reach over user styles. The
 * page keeps clear of it, and one made to fill the window still fits.
 */
function noteStyle(note: string): string {
  const text = note.replace(/[^\p{L}\p{N} .,-]/gu, (sign) => `\\${sign.codePointAt(0)?.toString(16)} `);
  return `
    body { box-sizing: border-box !important; padding-bottom: 44px !important; }
    html::after {
      content: "${text}" !important;
      position: fixed !important;
      inset: auto 0 0 0 !important;
      z-index: 2147483647 !important;
      padding: 0.5em 1em !important;
      border-top: 1px solid currentcolor !important;
      background: Canvas !important;
      color: CanvasText !important;
      font: 13px/1.5 system-ui !important;
      text-align: center !important;
    }`;
}
