import type { LucideIcon } from 'lucide-react';
import { classNames } from './class-names';
import './icon.css';

/** An icon of lucide in the one size (20 px, growing with the text). Never the only bearer of meaning. */
export function Icon({ of: Shape, className }: { readonly of: LucideIcon; readonly className?: string }) {
  return <Shape strokeWidth={1.75} aria-hidden="true" className={classNames('icon', className)} />;
}
