/**
 * Puts a changed source in the place of one file, for a process that is started with `--import` of this file before tsx
 * (which is asked first and gets from here what it is to compile). Nothing on the disk is touched. JavaScript, because
 * nothing that compiles is there yet. GRAPEVINE_MUTATED: JSON of {url, source}.
 */
import { register } from 'node:module';
import process from 'node:process';

const { url, source } = JSON.parse(process.env.GRAPEVINE_MUTATED ?? '{}');
if (typeof url !== 'string' || typeof source !== 'string')
  throw new Error('GRAPEVINE_MUTATED is not {url, source}: start this by `npm run sim -- mutate`.');
register('./hook.js', import.meta.url, { data: { url, source } });
