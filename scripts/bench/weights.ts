/** `npm run bench -- weights`: what weights that are learnt from outcomes bring, and what they cost at worst. */
import { type DriftFigures, playDrift, worlds } from '../../sim/drifting-experts.ts';
import { rows } from './report.ts';

export const measureWeights = (issues: number, seed: string): readonly DriftFigures[] =>
  worlds.map((world) => playDrift(world, issues, seed));

/** For people: a line for each world. */
export function weightsTable(figures: readonly DriftFigures[], margin: number): string {
  const head = [
    'outcomes',
    'learnt',
    'at worst',
    'without bound',
    'departed',
    'skill',
    'trust',
    'avail.',
    'load',
  ];
  const lines = figures.map(({ world, guarded, worst, unguarded, departed, learnt }) => [
    world,
    ...[guarded, worst, unguarded, departed].map((value) => value.toFixed(3)),
    ...[learnt.skill, learnt.trust, learnt.availability, learnt.load].map((value) => value.toFixed(2)),
  ]);
  return `${rows([head, ...lines])}

${worlds.map(({ name, about }) => `${name}: ${about}`).join('\n')}

Rewards as a share of what the weights that admins set bring on the same issues; at worst: of any beginning of the run. It
may not fall below ${(1 - margin).toFixed(2)}. Departed: the share of issues that went to another expert than by the set weights.
`;
}
