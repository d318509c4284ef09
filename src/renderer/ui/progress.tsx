import { ProgressBar as AriaProgressBar, Label } from 'react-aria-components';
import { classNames } from './class-names';
import './progress.css';

export interface ProgressProps {
  /** What is under way, as a sentence. */
  readonly label: string;
  /** From 0 to 1; absent where nobody can know. */
  readonly value?: number;
}

/** Something that takes its time, in words first. */
export function Progress({ label, value }: ProgressProps) {
  return (
    <AriaProgressBar
      className="progress"
      isIndeterminate={value === undefined}
      value={Math.round((value ?? 0) * 100)}
    >
      {({ percentage, isIndeterminate }) => (
        <>
          <Label className="progress-label">{label}</Label>
          <svg className="progress-bar" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 1">
            <rect
              className={classNames('progress-fill', isIndeterminate && 'progress-fill-unknown')}
              width={isIndeterminate ? 30 : (percentage ?? 0)}
              height="1"
            />
          </svg>
        </>
      )}
    </AriaProgressBar>
  );
}
