import { useTranslation } from 'react-i18next';

/** Whom to call; from the city profile. */
export interface HelpDesk {
  readonly name: string;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
}

/** One sentence with the help desk's name, telephone and address, as far as the city profile names them. */
export function HelpDeskContact({ helpDesk }: { readonly helpDesk: HelpDesk }) {
  const { t } = useTranslation('ui');
  const contact = [helpDesk.name, helpDesk.phone, helpDesk.email].filter(Boolean).join(', ');
  return <p>{t('helpDesk', { contact })}</p>;
}
