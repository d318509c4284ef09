import { useTranslation } from 'react-i18next';
import './product-name.css';

/** The product's mark, a ring of squares with one that steps out, and its name. */
export function ProductName() {
  const { t } = useTranslation('frame');
  return (
    <span className="product-name" translate="no">
      <svg className="product-mark" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M1 1h6v6H1zM9 1h6v6H9zM17 1h6v6h-6zM1 9h6v6H1zM17 9h6v6h-6zM1 17h6v6H1zM9 17h6v6H9zM18 18h6v6h-6z" />
      </svg>
      {t('product')}
    </span>
  );
}
