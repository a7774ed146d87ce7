/** The semantic matcher under test: the node's own parts, with the sentence model in its process. */
import process from 'node:process';
import { createLog } from '../../node/log.ts';
import { modelProcess, ProcessEmbedder } from '../../node/match/embedder.ts';
import { besideWords, nearMax } from '../../node/match/fusion.ts';
import { KeywordMatcher } from '../../node/match/keyword-matcher.ts';
import { Meanings } from '../../node/match/meanings.ts';
import { Roster } from '../../node/match/roster.ts';
import { ownSentenceOf, sentenceOf } from '../../node/match/sentence.ts';
import { type ByteVector, toBytes } from '../../node/match/vector.ts';
import { systemClock } from '../../node/system/clock.ts';
import type { MatcherUnderTest } from './matcher-under-test.ts';

const warnings = createLog({
  level: 'warn',
  isTerminal: process.stderr.isTTY === true,
  write: (line) => process.stderr.write(line),
});

/** Texts between two lines of progress: half a minute. */
const toldEvery = 1_000;

/** The embedder once it is ready. @throws Error in words when it cannot be */
async function readyEmbedder(modelDir: string): Promise<{ embedder: ProcessEmbedder; width: number }> {
  const embedder = new ProcessEmbedder({
    startProcess: modelProcess({ folder: modelDir }),
    clock: systemClock,
    log: warnings,
  });
  embedder.start();
  return new Promise((resolve, reject) => {
    // The process alone keeps no process.
    const alive = setInterval(() => undefined, 1_000);
    const cancel = embedder.onState(() => {
      const { state } = embedder;
      if (state.kind !== 'ready' && state.kind !== 'off') return;
      clearInterval(alive);
      cancel();
      if (state.kind === 'ready') resolve({ embedder, width: state.model.width });
      else reject(new Error(state.because));
    });
  });
}

/** What a sentence model says of texts; undefined of one without words. */
export type Model = {
  readonly width: number;
  embed(sentence: string | undefined): Promise<ByteVector | undefined>;
  close(): void;
};

/** @throws Error in words when there is no model that can be used */
export async function openModel(modelDir: string): Promise<Model> {
  const { embedder, width } = await readyEmbedder(modelDir);
  return {
    width,
    async embed(sentence) {
      if (sentence === undefined) return undefined;
      const alive = setInterval(() => undefined, 1_000);
      const vector = toBytes(await embedder.embed(sentence));
      clearInterval(alive);
      return vector;
    },
    close: () => embedder.stop(),
  };
}

export function semanticMatcher(modelDir: string): MatcherUnderTest {
  const roster = new Roster();
  const words = new KeywordMatcher(roster);
  let meanings: Meanings | undefined;
  let model: Model | undefined;
  return {
    async prepare(experts, past) {
      model = await openModel(modelDir);
      const { width } = model;
      const known = new Map<string, ByteVector>();
      const embed = async (sentence: string | undefined) =>
        known.get(sentence ?? '') ?? (await model?.embed(sentence));
      meanings = new Meanings(width, roster);
      for (const expert of experts) {
        words.declare(expert);
        meanings.declare(expert.id, await embed(ownSentenceOf(expert)));
      }
      for (const [n, issue] of past.entries()) {
        words.past.add(issue);
        const sentence = sentenceOf(issue);
        const vector = await embed(sentence);
        // Many past issues are the same, word for word.
        if (sentence !== undefined && vector) known.set(sentence, vector);
        if (vector) meanings.add(issue.id, issue.expertId, issue.at, vector);
        if ((n + 1) % toldEvery === 0) process.stderr.write(`${n + 1} of ${past.length} past issues read\n`);
      }
    },
    close: () => model?.close(),
    async skillFor(issue, now) {
      const vector = await model?.embed(sentenceOf(issue));
      if (!vector || !meanings) return words.skillFor(issue, now);
      return words.skillFor(issue, now, besideWords(meanings.look(vector, { now, limit: nearMax })));
    },
  };
}
