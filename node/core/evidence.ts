import { hash32 } from './hash.ts';
import { sharesOf, type Terms, type Weights } from './rank.ts';

/**
 * What outcomes say of the four terms: the sums of a linear regression of reward on (skill, trust, availability, load, 1).
 * `gram` is the 5 × 5 matrix Σ x·xᵀ, row by row, `sum` is Σ x·reward; older outcomes count less.
 */
export type Evidence = {
  readonly gram: readonly number[];
  readonly sum: readonly number[];
  /** Outcomes so far, older ones counting less. */
  readonly count: number;
};

/** The four terms and the constant. */
const size = 5;

/** About the last five hundred outcomes decide: people change, and a region has so many in days or weeks. */
const kept = 0.998;

/**
 * What is believed before anything happened: that reward follows the weights that admins set, as firmly as ten outcomes
 * would say it. The constant is free: how good outcomes are at all says nothing of the weights.
 */
const priorWeight = 10;
const priorWeightOfConstant = 1;

/** How far rewards lie from what terms foretell: the spread of what is tried out. */
const spread = 0.3;

export const noEvidence: Evidence = {
  gram: new Array<number>(size * size).fill(0),
  sum: new Array<number>(size).fill(0),
  count: 0,
};

const vectorOf = ({ skill, trust, availability, load }: Terms): readonly number[] => [
  skill,
  trust,
  availability,
  load,
  1,
];

const at = (values: readonly number[], index: number): number => values[index] ?? 0;

/** With one more outcome: what the chosen expert's terms were, and what came of it, in [0, 1]. */
export function observed({ gram, sum, count }: Evidence, terms: Terms, reward: number): Evidence {
  const x = vectorOf(terms);
  return {
    gram: gram.map((value, k) => kept * value + at(x, Math.floor(k / size)) * at(x, k % size)),
    sum: sum.map((value, k) => kept * value + at(x, k) * reward),
    count: kept * count + 1,
  };
}

/** An outcome that was counted has turned out better or worse by `change`: a rating came, or the answer did not hold. */
export function corrected(evidence: Evidence, terms: Terms, change: number): Evidence {
  const x = vectorOf(terms);
  return { ...evidence, sum: evidence.sum.map((value, k) => value + at(x, k) * change) };
}

/** The weights that outcomes speak for, adding up to 1. Without outcomes those that admins set. */
export function learntWeights(evidence: Evidence, fixed: Weights): Weights {
  const { root, target } = posterior(evidence, fixed);
  return weightsOf(forwardBack(root, target), fixed);
}

/**
 * Weights to try for one issue: linear Thompson sampling (S. Agrawal and N. Goyal, "Thompson Sampling for Contextual
 * Bandits with Linear Payoffs", ICML 2013) with forgetting, so that what is uncertain is tried now and then, and what has
 * changed is found out (Y. Russac, C. Vernade and O. Cappé, "Weighted Linear Bandits for Non-Stationary Environments",
 * NeurIPS 2019). `lot` is all the chance there is: the same lot draws the same weights.
 */
export function drawnWeights(evidence: Evidence, fixed: Weights, lot: string): Weights {
  const { root, target } = posterior(evidence, fixed);
  const mean = forwardBack(root, target);
  const away = back(
    root,
    Array.from({ length: size }, (_, k) => spread * normal(`${lot} ${k}`)),
  );
  return weightsOf(
    mean.map((value, k) => value + at(away, k)),
    fixed,
  );
}

/** A term never counts against an expert. If nothing counts for one either, the weights stay as they were set. */
function weightsOf(theta: readonly number[], fixed: Weights): Weights {
  const [skill = 0, trust = 0, availability = 0, load = 0] = theta.map((value) => Math.max(0, value));
  return sharesOf(skill + trust + availability + load > 0 ? { skill, trust, availability, load } : fixed);
}

/** The Cholesky root of (prior + gram), and (prior + sum). */
function posterior({ gram, sum }: Evidence, fixed: Weights): { root: number[]; target: readonly number[] } {
  const prior = [...vectorOf(sharesOf(fixed)).slice(0, size - 1), 0];
  const firmness = (k: number) => (k < size - 1 ? priorWeight : priorWeightOfConstant);
  const target = sum.map((value, k) => value + firmness(k) * at(prior, k));
  const root = new Array<number>(size * size).fill(0);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let value = at(gram, row * size + column) + (row === column ? firmness(row) : 0);
      for (let k = 0; k < column; k += 1) value -= at(root, row * size + k) * at(root, column * size + k);
      root[row * size + column] =
        row === column ? Math.sqrt(value) : value / at(root, column * size + column);
    }
  }
  return { root, target };
}

/** Solves L·Lᵀ·x = target. */
function forwardBack(root: readonly number[], target: readonly number[]): number[] {
  const middle: number[] = [];
  for (let row = 0; row < size; row += 1) {
    let value = at(target, row);
    for (let k = 0; k < row; k += 1) value -= at(root, row * size + k) * at(middle, k);
    middle.push(value / at(root, row * size + row));
  }
  return back(root, middle);
}

/** Solves Lᵀ·x = target. */
function back(root: readonly number[], target: readonly number[]): number[] {
  const solved = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row -= 1) {
    let value = at(target, row);
    for (let k = row + 1; k < size; k += 1) value -= at(root, k * size + row) * at(solved, k);
    solved[row] = value / at(root, row * size + row);
  }
  return solved;
}

/** Nearly a standard normal number, without logarithms: the sum of twelve even ones. */
function normal(lot: string): number {
  let sum = -6;
  for (let k = 0; k < 12; k += 1) sum += hash32(lot, String(k)) / 2 ** 32;
  return sum;
}
