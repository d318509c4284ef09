import { z } from 'zod';
import { call, event } from '../../ipc/contract';
import { cityProfileSchema, PROFILE_REFUSALS, PROFILE_SOURCES } from './city-profile.model';

const contact = cityProfileSchema.shape.helpDesk;

/** Documents that were found and not taken, newest first, one for each source and reason. */
export const refusedDocumentsSchema = z.array(
  z.strictObject({ source: z.enum(PROFILE_SOURCES), reason: z.enum(PROFILE_REFUSALS), at: z.string() }),
);
export type RefusedDocuments = z.output<typeof refusedDocumentsSchema>;

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
  /** True when a newer profile has come while the client runs, and its addresses count from the next start on. */
  needsRestart: z.boolean(),
  refused: refusedDocumentsSchema,
});
export type ProfileState = z.output<typeof profileStateSchema>;

export const profileContract = {
  /** Where no city is set up on this machine, only what was found and refused. */
  read: call(
    z.undefined(),
    z.union([profileStateSchema, z.strictObject({ refused: refusedDocumentsSchema })]),
  ),
  changed: event(profileStateSchema),
};
export type ProfileContract = typeof profileContract;
