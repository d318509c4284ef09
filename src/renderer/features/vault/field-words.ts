import type { TFunction } from 'i18next';

const STANDARD = ['Title', 'UserName', 'Password', 'URL', 'Notes'] as const;
const PARTS = [
  'tags',
  'attachments',
  'icon',
  'expiry',
  'colours',
  'override-url',
  'quality-check',
  'auto-type',
  'custom-data',
  'unknown',
] as const;

/** What one-time codes are made of, which the person knows as one thing. */
const ONE_TIME = /^(otp|TOTP (Seed|Settings)|(Time|Hmac)Otp-.+)$/;

/** Whether something that changed can be shown as a value, or only said to have changed. */
export function isShowable(name: string): boolean {
  const isPart = PARTS.some((one) => one === name);
  return !ONE_TIME.test(name) && (!isPart || ['tags', 'attachments', 'expiry'].includes(name));
}

/** What a field, or another part of an entry that changes, is called: by KDBX's name or the person's own. */
export function fieldName(name: string, t: TFunction<'vault'>): string {
  const standard = STANDARD.find((one) => one === name);
  if (standard) return t(`fields.${standard}`);
  const part = PARTS.find((one) => one === name);
  if (part) return t(`parts.${part}`);
  return ONE_TIME.test(name) ? t('totp.label') : name;
}
