import type { ReactElement } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import './tooltip.css';

interface TooltipProps {
  readonly text: string;
  /** Keys as the person knows them: "Strg+2". */
  readonly shortcut?: string | undefined;
  readonly placement?: 'top' | 'bottom' | 'right' | 'left';
  /** One button of ours (or of react-aria), which needs a name of its own. */
  readonly children: ReactElement;
}

/** More about a button, on hover and on keyboard focus. Never the only place where something stands. */
export function Tooltip({ text, shortcut, placement = 'top', children }: TooltipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={100}>
      {children}
      <AriaTooltip className="tooltip" placement={placement} offset={8}>
        {text}
        {shortcut && <kbd className="tooltip-keys">{shortcut}</kbd>}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
