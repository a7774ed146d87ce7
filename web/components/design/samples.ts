/** What the components show on their own page: made up, and the same at every look. */
import type { RegionView } from '../../../node/schemas/mesh-views.ts';
import type { TrustPoint } from '../../../node/schemas/views.ts';
import type { Why } from '../../../node/schemas/why.ts';
import { ApiProblem } from '../../lib/api.ts';

const noonMs = Date.UTC(2026, 0, 15, 12);
const dayMs = 24 * 3_600_000;

export const now = noonMs;
export const person = { id: 'meera', name: 'Meera Nair' };

/** As the node refuses a field. */
export const problemOf = (field: string, detail: string) =>
  new ApiProblem(422, 'invalid', detail, [{ pointer: `/${field}`, detail }]);

export const why: Why = {
  score: 0.82,
  terms: { skill: 0.95, trust: 0.84, availability: 0.75, load: 0.6 },
  weights: { skill: 0.4, trust: 0.25, availability: 0.2, load: 0.15 },
  skill: { category: 1, past: 0.7 },
  others: 2,
};

export const curve: readonly TrustPoint[] = [0.5, 0.56, 0.61, 0.58, 0.66, 0.72, 0.79].map((trust, n) => ({
  at: noonMs - (14 - 2 * n) * dayMs,
  trust,
}));

const regionOf = (name: string, n: number): RegionView => ({
  name,
  url: '',
  isSelf: n === 0,
  state: n === 3 ? 'down' : n === 5 ? 'suspected' : 'up',
  stateForMs: 3_600_000,
  roundTripMs: 12 + 9 * n,
  version: '1',
  expertsOnline: 2 + (n % 4),
  expertsFree: n % 3,
  waiting: (n * 7) % 5,
  active: n,
  handOffs: n % 2,
  categories: {},
});

/** As many as the map must hold. */
export const regions: readonly RegionView[] = [
  'North',
  'South',
  'East',
  'West',
  'Central',
  'Harbour',
  'Hills',
  'Lakes',
  'Islands',
  'Plains',
].map(regionOf);
