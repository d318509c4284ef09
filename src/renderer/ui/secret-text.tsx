import { useLayoutEffect, useRef } from 'react';
import './secret-text.css';

/**
 * A secret in plain sight. Its text goes from the bytes into the page and nowhere else: it stands in no state and no
 * prop as a string, and is taken out when the component goes.
 */
export function SecretText({ bytes }: { readonly bytes: Uint8Array }) {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    element.textContent = new TextDecoder().decode(bytes);
    return () => {
      element.textContent = '';
    };
  }, [bytes]);
  return <span className="secret-text" ref={place} translate="no" />;
}
