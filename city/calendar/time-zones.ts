import type { JcalComponent } from './jcal';

export const BERLIN = 'Europe/Berlin';
export const NEW_YORK = 'America/New_York';
export type ZoneName = typeof BERLIN | typeof NEW_YORK;

/** As Outlook names the zone, and as it comes without a definition from some of its relatives. */
export const WINDOWS_BERLIN = 'W. Europe Standard Time';

function period(
  kind: 'standard' | 'daylight',
  start: string,
  from: string,
  to: string,
  rule: { readonly bymonth: number; readonly byday: string },
): JcalComponent {
  return [
    kind,
    [
      ['dtstart', {}, 'date-time', start],
      ['tzoffsetfrom', {}, 'utc-offset', from],
      ['tzoffsetto', {}, 'utc-offset', to],
      ['rrule', {}, 'recur', { freq: 'YEARLY', ...rule }],
    ],
    [],
  ];
}

/** VTIMEZONE (RFC 5545, 3.6.5) with the rules in force since 1996 (Berlin) and 2007 (New York). */
export const TIME_ZONES: Readonly<Record<ZoneName, JcalComponent>> = {
  [BERLIN]: [
    'vtimezone',
    [['tzid', {}, 'text', BERLIN]],
    [
      period('daylight', '1996-03-31T02:00:00', '+01:00', '+02:00', { bymonth: 3, byday: '-1SU' }),
      period('standard', '1996-10-27T03:00:00', '+02:00', '+01:00', { bymonth: 10, byday: '-1SU' }),
    ],
  ],
  [NEW_YORK]: [
    'vtimezone',
    [['tzid', {}, 'text', NEW_YORK]],
    [
      period('daylight', '2007-03-11T02:00:00', '-05:00', '-04:00', { bymonth: 3, byday: '2SU' }),
      period('standard', '2007-11-04T02:00:00', '-04:00', '-05:00', { bymonth: 11, byday: '1SU' }),
    ],
  ],
};
