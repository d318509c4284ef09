import type { LucideIcon } from 'lucide-react';
import type { Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import './button.css';
import type { ButtonVariant } from './button';
import { classNames } from './class-names';
import { Icon } from './icon';
import './icon-button.css';
import { Tooltip } from './tooltip';

export interface IconButtonProps
  extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> {
  /** The name: what pressing does, in words. Also shown as tooltip. */
  readonly label: string;
  readonly icon: LucideIcon;
  readonly variant?: ButtonVariant;
  readonly shortcut?: string;
  readonly tooltipPlacement?: 'top' | 'bottom' | 'right' | 'left';
  readonly className?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A square button with an icon, named for everybody. For a switch change the label with the state. */
export function IconButton({
  label,
  icon,
  variant = 'quiet',
  shortcut,
  tooltipPlacement = 'top',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut} placement={tooltipPlacement}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={classNames('button', 'icon-button', `button-${variant}`, className)}
      >
        <Icon of={icon} />
      </AriaButton>
    </Tooltip>
  );
}
