import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { IssueId } from '../../node/core/ids.ts';
import { anAccount, aRating, otherExpert } from '../checkers/testing.ts';
import { inCountedOrder } from './evidence.ts';

const test = suite('the order of ratings');

const counted = (n: number, stars: number, after: number) =>
  aRating({ issueId: IssueId.parse(`issue ${n}`), stars, after });

test('is found from where each left the trust, for each person by themselves', () => {
  const [first, second, third] = [counted(3, 5, 0.6), counted(1, 1, 0.48), counted(2, 5, 0.584)];
  const other = aRating({ of: otherExpert, stars: 5, after: 0.6 });
  assert.equal(inCountedOrder([third, other, second, first], []), [first, second, third, other]);
});

test('is found where two fit at the same place, and only one of them fits later', () => {
  const still = counted(1, 3, 0.5);
  const half = aRating({ issueId: IssueId.parse('issue 2'), stars: 4, after: 0.525, weight: 0.5 });
  const whole = counted(3, 4, 0.57);
  assert.equal(inCountedOrder([whole, half, still], []), [still, half, whole]);
});

test('ends where the account stands, though the last ones hardly count', () => {
  const weight = 1 / 65_536;
  const move = (from: number, stars: number) => from + 0.2 * weight * ((stars - 1) / 4 - from);
  const start = counted(1, 5, 0.6);
  const second = aRating({ issueId: IssueId.parse('issue 2'), stars: 3, after: move(0.6, 3), weight });
  const third = aRating({
    issueId: IssueId.parse('issue 3'),
    stars: 3,
    after: move(second.after, 3),
    weight,
  });
  const { of } = start;
  for (const last of [second, third]) {
    const account = anAccount({ id: of, trust: { value: last.after, at: 0 } });
    const order = inCountedOrder([third, second, start], [account]);
    assert.equal([order[0], order.at(-1)], [start, last]);
  }
});

test('leaves none out where there is none', () => {
  assert.is(inCountedOrder([counted(1, 5, 0.6), counted(2, 5, 0.6)], []).length, 2);
});

test.run();
