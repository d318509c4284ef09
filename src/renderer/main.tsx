import './ui/foundation';
import { createRoot } from 'react-dom/client';
import type { Wire } from '../shared/ipc/wire';
import { compose } from './compose';

declare global {
  interface Window {
    /** Exposed by the preload. */
    readonly quadrat: Wire;
  }
}

const root = document.getElementById('root');
if (root) createRoot(root).render(compose(window.quadrat));
