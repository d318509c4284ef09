import { z } from 'zod';
import { PROFILE_SOURCES } from '../../../shared/features/profile/city-profile.model';
import type { ProfileContract, ProfileState } from '../../../shared/features/profile/profile.contract';
import type { Handlers } from '../../../shared/ipc/contract';
import type { Log } from '../../platform/log';
import { openDurable } from '../../platform/state/durable-file';
import { packedCity } from './adapters/packed-city.adapter';
import { createPublishedProfile } from './adapters/published-profile.adapter';
import { CityProfileService } from './city-profile.service';
import type { CityAnchors, CityFetch, Clock } from './profile.ports';
import { ProfileRefresh } from './profile-refresh.service';

const keptSchema = z
  .strictObject({ document: z.string().min(1), source: z.enum(PROFILE_SOURCES) })
  .nullable();

/** Where the client runs. */
export interface StartPlace {
  /** Folder for the state that lasts. */
  readonly folder: string;
  /** The command line. Only a demo build looks at it. */
  readonly argv: readonly string[];
  readonly log: Log;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Finds the city profile to start with. Needs nothing of Electron, so that it can come before `ready`: the network
 * switches are made from the profile. Where no city is set up on this machine, the service has no `profile`.
 */
export async function loadProfileAtStart(place: StartPlace): Promise<CityProfileService> {
  const demo =
    import.meta.env.MODE === 'demo'
      ? await (await import('./adapters/demo-city.adapter')).demoCity(place.argv)
      : undefined;
  return openCityProfile(demo ?? packedCity(process.platform, process.env), place);
}

/** Finds the city profile among the documents of the given city, and remembers it in the folder. */
export async function openCityProfile(
  anchors: CityAnchors,
  place: Omit<StartPlace, 'argv'>,
): Promise<CityProfileService> {
  const memory = await openDurable({
    folder: place.folder,
    name: 'city-profile',
    version: 1,
    schema: keptSchema,
    fallback: null,
    log: place.log,
  });
  const service = new CityProfileService({ ...anchors, memory, clock: place.clock }, place.log);
  await service.choose();
  return service;
}

/** The profile feature as main joins it. */
export interface ProfileFeature {
  readonly handlers: Handlers<ProfileContract>;
  /** The city can be reached: asks for a newer profile when that is due. */
  networkOpened(): void;
  stop(): void;
}

/**
 * Answers the window, and keeps the profile up to date. What a newer profile says of addresses counts from the
 * next start on; the rest at once.
 */
export function createProfileFeature(
  service: CityProfileService,
  ports: {
    readonly fetch: CityFetch;
    readonly clock: Clock;
    readonly changed: (state: ProfileState) => void;
  },
): ProfileFeature {
  const refresh = new ProfileRefresh(service, {
    published: createPublishedProfile(ports.fetch),
    clock: ports.clock,
    random: Math.random,
  });
  const endWatch = service.watch(ports.changed);
  return {
    handlers: { read: () => service.state ?? { refused: service.refused } },
    networkOpened: () => refresh.networkOpened(),
    stop: () => {
      endWatch();
      refresh.stop();
    },
  };
}
