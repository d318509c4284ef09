/** Something that can go wrong without a fault in the program; its message is a sentence for the person. */
export class CityProblem extends Error {}

/**
 * The sentence for a port that could not be opened, where `error` says so.
 * @param port what was asked for
 */
export function asPortProblem(error: unknown, port: number): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new CityProblem(
      `Der Port ${port} ist schon belegt. Bitte wählen Sie einen anderen oder lassen Sie --gateway-port weg.`,
    );
  }
  if (code === 'EACCES') {
    return new CityProblem(
      `Den Port ${port} darf dieses Konto nicht öffnen. Bitte wählen Sie einen ab 1024.`,
    );
  }
  return error;
}
