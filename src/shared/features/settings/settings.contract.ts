import { z } from 'zod';
import { call, event } from '../../ipc/contract';

/** What a person sets for themselves on this machine. */
export const settingsSchema = z.strictObject({
  language: z.enum(['de', 'en']),
  theme: z.enum(['system', 'light', 'dark', 'high-contrast']),
  textSize: z.enum(['normal', 'large', 'larger', 'largest']),
  /** Devices last chosen for meetings: `deviceId`s of MediaDeviceInfo, absent for the system's choice. */
  devices: z.strictObject({
    microphone: z.string().max(200).optional(),
    camera: z.string().max(200).optional(),
    speaker: z.string().max(200).optional(),
  }),
});
export type Settings = z.output<typeof settingsSchema>;

/** What a person had before they chose anything. */
export const DEFAULT_SETTINGS: Settings = {
  language: 'de',
  theme: 'system',
  textSize: 'normal',
  devices: {},
};

const versionsSchema = z.strictObject({ quadrat: z.string(), electron: z.string(), chromium: z.string() });

export const settingsContract = {
  read: call(z.undefined(), settingsSchema),
  /** Takes the named settings; those locked by the city keep the city's value. Answers what is in force. */
  change: call(settingsSchema.partial(), settingsSchema),
  versions: call(z.undefined(), versionsSchema),
  changed: event(settingsSchema),
};
export type SettingsContract = typeof settingsContract;
