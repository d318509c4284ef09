import type { LucideIcon } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import './button.css';
import { classNames } from './class-names';
import { Icon } from './icon';

/** One `primary` per view; `danger` for what cannot be undone; `quiet` where a frame would be noise. */
export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  readonly children: ReactNode;
  readonly variant?: ButtonVariant;
  readonly icon?: LucideIcon;
  readonly className?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/**
 * A button in words. `onPress` is called for mouse, touch and keyboard; `isPending` keeps it in place, focused and
 * deaf while something is under way.
 */
export function Button({ children, variant = 'secondary', icon, className, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={classNames('button', `button-${variant}`, className)}>
      {icon && <Icon of={icon} />}
      <span className="button-words">{children}</span>
    </AriaButton>
  );
}
