import { type RefObject, useEffect } from 'react';
import type { PictureSize } from './session/picture-size.model';

/**
 * Tells how large an element is shown, in device pixels; undefined while it is not seen: scrolled away, in a hidden
 * window, or taken off the page.
 */
export function usePictureSize(
  element: RefObject<HTMLElement | null>,
  tell: (size: PictureSize | undefined) => void,
): void {
  useEffect(() => {
    const watched = element.current;
    if (!watched) return undefined;
    let isInSight = false;
    const look = () => {
      const { clientWidth, clientHeight } = watched;
      const isSeen = isInSight && document.visibilityState === 'visible' && clientHeight > 0;
      const scale = window.devicePixelRatio;
      tell(isSeen ? { width: clientWidth * scale, height: clientHeight * scale } : undefined);
    };
    const sight = new IntersectionObserver((entries) => {
      isInSight = entries.at(-1)?.isIntersecting ?? false;
      look();
    });
    const size = new ResizeObserver(look);
    sight.observe(watched);
    size.observe(watched);
    document.addEventListener('visibilitychange', look);
    return () => {
      sight.disconnect();
      size.disconnect();
      document.removeEventListener('visibilitychange', look);
      tell(undefined);
    };
  }, [element, tell]);
}
