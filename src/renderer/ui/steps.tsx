import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classNames } from './class-names';
import { Icon } from './icon';
import './steps.css';
import { VisuallyHidden } from './visually-hidden';

export interface StepsProps {
  /** Name of the whole for screen readers. */
  readonly label: string;
  readonly steps: readonly string[];
  /** Index of the one under way. */
  readonly current: number;
}

/** Where somebody stands in a few steps. Shows the way; it is not for going back. */
export function Steps({ label, steps, current }: StepsProps) {
  const { t } = useTranslation('ui');
  return (
    <ol className="steps" aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={classNames('step', index < current && 'step-done', index === current && 'step-current')}
          aria-current={index === current ? 'step' : undefined}
        >
          <span className="step-mark" aria-hidden="true">
            {index < current ? <Icon of={Check} /> : index + 1}
          </span>
          <span className="step-words">{step}</span>
          {index < current && <VisuallyHidden>{t('stepDone')}</VisuallyHidden>}
        </li>
      ))}
    </ol>
  );
}
