import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './connection-details.css';
import type { MeetingsActions } from './meetings.store';
import type { ConnectionDetails as Details } from './session/connection-details.model';

const EVERY_MS = 2_000;

function useDetails(read: MeetingsActions['readDetails'], isWanted: boolean): Details | undefined {
  const [details, setDetails] = useState<Details>();
  useEffect(() => {
    if (!isWanted) return undefined;
    let isOver = false;
    const look = async () => {
      const found = await read();
      if (!isOver) setDetails(found);
    };
    void look();
    const timer = setInterval(look, EVERY_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [read, isWanted]);
  return details;
}

/**
 * How the connection does, for the help desk; read only while it is open. Each figure stands in an element with
 * `data-figure`, as plain numbers in its `data-value` (`received/sent` where there are two).
 */
export function ConnectionDetails({ read }: { readonly read: MeetingsActions['readDetails'] }) {
  const { t, i18n } = useTranslation('meetings');
  const [isOpen, setIsOpen] = useState(false);
  const details = useDetails(read, isOpen);
  const number = new Intl.NumberFormat(i18n.language);
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 });
  const unknown = t('details.unknown');
  const counts = (received: number | undefined, sent: number | undefined) =>
    received === undefined || sent === undefined
      ? unknown
      : t('details.receivedSent', { received: number.format(received), sent: number.format(sent) });
  const rows = [
    ['path', details?.path ? t(`details.${details.path}`) : unknown, details?.path],
    [
      'delay',
      details?.delayMs === undefined
        ? unknown
        : t('details.milliseconds', { value: number.format(details.delayMs) }),
      details?.delayMs,
    ],
    ['loss', details?.loss === undefined ? unknown : percent.format(details.loss), details?.loss],
    [
      'audioPackets',
      counts(details?.audioPacketsReceived, details?.audioPacketsSent),
      details && `${details.audioPacketsReceived}/${details.audioPacketsSent}`,
    ],
    [
      'frames',
      counts(details?.framesDecoded, details?.framesSent),
      details && `${details.framesDecoded}/${details.framesSent}`,
    ],
  ] as const;
  return (
    <details className="connection-details" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>{t('details.summary')}</summary>
      <p className="connection-details-note">{t('details.note')}</p>
      <dl>
        {rows.map(([name, shown, value]) => (
          <div key={name}>
            <dt>{t(`details.${name}`)}</dt>
            <dd className="tabular" data-figure={name} data-value={value}>
              {shown}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
