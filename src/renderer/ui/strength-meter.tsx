import { Meter as AriaMeter, Label } from 'react-aria-components';
import { classNames } from './class-names';
import './meter.css';
import './strength-meter.css';

/** From guessed at once to practically not to be guessed. */
export type StrengthScore = 0 | 1 | 2 | 3 | 4;

export interface StrengthMeterProps {
  readonly label: string;
  /** Absent while nothing has been rated. */
  readonly score: number | undefined;
  /** The score in words: what everybody reads, and screen readers instead of a number. */
  readonly words: string;
}

const SQUARES = [1, 2, 3, 4] as const;

/** How strong a secret is: words, and four squares of which none is filled for the weakest. */
export function StrengthMeter({ label, score, words }: StrengthMeterProps) {
  return (
    <AriaMeter className="meter" value={score ?? 0} maxValue={4} valueLabel={words}>
      <span className="strength-meter-head">
        <Label className="meter-label">{label}</Label>
        <span className="strength-meter-words">{words}</span>
      </span>
      <span
        className={classNames('strength-meter', score !== undefined && `strength-meter-${toneOf(score)}`)}
        aria-hidden="true"
      >
        {SQUARES.map((square) => (
          <span
            key={square}
            className={classNames(
              'strength-meter-square',
              score !== undefined && square <= Math.max(score, 1) && 'strength-meter-on',
            )}
          />
        ))}
      </span>
    </AriaMeter>
  );
}

function toneOf(score: number): 'weak' | 'fair' | 'strong' {
  if (score <= 1) return 'weak';
  return score === 2 ? 'fair' : 'strong';
}
