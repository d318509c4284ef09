import { composeKeeper } from './compose-keeper';
import { endAtParent, serveKeeper } from './keeper-wire';

const port = process.parentPort;
const line = serveKeeper(
  endAtParent(port),
  composeKeeper((state) => line.tell('changed', state)),
);
