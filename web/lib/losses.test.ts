import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AdoptionView } from '../../node/schemas/mesh-views.ts';
import { isOpen, lossesOf } from './losses.ts';
import { regionFor } from './testing.ts';

const test = suite('losses');

const dayMs = 24 * 3_600_000;
const now = 10 * dayMs;
const adoption = (more: Partial<AdoptionView> = {}): AdoptionView => ({
  region: 'South',
  by: 'North',
  at: now,
  state: 'asking',
  answered: [],
  waitingFor: [],
  unreachable: [],
  without: [],
  isReturned: false,
  isAgreed: false,
  ...more,
});
const north = regionFor('North');
const south = regionFor('South', { state: 'down' });
const told = (regions: readonly (typeof north)[], adoptions: readonly AdoptionView[]) =>
  lossesOf({ regions: [...regions] }, adoptions, now).map(({ kind, name }) => `${kind} ${name}`);

test('a region that is down asks for a decision, until somebody adopts it', () => {
  assert.equal(told([north, south], []), ['down South']);
  assert.equal(told([north, south], [adoption()]), ['adopted South']);
});

test('those that nobody has decided about come first', () => {
  const west = regionFor('West', { state: 'down' });
  assert.equal(told([north, south, west], [adoption()]), ['down West', 'adopted South']);
});

test('who is back, or was adopted and is settled, is not lost', () => {
  const settled = { ...south, adoptedBy: 'North', isSettled: true };
  assert.equal(told([north, settled], []), []);
  assert.equal(told([north, regionFor('South')], [adoption({ state: 'done', isReturned: true })]), []);
});

test('until adoptions are known, only who is not said to be adopted asks for a decision', () => {
  const adopted = { ...regionFor('West', { state: 'down' }), adoptedBy: 'North' };
  const kinds = lossesOf({ regions: [north, south, adopted] }, undefined, now).map(({ name }) => name);
  assert.equal(kinds, ['South']);
});

test('that it is done is news for a day; what is under way is shown for as long as it takes', () => {
  assert.equal(told([north], [adoption({ state: 'done', at: now - dayMs + 1 })]), ['adopted South']);
  assert.equal(told([north], [adoption({ state: 'done', at: now - dayMs })]), []);
  assert.equal(told([north], [adoption({ at: 0 })]), ['adopted South']);
});

test('an adoption that waits for who is down too is decided about where it is made', () => {
  const stuck = adoption({ waitingFor: ['East'], unreachable: ['East'] });
  const [loss] = lossesOf({ regions: [] }, [stuck], now);
  assert.ok(loss && isOpen(loss, 'North'));
  assert.not(loss && isOpen(loss, 'West'));
});

test.run();
