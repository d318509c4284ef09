import type { ReactNode } from 'react';
import { PersonMenu, type PersonMenuProps } from './person-menu';
import { ProductName } from './product-name';
import './title-bar.css';

export interface TitleBarProps extends PersonMenuProps {
  /** The state of the city network, in words. */
  readonly network: ReactNode;
}

/** The bar across the window: product, city network, person. */
export function TitleBar({ network, ...person }: TitleBarProps) {
  return (
    <header className="title-bar" data-frame-region="">
      <ProductName />
      <div className="title-bar-network">{network}</div>
      <PersonMenu {...person} />
    </header>
  );
}
