import { start } from './compose';

await start();
