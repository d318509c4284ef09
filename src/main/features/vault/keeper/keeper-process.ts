import { guardNodeNetwork } from '../../../security/node-network-guard';
import { composeKeeper } from './compose-keeper';
import { endAtParent, serveKeeper } from './keeper-wire';

// The vault needs no network: whatever tries to use one is refused. Nobody reads this process's output.
guardNodeNetwork({ note: () => {} });

const port = process.parentPort;
const line = serveKeeper(
  endAtParent(port),
  composeKeeper((state) => line.tell('changed', state)),
);
