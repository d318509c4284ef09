import { Meter as AriaMeter, Label } from 'react-aria-components';
import './meter.css';

interface MeterProps {
  readonly label: string;
  /** From 0 to 1. */
  readonly value: number;
  /** What the value means, read out instead of a percentage. */
  readonly valueText?: string;
}

/** How loud something is (`role="meter"`): ten squares, filled from the left. */
export function LevelMeter({ label, value, valueText }: MeterProps) {
  return (
    <AriaMeter
      className="meter"
      value={Math.round(value * 100)}
      {...(valueText ? { valueLabel: valueText } : {})}
    >
      {({ percentage }) => (
        <>
          <Label className="meter-label">{label}</Label>
          <div className="level-meter" aria-hidden="true">
            {LEVELS.map((level) => (
              <span
                key={level}
                className={percentage >= level ? 'level-meter-square level-meter-on' : 'level-meter-square'}
              />
            ))}
          </div>
        </>
      )}
    </AriaMeter>
  );
}

const LEVELS = [5, 15, 25, 35, 45, 55, 65, 75, 85, 95] as const;
