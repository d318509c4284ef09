import './countdown-ring.css';

/**
 * Time that runs out, as a ring that empties. Only a picture: the seconds stand beside it in words.
 * @param left from 0 to 1
 */
export function CountdownRing({ left }: { readonly left: number }) {
  return (
    <svg className="countdown-ring" viewBox="0 0 20 20" aria-hidden="true">
      <circle className="countdown-ring-ground" cx="10" cy="10" r="8" />
      <circle
        className="countdown-ring-left"
        cx="10"
        cy="10"
        r="8"
        pathLength="1"
        strokeDasharray={`${Math.max(0, Math.min(1, left))} 1`}
        transform="rotate(-90 10 10)"
      />
    </svg>
  );
}
