import type { ProblemCode } from '../../node/problem.ts';
import { type Checker, eventsOf } from './checker.ts';

/** What says nothing about whether there is such a thing: `offer-gone` is also said of offers that never were. */
const closed: ReadonlySet<string> = new Set<ProblemCode | 'nothing'>([
  'nothing',
  'not-found',
  'forbidden',
  'offer-gone',
  'unauthenticated',
  'wrong-credentials',
  'link-refused',
  'store-unavailable',
  'home-region-unreachable',
  'region-unreachable',
]);

/** Looks at what people got who asked for things of others, with true ids, while these were moving between regions. */
export const disclosure: Checker = {
  name: 'disclosure',
  invariant: 12,
  promise:
    'Nothing is shown to, told to or done for somebody who has no part in it, nor for who knows a former password.',
  check: ({ events }) =>
    eventsOf(events, 'pried')
      .filter(({ got }) => !closed.has(got))
      .map(
        ({ atMs, person, what, issue, got }) =>
          `At ${atMs} ms ${person} tried to ${what}${issue === undefined ? '' : ` about issue ${issue}`}, and got ${got}.`,
      ),
};
