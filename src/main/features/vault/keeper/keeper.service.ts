import type { SecretBytes } from '../../../../shared/features/vault/vault.model';
import type { PasswordWish } from '../../../../shared/features/vault/vault-content.contract';
import { addressesOf, matchAddress } from '../address/address.model';
import type { Generated } from '../generator/generator.model';
import type { HealthInspector } from '../health/health.service';
import { type CompositeKey, compositeKeyFrom, compositeKeyOf } from '../kdbx/composite-key';
import type { StrengthMeter } from '../strength/strength.model';
import { createStrengthMeter } from '../strength/strength-meter.service';
import { careCalls } from './care-calls';
import { bytesOf, codeOf, entryCalls } from './entry-calls';
import { plain } from './entry-view.model';
import { exchangeCalls } from './exchange-calls';
import { groupCalls } from './group-calls';
import type {
  CredentialOffer,
  KeeperCalls,
  KeeperKey,
  KeeperOpened,
  KeeperStart,
  KeeperState,
} from './keeper.contract';
import type { Clock, KeyFiles, LocalFiles, SealForEscrow } from './keeper.ports';
import { sealKey, unsealKey } from './key-sealing';
import { listCalls } from './list-calls';
import type { OpenVault } from './open-vault';
import type { VaultPlaces } from './vault-places.ports';
import { refuse, withVault } from './with-vault';

interface KeeperPorts {
  readonly files: LocalFiles;
  readonly keyFiles: KeyFiles;
  readonly clock: Clock;
  readonly inspector: (meter: StrengthMeter) => HealthInspector;
  readonly generate: (wish: PasswordWish) => Promise<Generated>;
  readonly seal: SealForEscrow;
  /** Opens and makes vaults at their places. */
  readonly places: (start: KeeperStart, changed: () => void) => VaultPlaces;
  readonly tell: (state: KeeperState) => void;
}

/** How closely an offer fits, the closest first. */
const MATCHES: readonly CredentialOffer['match'][] = ['exact', 'same-host', 'same-domain'];

