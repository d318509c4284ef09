import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CityProblem } from './city-problem';

export const HELP = `Startet die Demo-Stadt: Stadtnetz-Zugang, Anmeldung, Kalender, Besprechungen, Anwendungen.

  npm run city -- [Angaben]

  --folder=<Ordner>      Ordner der Stadt; er bleibt erhalten. Sonst ein neuer, der mit der Stadt verschwindet.
  --gateway-port=<Port>  Port des Stadtnetz-Zugangs auf 127.0.0.1. Sonst ein freier.
  --without-radicale     Kalender nur als ICS, als wäre Radicale nicht installiert.
  --control              Nimmt Befehle von der Standardeingabe an und endet mit ihr:
                           gateway|meetings|identity|calendar down|up, profile bump, stop
                         Antwort je Befehl: ok <Befehl> oder error <Befehl>: <Grund>
  --help                 Zeigt diese Hilfe.

  QUADRAT_CITY_PASSWORD  (Umgebung) ein Passwort für alle Personen, für Tests. Sonst bekommt jede ein neues.
`;

const SHORTEST_PASSWORD = 8;

/** What the person who starts the city wants. */
export interface CommandLine {
  readonly help: boolean;
  readonly control: boolean;
  readonly folder: string | undefined;
  readonly gatewayPort: number | undefined;
  readonly useRadicale: boolean;
  readonly password: string | undefined;
}

const OPTIONS = {
  help: { type: 'boolean' },
  control: { type: 'boolean' },
  folder: { type: 'string' },
  'gateway-port': { type: 'string' },
  'without-radicale': { type: 'boolean' },
} as const;

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new CityProblem(`--gateway-port braucht eine Zahl von 1 bis 65535, nicht „${text}“.`);
}

function readPassword(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (text.length >= SHORTEST_PASSWORD) return text;
  throw new CityProblem(`QUADRAT_CITY_PASSWORD braucht mindestens ${SHORTEST_PASSWORD} Zeichen.`);
}

/**
 * Reads the command line.
 * @param words without program and script
 * @throws CityProblem for what cannot be meant
 */
export function readCommandLine(words: readonly string[], environment: NodeJS.ProcessEnv): CommandLine {
  const { tokens } = parseArgs({ args: [...words], options: OPTIONS, strict: false, tokens: true });
  for (const token of tokens) {
    const name = token.kind === 'option' ? token.name : undefined;
    const option = Object.entries(OPTIONS).find(([known]) => known === name)?.[1];
    const fits =
      token.kind === 'option' && option && (option.type === 'string') === (token.value !== undefined);
    if (!fits) {
      throw new CityProblem(
        `„${words[token.index] ?? ''}“ ist keine Angabe, die diese Stadt kennt. Hilfe: npm run city -- --help`,
      );
    }
  }
  const { values } = parseArgs({ args: [...words], options: OPTIONS });
  if (values.folder === '') throw new CityProblem('--folder braucht einen Ordner.');
  const { QUADRAT_CITY_PASSWORD } = environment;
  return {
    help: values.help ?? false,
    control: values.control ?? false,
    folder: values.folder === undefined ? undefined : resolve(values.folder),
    gatewayPort: readPort(values['gateway-port']),
    useRadicale: !values['without-radicale'],
    password: readPassword(QUADRAT_CITY_PASSWORD),
  };
}
