/** What it costs to rank many experts with a long past, by the production code. */
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { AccountId, IssueId } from '../../node/core/ids.ts';
import { defaultWeights, type Figures, rankBy } from '../../node/core/rank.ts';
import { nothingLearnt, type Skilled } from '../../node/core/skill.ts';
import { besideWords, nearMax } from '../../node/match/fusion.ts';
import { type Beside, KeywordMatcher } from '../../node/match/keyword-matcher.ts';
import { Meanings } from '../../node/match/meanings.ts';
import { Roster } from '../../node/match/roster.ts';
import { sentenceOf } from '../../node/match/sentence.ts';
import { type ByteVector, toBytes } from '../../node/match/vector.ts';
import { categoriesDefault as categories } from '../../node/schemas/words.ts';
import { SeededRandom } from '../../sim/random.ts';
import { round, type Spread, spreadOf } from './figures.ts';

type Embed = (sentence: string | undefined) => Promise<ByteVector | undefined>;

export type RankingSize = { readonly experts: number; readonly past: number; readonly rankings: number };

export type Ranking = Pick<RankingSize, 'experts' | 'past'> & {
  /** Processor time of reading all past issues. */
  readonly fillMs: number;
  /** Of memory, everything that the index keeps of it included. */
  readonly bytesPerPast: number;
  /** Elapsed time from the text to the skills of all experts: what whoever asks waits for, garbage collection included. */
  readonly skill: Spread;
  /** … and to their order. */
  readonly whole: Spread;
  /** The same with vectors compared as well, but without the model that makes that of the text. */
  readonly withMeaning: Spread;
  /** The same with the model, if there is one. */
  readonly withModel?: Spread;
};

/** Different words there are: as many as in the texts of a large helpdesk. */
const wordCount = 60_000;
const titleWords = 8;
/** Words of a description: mostly short, seldom very long. */
const descriptionWords = [5, 20, 40, 60, 120];
/** Of them an expert has so many. */
const trades = 3;
const dayMs = 86_400_000;
/** Numbers of a vector, as many as of all-MiniLM-L6-v2. */
const vectorWidth = 384;
const warmUpRankings = 100;
/** As many as somebody who chooses and explains needs: the best, and who comes next. */
const rankedMax = 10;

/** Words come as in natural language: the n-th commonest in proportion to 1/n (Zipf). */
class Writer {
  readonly #random: SeededRandom;
  readonly #bounds: Float64Array;

  constructor(random: SeededRandom) {
    this.#random = random;
    this.#bounds = new Float64Array(wordCount);
    let sum = 0;
    for (let n = 0; n < wordCount; n++) {
      sum += 1 / (n + 10);
      this.#bounds[n] = sum;
    }
  }

