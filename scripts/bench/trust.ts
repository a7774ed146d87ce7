/** `npm run bench -- trust`: what the rules about trust are worth to users, in simulated years. */
import { trustMeasureDefault } from '../../node/core/trust.ts';
import { rows } from './report.ts';
import { type NewcomerFigures, newcomersUnder } from './trust/newcomers.ts';
import { type RingFigures, ringOf } from './trust/ring.ts';
import { defaultTrustWorld, regretOf } from './trust/world.ts';

export type RegretFigures = {
  readonly seed: number;
  /** Of quality in [0, 1], lost per issue because another who was free would have been better. */
  readonly average: number;
  readonly estimate: number;
  /** The estimate's regret as a part of the average's. */
  readonly ratio: number;
};

export type TrustFigures = {
  readonly experts: number;
  readonly days: number;
  readonly regret: readonly RegretFigures[];
  readonly meanRatio: number;
  readonly rings: readonly RingFigures[];
  readonly newcomers: { readonly withoutLot: NewcomerFigures; readonly withLot: NewcomerFigures };
};

const ringSizes = [2, 5, 10];

export const measureTrust = (worlds: number): TrustFigures => {
  const { experts, days } = defaultTrustWorld;
  const regret = Array.from({ length: worlds }, (_, n) => {
    const world = { ...defaultTrustWorld, seed: n + 1 };
    const average = regretOf(world, 'average');
    const estimate = regretOf(world, 'estimate');
    return { seed: world.seed, average, estimate, ratio: estimate / average };
  });
  return {
    experts,
    days,
    regret,
    meanRatio: regret.reduce((sum, { ratio }) => sum + ratio, 0) / worlds,
    rings: ringSizes.map(ringOf),
    newcomers: {
      withoutLot: newcomersUnder(trustMeasureDefault, false),
      withLot: newcomersUnder(trustMeasureDefault, true),
    },
  };
};

export const trustTable = ({ experts, days, regret, meanRatio, rings, newcomers }: TrustFigures): string => {
  const asked = (name: string, { askedInFirstWeek, shareOfAnOldHand }: NewcomerFigures) => [
    name,
    askedInFirstWeek.toFixed(2),
    shareOfAnOldHand.toFixed(2),
  ];
  return [
    rows([
      [`Regret of an issue (${experts} experts who change, ${days} days)`, 'average', 'estimate', 'ratio'],
      ...regret.map(({ seed, average, estimate, ratio }) => [
        `seed ${seed}`,
        average.toFixed(4),
        estimate.toFixed(4),
        ratio.toFixed(3),
      ]),
    ]),
    `The estimate loses ${meanRatio.toFixed(3)} of what the average loses.`,
    '',
    rows([
      ['Trust of poor experts who praise each other for a year', 'users alone', 'all whole', 'as counted'],
      ...rings.map(({ friends, honest, unruled, ruled }) => [
        `${friends} friends`,
        honest.toFixed(2),
        unruled.toFixed(2),
        ruled.toFixed(2),
      ]),
    ]),
    '',
    rows([
      ['Newcomers among old hands', 'asked in a week', 'issues of an old hand’s'],
      asked('by score alone', newcomers.withoutLot),
      asked('with the lot', newcomers.withLot),
    ]),
    '',
  ].join('\n');
};
