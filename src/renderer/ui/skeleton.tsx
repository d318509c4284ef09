import './skeleton.css';

/**
 * Grey bars where text will be. Appears after 150 ms, so that what is quick does not flicker. Hidden from screen
 * readers: PaneLoading says that something is loading.
 * @param lines how many bars
 */
export function Skeleton({ lines = 3 }: { readonly lines?: number }) {
  return (
    <div className="skeleton" aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are alike and never move
        <span key={line} className="skeleton-line" />
      ))}
    </div>
  );
}
