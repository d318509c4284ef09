import { type RefCallback, useCallback, useState } from 'react';

/**
 * Whether an element has room for so many times the text size: with large text the same window is narrow.
 * @returns undefined until it has been measured, and the ref to put on the element
 */
export function useIsWide(rem: number): [isWide: boolean | undefined, ref: RefCallback<HTMLElement>] {
  const [isWide, setIsWide] = useState<boolean>();
  const ref = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return undefined;
      const measure = () => {
        const textSize = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
        setIsWide(element.clientWidth >= rem * textSize);
      };
      const observer = new ResizeObserver(measure);
      observer.observe(element);
      measure();
      return () => observer.disconnect();
    },
    [rem],
  );
  return [isWide, ref];
}
