import { debianPackages, RUNTIME_PACKAGES } from './debian-packages.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { nodeModules } from './node-modules.mjs';
import { asProgram } from './program.mjs';
import { sfuWorker } from './sfu-worker.mjs';

const OLDEST_NODE = [20, 19];

/**
 * Brings everything that a fresh clone needs to start, test and package: npm's packages, Debian's, Electron and the
 * mediasoup worker. Says one line for each step that has something to do, and nothing when all is there.
 */
async function bootstrap() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    throw new Error(
      `Quadrat needs Node ${OLDEST_NODE.join('.')} or later; this is ${process.versions.node}. Please install a later one from https://nodejs.org.`,
    );
  }
  await nodeModules();
  await debianPackages(RUNTIME_PACKAGES);
  await electronRuntime();
  await sfuWorker();
}

await asProgram(import.meta.url, bootstrap);
