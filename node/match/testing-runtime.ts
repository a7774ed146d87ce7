/**
 * A made runtime for tests of the process: a "model" is a file with its width, a word piece is a word, and its vector says
 * which letters it has. Some words do to it what a broken model would.
 */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import type { Runtime } from './embedder-runtime.ts';

const [begin, end] = [1, 2];
const [crash, hang, fail] = [3, 4, 5];
const special: Readonly<Record<string, number>> = { crash, hang, fail };
const firstLetter = 10;

export const createRuntime = async (): Promise<Runtime> => ({
  async openSession(file) {
    const width = Number(await readFile(file, 'utf8'));
    if (!(width > 0)) throw new Error('Protobuf parsing failed.');
    return {
      inputs: [
        { name: 'input_ids', type: 'int64' },
        { name: 'attention_mask', type: 'int64' },
      ],
      async run({ input_ids: ids }) {
        const values = ids?.values ?? [];
        // As native code does that reads where it must not.
        if (values.includes(crash)) process.kill(process.pid, 'SIGSEGV');
        if (values.includes(fail)) throw new Error('It fails on this one.');
        if (values.includes(hang)) await new Promise(() => undefined);
        const data = new Float32Array(values.length * width);
        for (const [index, id] of values.entries()) data[index * width + (id % width)] = 1;
        return { last_hidden_state: { dims: [1, values.length, width], data } };
      },
    };
  },
  createTokenizer: () => (text) => [
    begin,
    ...text
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => special[word] ?? firstLetter + word.charCodeAt(0)),
    end,
  ],
});
