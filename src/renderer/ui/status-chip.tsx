import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { classNames } from './class-names';
import { Icon } from './icon';
import './popover.css';
import './status-chip.css';

/** `busy` while something is being found out. */
export type StatusTone = 'success' | 'warning' | 'danger' | 'busy' | 'neutral';

/** A mark whose shape differs by tone (square, triangle, cross, open square), for use beside words. */
export function StatusMark({ tone }: { readonly tone: StatusTone }) {
  return <span className={classNames('status-mark', `status-mark-${tone}`)} aria-hidden="true" />;
}

/** A state in words with its mark. */
export function StatusWords({ tone, children }: { readonly tone: StatusTone; readonly children: string }) {
  return (
    <span className="status-words">
      <StatusMark tone={tone} />
      {children}
    </span>
  );
}

export interface StatusChipProps {
  readonly tone: StatusTone;
  /** The state in words. */
  readonly label: string;
  /** The reason and what can be done, shown on one click. */
  readonly children: ReactNode;
}

/** A state in words; one click shows the reason. */
export function StatusChip({ tone, label, children }: StatusChipProps) {
  return (
    <DialogTrigger>
      <Button className="status-chip">
        <StatusMark tone={tone} />
        <span className="status-chip-words">{label}</span>
        <Icon of={ChevronDown} className="status-chip-arrow" />
      </Button>
      <Popover className="popover" placement="bottom end" offset={4}>
        <Dialog className="status-chip-details" aria-label={label}>
          {children}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
