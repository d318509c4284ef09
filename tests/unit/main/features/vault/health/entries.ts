import type {
  FieldValue,
  KdbxDatabase,
  KdbxEntry,
  KdbxGroup,
  KdbxTimes,
  SecretText,
} from '../../../../../../src/main/features/vault/kdbx/kdbx.model';
import { DEFAULT_KDF } from '../../../../../../src/main/features/vault/kdbx/kdbx.model';

/** A secret that counts how often it was asked for in the clear, and keeps what it handed out. */
export class WatchedSecret implements SecretText {
  readonly handedOut: Uint8Array[] = [];
  texts = 0;
  readonly #clear: Uint8Array;
  constructor(text: string) {
    this.#clear = new TextEncoder().encode(text);
  }
  get byteLength(): number {
    return this.#clear.length;
  }
  bytes(): Uint8Array {
    const copy = this.#clear.slice();
    this.handedOut.push(copy);
    return copy;
  }
  text(): string {
    this.texts += 1;
    return new TextDecoder().decode(this.#clear);
  }
  equals(other: SecretText): boolean {
    const others = other.bytes();
    const same = Buffer.from(this.#clear).equals(others);
    others.fill(0);
    return same;
  }
  wipe(): void {
    this.#clear.fill(0);
  }
}

export const NOW = Date.UTC(2026, 10, 23, 9, 0, 0);
export const DAY = 86_400_000;

let count = 0;
const uuid = () => (++count).toString(16).padStart(32, '0');

const times = (changes: Partial<KdbxTimes> = {}): KdbxTimes => ({
  created: NOW - DAY,
  modified: NOW - DAY,
  accessed: NOW - DAY,
  expiry: NOW,
  expires: false,
  usageCount: 0,
  locationChanged: NOW - DAY,
  unknown: [],
  ...changes,
});

/** What a test says of an entry. */
export interface Sketch {
  title?: string;
  userName?: string;
  password?: string;
  url?: string;
  fields?: Record<string, FieldValue>;
  times?: Partial<KdbxTimes>;
  history?: KdbxEntry[];
  qualityCheck?: boolean;
}

export const entry = (sketch: Sketch = {}): KdbxEntry => ({
  uuid: uuid(),
  iconId: 0,
  foregroundColor: '',
  backgroundColor: '',
  overrideUrl: '',
  qualityCheck: sketch.qualityCheck ?? true,
  tags: [],
  times: times(sketch.times),
  fields: new Map<string, FieldValue>([
    ['Title', sketch.title ?? ''],
    ['UserName', sketch.userName ?? ''],
    ['Password', new WatchedSecret(sketch.password ?? '')],
    ['URL', sketch.url ?? ''],
    ['Notes', ''],
    ...Object.entries(sketch.fields ?? {}),
  ]),
  attachments: new Map(),
  autoType: { enabled: true, dataTransferObfuscation: 0, defaultSequence: '', associations: [], unknown: [] },
  customData: [],
  history: sketch.history ?? [],
  unknown: [],
});

export const group = (entries: KdbxEntry[], groups: KdbxGroup[] = []): KdbxGroup => ({
  uuid: uuid(),
  name: 'Gruppe',
  notes: '',
  iconId: 48,
  times: times(),
  isExpanded: true,
  defaultAutoTypeSequence: '',
  enableAutoType: null,
  enableSearching: null,
  tags: [],
  customData: [],
  entries,
  groups,
  unknown: [],
});

export const database = (root: KdbxGroup, bin?: KdbxGroup): KdbxDatabase => ({
  file: { cipher: 'chacha20', compressed: true, kdf: DEFAULT_KDF, publicCustomData: new Map() },
  meta: {
    generator: 'Quadrat',
    name: '',
    description: '',
    defaultUserName: '',
    maintenanceHistoryDays: 365,
    color: '',
    masterKeyChangeRec: -1,
    masterKeyChangeForce: -1,
    protect: { title: false, userName: false, password: true, url: false, notes: false },
    customIcons: [],
    recycleBinEnabled: bin !== undefined,
    ...(bin ? { recycleBin: bin.uuid } : {}),
    historyMaxItems: 10,
    historyMaxSize: 6_291_456,
    customData: [],
    unknown: [],
  },
  root: bin ? { ...root, groups: [...root.groups, bin] } : root,
  deleted: [],
  unknown: { file: [], root: [] },
});
