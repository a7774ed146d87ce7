import type { Mutation } from './mutation.ts';

/** Files without their bytes, and bytes without their files. */
export const fileMutations: readonly Mutation[] = [
  {
    name: 'file-not-copied',
    file: 'node/services/issue-files.ts',
    find: "this.#isKept(issueId) ? 'wanted' : 'elsewhere'",
    replace: "this.#isKept(issueId) ? 'elsewhere' : 'elsewhere'",
    breaks: 'files',
    why: 'A custodian keeps an issue without its files, and they are lost with the disk they were given to.',
    scenario: 'files',
  },
  {
    name: 'line-before-its-file',
    file: 'node/services/conversations.ts',
    find: 'await files.fetching.obtainToKeep(file, given ? [given] : []);',
    replace: 'void file;',
    breaks: 'files',
    why: 'A line is acknowledged while its file is only where its writer is signed in, and from there it is swept.',
    scenario: 'files',
  },
  {
    name: 'file-taken-for-fetched',
    file: 'node/services/file-fetching.ts',
    find: '      await this.#fetch(file, [file.from]);\n',
    replace: '      if (file.size < 0) await this.#fetch(file, [file.from]);\n',
    breaks: 'files',
    why: 'A custodian says that it keeps a file before it has asked for it, and never asks.',
    scenario: 'files',
  },
];
