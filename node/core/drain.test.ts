import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { heirOf, isFinished } from './drain.ts';
import { RegionId } from './ids.ts';

const test = suite('drain');

const [one, two, three] = ['1', '2', '3'].map((id) => RegionId.parse(id)) as [RegionId, RegionId, RegionId];

test('nobody can go on for a region as long as anything of it is unfinished', () => {
  const nothing = { working: 0, handOffs: 0, adoptions: 0, copies: 0 };
  assert.ok(isFinished(nothing));
  for (const key of Object.keys(nothing)) assert.not.ok(isFinished({ ...nothing, [key]: 1 }), key);
});

test('the least loaded region goes on for one that leaves', () => {
  assert.is(
    heirOf([
      { region: one, issues: 9, experts: 3 },
      { region: two, issues: 4, experts: 2 },
      { region: three, issues: 0, experts: 0 },
    ]),
    two,
  );
});

test('without any expert online anywhere there is an heir all the same, the same for everyone who asks', () => {
  assert.is(
    heirOf([
      { region: three, issues: 0, experts: 0 },
      { region: two, issues: 5, experts: 0 },
    ]),
    two,
  );
  assert.is(heirOf([]), undefined);
});

test.run();
