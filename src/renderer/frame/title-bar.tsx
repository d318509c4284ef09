import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonMenu, type PersonMenuProps } from './person-menu';
import { QuadratMark } from './quadrat-mark';
import './title-bar.css';

export interface TitleBarProps extends PersonMenuProps {
  /** The state of the city network, in words. */
  readonly network: ReactNode;
}

/** The bar across the window: product, city network, person. */
export function TitleBar({ network, ...person }: TitleBarProps) {
  const { t } = useTranslation('frame');
  return (
    <header className="title-bar" data-frame-region="">
      <div className="title-bar-product">
        <QuadratMark />
        <span translate="no">{t('product')}</span>
      </div>
      <div className="title-bar-network">{network}</div>
      <PersonMenu {...person} />
    </header>
  );
}
