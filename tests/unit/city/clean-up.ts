/** Something that runs until it is stopped. */
interface Part {
  stop(): Promise<unknown>;
}

/**
 * Remembers what a test file starts and stops it at the end, the last first, also when one of them did not start.
 * @returns takes a part and gives it back
 */
export function stoppedAfterAll(): <P extends Part>(part: P) => P {
  const parts: Part[] = [];
  afterAll(async () => {
    for (const part of parts.reverse()) await part.stop();
  });
  return (part) => {
    parts.push(part);
    return part;
  };
}
