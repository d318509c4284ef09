import { type RefObject, useEffect } from 'react';
import { nextRegion, type PaneId, paneOfKeys } from './panes.model';

/** What can take the focus inside a region. */
const FOCUSABLE =
  ':is(button, a[href], input, select, textarea, [tabindex="0"]):not(:disabled, [tabindex="-1"])';

/** Lists and dialogs that open have keys of their own. */
const OPEN_OVER = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

/** True on macOS, where Command takes the place of Ctrl. */
export const ON_MAC = navigator.platform.startsWith('Mac');

/**
 * The keys of the window: F6 and Shift+F6 go round its regions (elements with `data-frame-region`), back to where
 * the focus was in each; Ctrl or Command and a digit open a pane and put the focus into it.
 * @param frame the element that holds the regions
 * @param onNavigate called with the pane to open
 */
export function useFrameKeys(
  frame: RefObject<HTMLElement | null>,
  pane: RefObject<HTMLElement | null>,
  onNavigate: (pane: PaneId) => void,
): void {
  useEffect(() => {
    const lastFocus = new WeakMap<Element, HTMLElement>();

    const regions = () => [...(frame.current?.querySelectorAll<HTMLElement>('[data-frame-region]') ?? [])];

    const remember = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return;
      const region = target.closest('[data-frame-region]');
      if (region) lastFocus.set(region, target);
    };

    const cycle = (step: 1 | -1) => {
      const all = regions();
      const from = all.findIndex((region) => region.contains(document.activeElement));
      const region = all[nextRegion(all.length, from, step)];
      if (!region) return;
      const last = lastFocus.get(region);
      const target = last && region.contains(last) ? last : firstStop(region);
      target.focus();
    };

    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || (event.target instanceof Element && event.target.closest(OPEN_OVER)))
        return;
      if (event.key === 'F6' && !event.ctrlKey && !event.altKey && !event.metaKey) {
        event.preventDefault();
        cycle(event.shiftKey ? -1 : 1);
        return;
      }
      const chosen = paneOfKeys(event, ON_MAC);
      if (!chosen) return;
      event.preventDefault();
      onNavigate(chosen);
      pane.current?.focus();
    };

    document.addEventListener('focusin', remember);
    document.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('focusin', remember);
      document.removeEventListener('keydown', press);
    };
  }, [frame, pane, onNavigate]);
}

/** Where the focus lands in a region not visited before: the chosen item, the region itself, or what comes first. */
function firstStop(region: HTMLElement): HTMLElement {
  if (region.tabIndex === -1 && region.hasAttribute('tabindex')) return region;
  const chosen = region.querySelector<HTMLElement>('[aria-current]');
  return chosen ?? region.querySelector<HTMLElement>(FOCUSABLE) ?? region;
}
