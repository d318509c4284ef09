import type { TFunction } from 'i18next';
import type vault from './locales/de.json';

type IconNumber = keyof (typeof vault)['icons'];

/** What a standard icon of KeePass shows, in words. */
export function iconName(iconId: number, t: TFunction<'vault'>): string {
  // Every number of KEEPASS_ICONS has a name; a test sees to it.
  const number = String(iconId >= 0 && iconId <= 68 ? iconId : 0) as IconNumber;
  return t(`icons.${number}`);
}
