import { type City, SWITCHABLE_PARTS } from './city';

/** Does what a command line says. @returns undefined when there is no such command */
export type Command = () => Promise<unknown>;

/** The command that a line means; undefined for none. `stop` is not among them: it ends the program. */
export function commandFor(line: string, city: City): Command | undefined {
  if (line === 'profile bump') return () => city.bumpProfile();
  const [part, direction] = line.split(' ');
  const name = SWITCHABLE_PARTS.find((one) => one === part);
  if (name === undefined || line !== `${name} ${direction}`) return undefined;
  if (direction === 'down') return () => city.parts[name].down();
  if (direction === 'up') return () => city.parts[name].up();
  return undefined;
}

/**
 * Answers command lines one after another: `ok <line>` or `error <line>: <reason>`.
 * @param answer takes one line
 * @returns takes a line; `stop` and the end of the input are the caller's
 */
export function createControl(city: City, answer: (line: string) => void): (line: string) => void {
  let last: Promise<void> = Promise.resolve();

  async function obey(line: string): Promise<void> {
    const command = commandFor(line, city);
    if (!command) return answer(`error ${line}: unknown command`);
    try {
      await command();
      answer(`ok ${line}`);
    } catch (error) {
      answer(`error ${line}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  return (raw) => {
    const line = raw.trim().replace(/\s+/g, ' ');
    if (line !== '') last = last.then(() => obey(line));
  };
}
