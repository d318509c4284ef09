import { z } from 'zod';
import { call, event } from '../../ipc/contract';
import { cityProfileSchema, PROFILE_REFUSALS, PROFILE_SOURCES } from './city-profile.model';

const contact = cityProfileSchema.shape.helpDesk;

/** What the renderer may know of the city profile in force. */
export const profileStateSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  version: z.int(),
  notAfter: z.string(),
  source: z.enum(PROFILE_SOURCES),
  languages: cityProfileSchema.shape.languages,
  helpDesk: contact,
  crisisContacts: z.array(contact),
  /** Names of the settings the city has locked. */
  lockedSettings: z.array(z.enum(['language', 'theme', 'textSize'])),
  /** Documents that were found and not taken, newest first. */
  refused: z.array(
    z.strictObject({ source: z.enum(PROFILE_SOURCES), reason: z.enum(PROFILE_REFUSALS), at: z.string() }),
  ),
});
export type ProfileState = z.output<typeof profileStateSchema>;

export const profileContract = {
  read: call(z.undefined(), profileStateSchema),
  changed: event(profileStateSchema),
};
export type ProfileContract = typeof profileContract;
