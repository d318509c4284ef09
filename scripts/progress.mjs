const LINE_EVERY_MS = 10_000;

/**
 * Says how a long step goes: on a terminal one line that is rewritten, elsewhere a line at most every ten seconds.
 *
 * @param {string} title
 */
export function progress(title) {
  const { isTTY } = process.stderr;
  let shownAt = 0;
  return {
    /** @param {string} state short, such as `[12/340]` or `40 %` */
    update(state) {
      const now = Date.now();
      if (now - shownAt < (isTTY ? 100 : LINE_EVERY_MS)) return;
      shownAt = now;
      process.stderr.write(
        isTTY ? `\r\x1b[K${title} ${state}`.slice(0, process.stderr.columns) : `${title} ${state}\n`,
      );
    },
    /** Takes the rewritten line away; what was said line by line stays. */
    clear() {
      if (isTTY) process.stderr.write('\r\x1b[K');
    },
    /** @param {string} outcome */
    end(outcome) {
      process.stderr.write(isTTY ? `\r\x1b[K${title} ${outcome}\n` : `${title} ${outcome}\n`);
    },
  };
}
