import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import '../../ui/field.css';
import './editor-expiry.css';
import { dayOf, endOfDay, monthsFrom } from './expiry.model';

/** Months that are offered with one press. */
const QUICK = [1, 3, 6, 12] as const;

export interface EditorExpiryProps {
  /** Milliseconds since the epoch; undefined: never. */
  readonly expires: number | undefined;
  readonly onChange: (expires: number | undefined, how: 'typed' | 'pressed') => void;
}

/** When the credentials expire: a day, chosen or in so many months, or never. */
export function EditorExpiry({ expires, onChange }: EditorExpiryProps) {
  const { t } = useTranslation('vault');
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {t('editor.expires')}
      </label>
      <div className="editor-expiry">
        <input
          id={id}
          type="date"
          className="field-control editor-expiry-date"
          value={expires === undefined ? '' : dayOf(expires)}
          min="1970-01-02"
          max="9999-12-31"
          onChange={(event) => onChange(endOfDay(event.currentTarget.value), 'typed')}
        />
        {QUICK.map((months) => (
          <Button
            key={months}
            className="editor-expiry-quick"
            onPress={() => onChange(monthsFrom(Date.now(), months), 'pressed')}
          >
            {t('editor.inMonths', { count: months })}
          </Button>
        ))}
        <Button
          className="editor-expiry-quick"
          isDisabled={expires === undefined}
          onPress={() => onChange(undefined, 'pressed')}
        >
          {t('editor.never')}
        </Button>
      </div>
      {expires === undefined && <p className="field-note">{t('entry.neverExpires')}</p>}
    </div>
  );
}