/** Holds one vault: opens it, answers everything about what is in it, closes it. */
export function createKeeper(ports: KeeperPorts): KeeperCalls {
  const { clock, files, keyFiles } = ports;
  let started: {
    readonly settings: KeeperStart;
    readonly meter: StrengthMeter;
    readonly places: VaultPlaces;
  };
  let vault: OpenVault | undefined;
  const current = () => vault;
  const meter: StrengthMeter = {
    prepare: () => started.meter.prepare(),
    rate: (secret, context) => started.meter.rate(secret, context),
    isEveryday: (secret, context) => started.meter.isEveryday(secret, context),
  };
  const changed = () => {
    if (vault) ports.tell(vault.state);
  };

  /** Makes a key of what a person knows and has. */
  async function keyOf(password: SecretBytes, keyFile?: { readonly path: string; readonly isNew: boolean }) {
    const file =
      keyFile && (await (keyFile.isNew ? keyFiles.make(keyFile.path) : keyFiles.read(keyFile.path)));
    if (file && !file.ok) return file;
    // Beside a key file an empty password is none; alone it is one.
    const made = compositeKeyOf({
      ...((password.length > 0 || !file) && { password }),
      ...(file && { keyFile: file.bytes }),
    });
    file?.bytes.fill(0);
    return made;
  }

  async function keyFrom(key: KeeperKey, name: string) {
    if (key.kind === 'known') {
      return keyOf(key.password, key.keyFile === undefined ? undefined : { path: key.keyFile, isNew: false });
    }
    const bytes = unsealKey(key.sealed, key.random, name);
    if (!bytes) return { ok: false, reason: 'keychain-outdated' } as const;
    const made = compositeKeyFrom(bytes);
    bytes.fill(0);
    return { ok: true, key: made } as const;
  }

  async function isTooWeak(password: SecretBytes, context: readonly string[]): Promise<boolean> {
    const { weakestMasterScore } = started.settings;
    if (weakestMasterScore === 0) return false;
    return (await started.meter.rate(password, context)).score < weakestMasterScore;
  }

  /** Takes a vault over that was opened or made. */
  function hold(opened: Awaited<ReturnType<VaultPlaces['open']>>): KeeperOpened {
    if (!opened.ok) return opened;
    vault = opened.vault;
    changed();
    return { ok: true };
  }

  const known = (key: CompositeKey) => {
    const bytes = key.bytes();
    return { bytes, forget: () => bytes.fill(0) };
  };

  return {
    start: async (settings) => {
      const own = createStrengthMeter({ cityWords: [...settings.cityWords] });
      started = { settings, meter: own, places: ports.places(settings, changed) };
    },
    create: async ({ vault: id, path, name, password, keyFile }) => {
      if (await isTooWeak(password, [name])) return { ok: false, reason: 'too-weak' };
      const key = await keyOf(password, keyFile);
      return key.ok ? hold(await started.places.create({ id, path, name, key: key.key })) : key;
    },
    open: async ({ vault: id, path, key: means, breakLock }) => {
      const key = await keyFrom(means, id);
      if (!key.ok) return key;
      const isQuick = means.kind === 'quick';
      const opened = await started.places.open({ id, path, key: key.key, breakLock, isQuick });
      // What the keychain holds is a key of an earlier master password.
      if (isQuick && !opened.ok && opened.reason === 'wrong-key')
        return { ok: false, reason: 'keychain-outdated' };
      return hold(opened);
    },
    lock: async ({ reason }) => {
      const open = vault;
      vault = undefined;
      return open ? open.close(reason) : { hasRescued: false };
    },
    changeKey: async ({ current: password, currentKeyFile: file, password: next, keyFile }) => {
      if (!vault) return { ok: false, reason: 'unknown-vault' };
      const same = await keyOf(password, file ? { path: file, isNew: false } : undefined);
      if (!same.ok) return same;
      const isSame = vault.codec.isKey(same.key);
      same.key.wipe();
      if (!isSame) return { ok: false, reason: 'wrong-key' };
      if (await isTooWeak(next, [vault.state.name])) return { ok: false, reason: 'too-weak' };
      const kept = file === undefined ? undefined : { path: file, isNew: false };
      const wanted = keyFile === 'keep' ? kept : keyFile === 'none' ? undefined : keyFile;
      const made = await keyOf(next, wanted);
      if (!made.ok) return made;
      return vault.changeKey(made.key);
    },
    sealKey: withVault(current, ({ codec, id }, { random }: { random: SecretBytes }) => {
      const key = known(codec.key);
      const sealed = sealKey(key.bytes, random, id);
      key.forget();
      return { ok: true as const, sealed };
    }),
    noteQuickUnlock: async ({ on }) => {
      void vault?.audit.append({ action: on ? 'quick-unlock-on' : 'quick-unlock-off' });
    },
    rateSecret: ({ secret, context }) => started.meter.rate(secret, context),
    findCredentials: withVault(current, ({ database }, { address }: { address: string }) => {
      const offers: CredentialOffer[] = [];
      for (const entry of database.allEntries()) {
        const match = database.bin.contains(entry.uuid)
          ? undefined
          : matchAddress(addressesOf(entry), address);
        if (!match) continue;
        const { fields } = entry;
        offers.push({
          ...{ entry: entry.uuid, match },
          title: plain(fields.get('Title')),
          userName: plain(fields.get('UserName')),
        });
      }
      offers.sort((one, other) => MATCHES.indexOf(one.match) - MATCHES.indexOf(other.match));
      return { ok: true as const, origin: shownOrigin(address), offers };
    }),
    takeCredentials: withVault(
      current,
      ({ database, audit }, { entry: id, address }: { entry: string; address: string }) => {
        const entry = database.entry(id);
        if (!entry || database.bin.contains(id)) return refuse('unknown-entry');
        // Asked again: between question and answer the entry may have become another.
        if (!matchAddress(addressesOf(entry), address)) return refuse('not-allowed');
        database.entries.recordUse(id);
        void audit.append({ action: 'fill', entry: id });
        const code = codeOf(entry, clock.now())?.code;
        return {
          ok: true as const,
          userName: plain(entry.fields.get('UserName')),
          password: bytesOf(entry.fields.get('Password')),
          ...(code !== undefined && { totp: code }),
        };
      },
    ),
    ...listCalls(current, clock),
    ...entryCalls({ current, meter, clock }),
    ...groupCalls(current),
    ...exchangeCalls({ current, files, clock }),
    ...careCalls({
      ...ports,
      current,
      settings: () => started.settings,
      meter,
      inspector: ports.inspector(meter),
    }),
  };
}

/** An origin as it is shown before somebody signs in there: in ASCII, so that no look-alike passes for another. */
function shownOrigin(address: string): string {
  try {
    return new URL(address).origin;
  } catch {
    return address;
  }
}
