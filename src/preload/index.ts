import { contextBridge, ipcRenderer } from 'electron';
import { CALL_CHANNEL, EVENT_CHANNEL, type Wire } from '../shared/ipc/wire';

const wire: Wire = {
  call: (feature, name, input) => ipcRenderer.invoke(CALL_CHANNEL, feature, name, input),
  listen: (listener) => {
    const forward = (_: unknown, feature: string, name: string, payload: unknown) =>
      listener(feature, name, payload);
    ipcRenderer.on(EVENT_CHANNEL, forward);
    return () => ipcRenderer.off(EVENT_CHANNEL, forward);
  },
};

contextBridge.exposeInMainWorld('quadrat', wire);
