import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react';

/** What kind of news something is. */
export type Tone = 'info' | 'success' | 'warning' | 'danger';

/** Each tone has a shape of its own, so that nobody depends on its colour. */
export const TONE_ICONS: Readonly<Record<Tone, LucideIcon>> = {
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleAlert,
};
