import { useTranslation } from 'react-i18next';
import { knownReason, type NotTaken } from './not-taken.model';
import { TableFrame } from './table-frame';

/** Says why something was not taken. */
export function useReasonWords(): (code: string) => string {
  const { t } = useTranslation('care');
  return (code) => {
    const known = knownReason(code);
    return known ? t(`notTaken.${known}`) : t('notTaken.unknown', { code });
  };
}

/** What was not taken, line by line, with the reason in words. */
export function NotTakenTable({ lines }: { readonly lines: readonly NotTaken[] }) {
  const { t } = useTranslation('care');
  const reason = useReasonWords();
  return (
    <TableFrame label={t('import.report.notTaken', { count: lines.length })}>
      <thead>
        <tr>
          <th scope="col">{t('import.report.where')}</th>
          <th scope="col">{t('import.report.what')}</th>
          <th scope="col">{t('import.report.why')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a report is made once and never changes its order
          <tr key={index}>
            <th scope="row">{line.where}</th>
            <td>{line.what}</td>
            <td>{reason(line.reason)}</td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
