import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Mutation } from './mutation.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const recordFile = 'sim/mutations/caught.json';
const readmeFile = 'sim/mutations/README.md';

/** What decides how a run goes; not its tests, nor what starts real nodes or compares policies. */
const playedFolders = ['node/core', 'node/mesh', 'node/schemas', 'node/services', 'node/store', 'sim'];
const isPlayed = (file: string): boolean =>
  file.endsWith('.ts') && !file.endsWith('.test.ts') && !/(^|\/)(live|mutations)\//.test(file);

const read = (file: string): string => readFileSync(`${root}${file}`, 'utf8');

/** Where what was caught is kept, and the table that people read. */
export type RecordFiles = {
  readonly readRecord: () => string;
  readonly readReadme: () => string;
  readonly write: (record: string, readme: string) => void;
  /** A digest of the code that a mutation is played with: as long as it stays, so does what was found. */
  readonly codeOf: (mutation: Mutation) => string;
};

/** Enough to tell one state of the code from another. */
const digestLength = 12;

export const recordFiles = (): RecordFiles => {
  const sources = createHash('sha256');
  for (const folder of playedFolders)
    for (const name of readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' }).sort())
      if (isPlayed(`${folder}/${name}`)) sources.update(`${folder}/${name}\n${read(`${folder}/${name}`)}`);
  const code = sources.digest('hex');
  return {
    readRecord: () => read(recordFile),
    readReadme: () => read(readmeFile),
    write: (record, readme) => {
      writeFileSync(`${root}${recordFile}`, record);
      writeFileSync(`${root}${readmeFile}`, readme);
    },
    codeOf: ({ find, replace, scenario }) =>
      createHash('sha256')
        .update(JSON.stringify([code, find, replace, scenario]))
        .digest('hex')
        .slice(0, digestLength),
  };
};
