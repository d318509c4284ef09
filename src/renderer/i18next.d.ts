import type calendar from './features/calendar/locales/de.json';
import type launcher from './features/launcher/locales/de.json';
import type meetings from './features/meetings/locales/de.json';
import type network from './features/network/locales/de.json';
import type profile from './features/profile/locales/de.json';
import type session from './features/session/locales/de.json';
import type settings from './features/settings/locales/de.json';
import type access from './features/vault/access/locales/de.json';
import type care from './features/vault/care/locales/de.json';
import type vault from './features/vault/locales/de.json';
import type frame from './frame/locales/de.json';
import type ui from './ui/locales/de.json';

/** Makes `t` accept only keys that the German texts have. A new feature adds its line here. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'ui';
    resources: {
      access: typeof access;
      calendar: typeof calendar;
      care: typeof care;
      frame: typeof frame;
      launcher: typeof launcher;
      meetings: typeof meetings;
      network: typeof network;
      profile: typeof profile;
      session: typeof session;
      settings: typeof settings;
      ui: typeof ui;
      vault: typeof vault;
    };
  }
}
