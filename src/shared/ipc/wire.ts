/** The one channel a renderer asks on. Arguments: feature, name, input. */
export const CALL_CHANNEL = 'quadrat:call';

/** The one channel main tells on. Arguments: feature, name, payload. */
export const EVENT_CHANNEL = 'quadrat:event';

/** What the preload exposes as `window.quadrat`; typed access is made of it in the renderer's bridge. */
export interface Wire {
  call(feature: string, name: string, input: unknown): Promise<unknown>;
  /** The returned function ends the listening. */
  listen(listener: (feature: string, name: string, payload: unknown) => void): () => void;
}
