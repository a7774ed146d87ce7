#!/usr/bin/env node
/** The command `grapevine`. What it runs is built; this file is not, so that it can say so. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { requireNode } from './require-node.js';

requireNode();
const main = new URL('../dist/grapevine/main.js', import.meta.url);
if (existsSync(main)) {
  import(main.href);
} else {
  const folder = fileURLToPath(new URL('..', import.meta.url));
  process.stderr.write(`Grapevine is not built yet: run "npm run build" in ${folder} first.\n`);
  process.exit(1);
}
