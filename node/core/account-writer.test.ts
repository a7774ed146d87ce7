import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { mayWrite, type Written } from './account-writer.ts';
import type { Adoption } from './adoption-record.ts';
import { firstTerm, nextTerm } from './epoch.ts';
import { RegionId } from './ids.ts';

const [north, south, east, west] = ['north', 'south', 'east', 'west'].map((name) => RegionId.parse(name));
if (!north || !south || !east || !west) throw new Error('A region is missing.');

const written = (home: RegionId, writer: RegionId, formerHome?: RegionId): Written => ({
  home,
  version: { writer },
  ...(formerHome && { formerHome }),
});
const nobodyGone = () => undefined;
const adopted =
  (...pairs: readonly (readonly [RegionId, RegionId])[]) =>
  (region: RegionId): Adoption | undefined => {
    const by = pairs.find(([lost]) => lost === region)?.[1];
    return by && { region, by, term: nextTerm(firstTerm, by), at: 0 };
  };

test('a region writes its own people, and nobody else’s', () => {
  assert.ok(mayWrite(written(north, north), undefined, nobodyGone));
  assert.ok(mayWrite(written(north, north), written(north, north), nobodyGone));
  assert.not(mayWrite(written(north, south), undefined, nobodyGone));
  assert.not(mayWrite(written(north, south), written(north, north), nobodyGone));
});

test('nobody moves people to themselves without an adoption', () => {
  assert.not(mayWrite(written(south, south), written(north, north), nobodyGone));
  assert.not(mayWrite(written(south, south, north), written(north, north), nobodyGone));
  assert.not(mayWrite(written(south, south), written(north, north), adopted([east, south])));
  assert.not(mayWrite(written(south, south, east), written(north, north, west), adopted([west, north])));
});

test('who goes on for a region writes its people, also after several adoptions; the lost region may hand them on', () => {
  const gone = adopted([north, south], [south, east]);
  assert.ok(mayWrite(written(south, south, north), written(north, north), gone));
  assert.ok(mayWrite(written(east, east, south), written(north, north), gone));
  assert.ok(mayWrite(written(south, north, north), undefined, gone));
  assert.ok(mayWrite(written(south, north, north), written(north, north), gone));
  assert.not(
    mayWrite(written(west, west), written(north, north), gone),
    'it does not say that it adopted them',
  );
});

test('of two who adopted a region at once, either may, so that the later version wins everywhere', () => {
  const gone = adopted([north, south]);
  assert.ok(mayWrite(written(east, east, north), written(south, south, north), gone));
  assert.ok(mayWrite(written(south, south, north), written(east, east, north), gone));
  assert.ok(
    mayWrite(written(east, east, north), written(north, north), gone),
    'of its record nobody may hear',
  );
});

test('regions that adopted each other, or themselves, do not go round for ever', () => {
  assert.not(mayWrite(written(west, west), written(north, north), adopted([north, south], [south, north])));
  assert.not(mayWrite(written(west, west), written(north, north), adopted([north, north])));
});

test.run();
