import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import './tokens.css';
import './base.css';

/**
 * react-aria adds a style element to the head unless it finds one with this id. Our Content-Security-Policy
 * forbids such elements; base.css holds the rule, and this mark keeps react-aria from trying.
 */
const mark = document.createElement('meta');
mark.id = 'react-aria-pressable-style';
document.head.append(mark);
