import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { readInstant } from '../../../../../../src/main/features/vault/kdbx/field-formats';

/** What a run of keepassxc-cli gave. */
export interface KeepassxcRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs Debian's keepassxc-cli with a home of its own.
 * @param args as on the command line
 * @param passwords what it asks for, in that order
 */
export async function runKeepassxc(
  args: readonly string[],
  ...passwords: readonly string[]
): Promise<KeepassxcRun> {
  const home = mkdtempSync(join(tmpdir(), 'keepassxc-'));
  try {
    const child = spawn('keepassxc-cli', args, { env: { ...process.env, HOME: home, LC_ALL: 'C.UTF-8' } });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => out.push(piece));
    child.stderr.on('data', (piece: Buffer) => err.push(piece));
    // Some commands end without reading what they asked for.
    child.stdin.on('error', () => undefined);
    child.stdin.end(passwords.map((password) => `${password}\n`).join(''));
    const status = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    return {
      status,
      stdout: Buffer.concat(out).toString('utf8'),
      stderr: Buffer.concat(err).toString('utf8'),
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** The XML that `keepassxc-cli export` makes of a file; throws where it does not open it. */
export async function exportWithKeepassxc(path: string, password: string): Promise<string> {
  const run = await runKeepassxc(['export', '-q', '-f', 'xml', path], password);
  if (run.status !== 0) throw new Error(`keepassxc-cli: ${run.stderr}`);
  return run.stdout;
}

interface Node {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Node[];
  text: string;
}

/** Parsed by another parser than ours. */
function parse(xml: string): Node {
  const document: Node = { name: '', attributes: {}, children: [], text: '' };
  const open = [document];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    const node: Node = { name: tag.name, attributes: { ...tag.attributes }, children: [], text: '' };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on('text', (text) => {
    const node = open.at(-1);
    if (node) node.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return document;
}

/** Who wrote it and when it last changed a setting; the pool of attachments, which only exports of 3.1 have. */
const NOT_COMPARED = new Set(['Generator', 'HeaderHash', 'SettingsChanged', 'Binaries']);
/** KeePassXC sets this item to the present whenever it reads custom data. */
const SET_ON_READING = '_LAST_MODIFIED';
const IS_DATE = /(?:Time|Changed)$/;
const keyOf = (node: Node) => node.children.find((child) => child.name === 'Key')?.text ?? '';

function* lines(node: Node, path: string): Generator<string> {
  const attributes = Object.entries(node.attributes)
    // Numbers into the pool of attachments; what they stand for is another test's.
    .filter(([name]) => name !== 'Ref')
    .map(([name, value]) => ` ${name}=${JSON.stringify(value)}`)
    .sort();
  const text = node.children.length > 0 ? '' : node.text;
  const instant = IS_DATE.test(node.name) ? readInstant(text) : undefined;
  yield `${path}${attributes.join('')} ${JSON.stringify(instant === undefined ? text : new Date(instant))}`;
  const children = node.children.filter(
    (child) => !NOT_COMPARED.has(child.name) && keyOf(child) !== SET_ON_READING,
  );
  // KeePassXC writes items of custom data in the order of a hash table, another one in each process.
  if (node.name === 'CustomData') children.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const counts = new Map<string, number>();
  for (const child of children) {
    const count = counts.get(child.name) ?? 0;
    counts.set(child.name, count + 1);
    yield* lines(child, `${path}/${child.name}[${keyOf(child) || count}]`);
  }
}

/**
 * Compares two KeePass XML documents: elements, their order among those of their name, attributes and texts.
 * @returns a line for everything that only one of them has; empty where they mean the same
 */
export function xmlDifferences(a: string, b: string): string[] {
  const inA = [...lines(parse(a), '')];
  const inB = [...lines(parse(b), '')];
  const hasA = new Set(inA);
  const hasB = new Set(inB);
  return [
    ...inA.filter((line) => !hasB.has(line)).map((line) => `- ${line}`),
    ...inB.filter((line) => !hasA.has(line)).map((line) => `+ ${line}`),
    ...(inA.length === inB.length ? [] : [`${inA.length} lines against ${inB.length}`]),
  ];
}
