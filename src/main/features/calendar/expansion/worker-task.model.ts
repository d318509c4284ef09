import type { ExpanderObject, Survey, ViewRequest } from '../calendar.ports';
import type { Expansion } from './expansion.model';

/** What the main thread asks of the expansion worker. Tasks come one after another. */
export type WorkerTask =
  | { readonly kind: 'expand'; readonly view: ViewRequest; readonly objects: readonly ExpanderObject[] }
  | { readonly kind: 'survey'; readonly objects: readonly ExpanderObject[] };

/** What the worker says: once that it is ready, then one answer per object, in their order. */
export type WorkerAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly result: Expansion | Survey };
