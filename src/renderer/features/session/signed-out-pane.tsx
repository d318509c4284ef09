import { Languages, LogIn } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionStatus, SignInProblem } from '../../../shared/features/session/session.contract';
import { Button } from '../../ui/button';
import { type HelpDesk, HelpDeskContact } from '../../ui/help-desk-contact';
import { Notice } from '../../ui/notice';
import { StatusWords } from '../../ui/status-chip';
import { SIGN_IN_CODES } from './session-codes.model';
import './signed-out-pane.css';

export interface SignedOutPaneProps {
  readonly status: Exclude<SessionStatus, { state: 'signed-in' }>;
  /** The city's name, from its profile. */
  readonly city: string;
  readonly helpDesk: HelpDesk | undefined;
  /** The product's mark and name. */
  readonly product: ReactNode;
  /** Why there is no city network, with the one thing to do about it. While it is there, signing in is not offered. */
  readonly obstacle?: ReactNode;
  /** Opens the sign-in window or brings it to the front. */
  readonly onSignIn: () => void;
  readonly onCancel: () => void;
  /** Switches to the other language; absent where the city has locked it. */
  readonly onSwitchLanguage?: (() => void) | undefined;
}

/** The whole window before sign-in: whose workplace this is, and one thing to do. */
export function SignedOutPane(props: SignedOutPaneProps) {
  const { status, city, helpDesk, product, obstacle, onSignIn, onCancel, onSwitchLanguage } = props;
  const { t } = useTranslation('session');
  return (
    <main className="signed-out" aria-labelledby="signed-out-title">
      <div className="signed-out-column">
        <header className="signed-out-header">
          {product}
          <h1 id="signed-out-title">{city}</h1>
        </header>
        {status.state === 'signed-out' && status.problem && !obstacle && (
          <ProblemNotice problem={status.problem} helpDesk={helpDesk} />
        )}
        {status.state === 'resuming' && (
          <p className="signed-out-resuming" role="status">
            <StatusWords tone="busy">{t('resuming')}</StatusWords>
          </p>
        )}
        {status.state === 'signing-in' && <SigningIn onSignIn={onSignIn} onCancel={onCancel} />}
        {obstacle && (
          <>
            <p>{t('obstacle')}</p>
            <div className="signed-out-obstacle" role="status">
              {obstacle}
            </div>
          </>
        )}
        {status.state === 'signed-out' && !obstacle && (
          <>
            <p>{t('invitation')}</p>
            <Button variant="primary" icon={LogIn} onPress={onSignIn} autoFocus>
              {t('signIn')}
            </Button>
          </>
        )}
      </div>
      {onSwitchLanguage && (
        <Button variant="quiet" icon={Languages} onPress={onSwitchLanguage}>
          <span lang={t('otherLanguage.code')}>{t('otherLanguage.name')}</span>
        </Button>
      )}
    </main>
  );
}

function SigningIn({ onSignIn, onCancel }: Pick<SignedOutPaneProps, 'onSignIn' | 'onCancel'>) {
  const { t } = useTranslation('session');
  return (
    <Notice
      tone="info"
      heading={t('signingIn.heading')}
      announce="polite"
      actions={
        <>
          <Button variant="primary" onPress={onSignIn}>
            {t('signingIn.toFront')}
          </Button>
          <Button onPress={onCancel}>{t('signingIn.cancel')}</Button>
        </>
      }
    >
      <p>{t('signingIn.text')}</p>
    </Notice>
  );
}

/** What is nobody's fault is told without alarm and without sending people to the help desk. */
const HARMLESS: ReadonlySet<SignInProblem> = new Set(['cancelled', 'session-ended']);

function ProblemNotice(props: { problem: SignInProblem; helpDesk: HelpDesk | undefined }) {
  const { problem, helpDesk } = props;
  const { t } = useTranslation('session');
  const isHarmless = HARMLESS.has(problem);
  return (
    <Notice
      tone={isHarmless ? 'info' : 'danger'}
      heading={t(`problems.${problem}.heading`)}
      code={SIGN_IN_CODES[problem]}
      announce={isHarmless ? 'polite' : 'assertive'}
    >
      <p>{t(`problems.${problem}.advice`)}</p>
      {helpDesk && !isHarmless && <HelpDeskContact helpDesk={helpDesk} />}
    </Notice>
  );
}
