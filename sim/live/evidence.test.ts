import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { IssueId } from '../../node/core/ids.ts';
import { aRating, otherExpert } from '../checkers/testing.ts';
import { inCountedOrder } from './evidence.ts';

const test = suite('the order of ratings');

const counted = (n: number, stars: number, after: number) =>
  aRating({ issueId: IssueId.parse(`issue ${n}`), stars, after });

test('is found from where each left the trust, for each person by themselves', () => {
  const [first, second, third] = [counted(3, 5, 0.6), counted(1, 1, 0.48), counted(2, 5, 0.584)];
  const other = aRating({ of: otherExpert, stars: 5, after: 0.6 });
  assert.equal(inCountedOrder([third, other, second, first]), [first, second, third, other]);
});

test('is left alone where there is none', () => {
  const ratings = [counted(1, 5, 0.6), counted(2, 5, 0.6)];
  assert.equal(inCountedOrder(ratings), ratings);
});

test.run();
