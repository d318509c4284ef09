import { useTranslation } from 'react-i18next';
import { StrengthMeter } from '../../../ui/strength-meter';
import './strength-hint.css';
import type { Rating } from './secret-rating.store';
import { strengthWords } from './strength-words.model';

/** How strong what stands in the field is, in words and squares, and what would make it stronger. */
export function StrengthHint({ strength, isStale }: Rating) {
  const { t } = useTranslation('access');
  const words = strength && strengthWords(strength);
  const empty = t(isStale ? 'strength.rating' : 'strength.none');
  return (
    <div className="strength-hint">
      <StrengthMeter
        label={t('strength.label')}
        score={words?.score}
        words={words ? t(`strength.score.${words.score}`) : empty}
      />
      <div className="strength-hint-words" role="status">
        {words && (
          <>
            <p>{t(words.warning ? `strength.warnings.${words.warning}` : `strength.time.${words.time}`)}</p>
            {words.score < 4 &&
              words.suggestions.map((one) => <p key={one}>{t(`strength.suggestions.${one}`)}</p>)}
          </>
        )}
      </div>
    </div>
  );
}
