import { useTranslation } from 'react-i18next';
import './help-desk-code.css';

/** The code the help desk asks for, after everything that is said in words. Can be selected and copied. */
export function HelpDeskCode({ code }: { readonly code: string }) {
  const { t } = useTranslation('ui');
  return <p className="help-desk-code">{t('helpDeskCode', { code })}</p>;
}
