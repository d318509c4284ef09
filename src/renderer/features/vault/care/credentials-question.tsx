import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CredentialsQuestion } from '../../../../shared/features/vault/vault.model';
import { Button } from '../../../ui/button';
import { ChoiceGroup } from '../../../ui/choice-group';
import { Dialog } from '../../../ui/dialog';
import './credentials-question.css';
import type { VaultCare } from './vault-care';

/**
 * Somebody in the client wants to sign in for the person: who, where, with what. Stands outside the pane, because it
 * is asked wherever the person is. Closing it is a no.
 */
export function CredentialsQuestionDialog({ care }: { readonly care: VaultCare }) {
  const { question } = useStore(care.asked);
  return question ? <Asking key={question.id} question={question} onAnswer={care.answer} /> : null;
}

interface AskingProps {
  readonly question: CredentialsQuestion;
  readonly onAnswer: (entry: string | undefined) => void;
}

function Asking({ question, onAnswer }: AskingProps) {
  const { t } = useTranslation('care');
  const { asker, origin, offers } = question;
  const [first] = offers;
  // Only what fits the address itself is chosen beforehand: the rest wants a look.
  const [entry, setEntry] = useState(first?.match === 'same-domain' ? '' : (first?.entry ?? ''));
  return (
    <Dialog
      isOpen
      onClose={() => onAnswer(undefined)}
      title={t('question.title')}
      role="alertdialog"
      actions={
        offers.length > 0 ? (
          <>
            <Button variant="primary" isDisabled={entry === ''} onPress={() => onAnswer(entry)}>
              {t('question.yes')}
            </Button>
            <Button autoFocus onPress={() => onAnswer(undefined)}>
              {t('question.no')}
            </Button>
          </>
        ) : (
          <Button variant="primary" autoFocus onPress={() => onAnswer(undefined)}>
            {t('question.close')}
          </Button>
        )
      }
    >
      <p>{t('question.who', { asker })}</p>
      <p className="credentials-question-origin">{origin}</p>
      {offers.length > 0 ? (
        <>
          <ChoiceGroup
            label={t('question.choose')}
            options={offers.map((offer) => ({
              id: offer.entry,
              label: offer.title,
              note: `${offer.userName || t('question.noUserName')} · ${t(`question.match.${offer.match}`)}`,
            }))}
            value={entry}
            onChange={setEntry}
          />
          <p className="care-muted">{t('question.record')}</p>
        </>
      ) : (
        <p>{t('question.none')}</p>
      )}
    </Dialog>
  );
}