  words(count: number): string {
    return Array.from({ length: count }, () => this.#word()).join(' ');
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.#random.next() * from.length)];
    if (picked === undefined) throw new Error('There is nothing to pick from.');
    return picked;
  }

  /** In no particular direction: comparing takes as long whatever it finds. */
  vector(): ByteVector {
    const numbers = Float64Array.from({ length: vectorWidth }, () => this.#random.next() - 0.5);
    const length = Math.sqrt(numbers.reduce((sum, one) => sum + one * one, 0));
    return toBytes(numbers.map((one) => one / length));
  }

  text() {
    return {
      title: this.words(titleWords),
      description: this.words(this.pick(descriptionWords)),
      category: this.pick(categories),
    };
  }

  #word(): string {
    const wanted = this.#random.next() * (this.#bounds[wordCount - 1] ?? 0);
    let [low, high] = [0, wordCount - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#bounds[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    // Letters that no stemmer takes for an ending.
    return `w${low.toString(36).replace(/[aeiouy]/g, 'k')}x`;
  }
}

/** @param embed a sentence model; past issues have vectors in no particular direction, as a hundred thousand texts take it long */
export async function measureRanking(
  { experts: expertCount, past: pastCount, rankings }: RankingSize,
  embed?: Embed,
): Promise<Ranking> {
  const writer = new Writer(new SeededRandom('ranking'));
  const experts: Skilled[] = Array.from({ length: expertCount }, (_, n) => ({
    id: AccountId.parse(`expert-of-this-region-${n}`),
    categories: Array.from({ length: trades }, () => writer.pick(categories)),
    qualifications: writer.words(20),
    quiz: {},
    learnt: nothingLearnt,
  }));
  const roster = new Roster();
  const matcher = new KeywordMatcher(roster);
  const people = experts.map((expert) => ({ id: expert.id, expert, number: matcher.declare(expert) }));

  // As long as a real one: a hash.
  const pastId = (n: number) => IssueId.parse(`${n}`.padStart(43, 'issue'));
  const pastAt = (n: number) => n * dayMs * 1e-2;
  const before = memoryUsed();
  let fillMs = 0;
  for (let n = 0; n < pastCount; n++) {
    const issue = {
      ...writer.text(),
      id: pastId(n),
      expertId: writer.pick(experts).id,
      at: pastAt(n),
    };
    fillMs += cpuMsOf(() => matcher.past.add(issue));
  }
  const bytesPerPast = Math.round((memoryUsed() - before) / pastCount);

  const now = pastAt(pastCount);
  const [skillMs, wholeMs]: [number[], number[]] = [[], []];
  const skills = new Float64Array(people.length);
  // One object for all of them, as few are asked about.
  const figures = { skill: 0, trust: 0.5, availability: 0.8, capacity: 3, load: 1 };
  const figuresOf = (_: unknown, at: number): Figures => {
    figures.skill = skills[at] ?? 0;
    return figures;
  };
  const rankOnce = (n: number, besideOf?: () => Beside, text = writer.text()) => {
    const issue = { ...text, id: IssueId.parse(`asked${n}`) };
    const startedAt = performance.now();
    const skillFor = matcher.skillFor(issue, now, besideOf?.());
    for (let at = 0; at < people.length; at++) skills[at] = skillFor.valueAt(people[at]?.number ?? -1);
    const skill = performance.now() - startedAt;
    rankBy(issue, people, figuresOf, {
      weights: defaultWeights,
      limit: rankedMax,
      skillOf: ({ expert }) => skillFor(expert),
    });
    return { skill, whole: performance.now() - startedAt };
  };
  for (let n = 0; n < warmUpRankings + rankings; n++) {
    const took = rankOnce(n);
    if (n < warmUpRankings) continue;
    skillMs.push(took.skill);
    wholeMs.push(took.whole);
  }
  // Not before, so that words alone are measured without anything beside them.
  const meanings = new Meanings(vectorWidth, roster);
  for (const { id } of experts) meanings.declare(id, writer.vector());
  for (let n = 0; n < pastCount; n++)
    meanings.add(pastId(n), writer.pick(experts).id, pastAt(n), writer.vector());
  const lookAt = (asked: ByteVector) => besideWords(meanings.look(asked, { now, limit: nearMax }));
  const withMeaningMs: number[] = [];
  for (let n = 0; n < warmUpRankings + rankings; n++) {
    const asked = writer.vector();
    const { whole } = rankOnce(n, () => lookAt(asked));
    if (n >= warmUpRankings) withMeaningMs.push(whole);
  }
  const withModelMs: number[] = [];
  for (let n = 0; embed && n < warmUpRankings + rankings; n++) {
    const text = writer.text();
    const startedAt = performance.now();
    const asked = await embed(sentenceOf(text));
    rankOnce(n, asked && (() => lookAt(asked)), text);
    if (n >= warmUpRankings) withModelMs.push(performance.now() - startedAt);
  }
  return {
    experts: expertCount,
    past: pastCount,
    fillMs: round(fillMs),
    bytesPerPast,
    skill: spreadOf(skillMs),
    whole: spreadOf(wholeMs),
    withMeaning: spreadOf(withMeaningMs),
    ...(embed && { withModel: spreadOf(withModelMs) }),
  };
}

/** Processor time: other processes of the machine do not count. */
function cpuMsOf(act: () => void): number {
  const from = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1_000;
}

const collectGarbage: () => void = (() => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc');
})();

function memoryUsed(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
