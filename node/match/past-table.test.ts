import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { IssueId } from '../core/ids.ts';
import { type PastRow, PastTable } from './past-table.ts';

const test = suite('table of past issues');

const row = (n: number): PastRow => ({
  id: IssueId.parse(`issue${n}`),
  expert: n * 7,
  length: n / 2,
  growth: 1 / (n + 1),
});

const facts = (table: PastTable, n: number) => {
  const slot = table.slotOf(row(n).id);
  return slot === undefined ? undefined : { expert: table.expertAt(slot), growth: table.growthAt(slot) };
};

test('however many come and go, each is found with its own facts, in the order of coming', () => {
  const step = fc.record({ n: fc.nat(300), isRemoved: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
      const table = new PastTable();
      const there = new Set<number>();
      for (const [at, { n, isRemoved }] of steps.entries()) {
        if (there.delete(n)) {
          const slot = table.slotOf(row(n).id) ?? -1;
          assert.equal(table.remove(slot), row(n));
          assert.is(table.remove(slot), undefined);
        }
        if (isRemoved) continue;
        there.add(n);
        // Room for calculating lies behind all rows, and what is written there spoils none.
        const room = table.scratch(64);
        table.realsAt(room, 8).fill(at);
        assert.is(table.add(row(n)), table.slots - 1);
      }
      const moved = table.close();
      assert.is(moved.filter((slot) => slot !== undefined).length, there.size);
      assert.is(table.slots, there.size);
      assert.equal(
        table.ids,
        [...there].map((n) => row(n).id),
      );
      for (const n of there) assert.equal(facts(table, n), { expert: n * 7, growth: 1 / (n + 1) });
    }),
  );
});

test('what is not there has no slot, and removing it does nothing', () => {
  const table = new PastTable();
  assert.is(table.slotOf(row(1).id), undefined);
  assert.is(table.remove(-1), undefined);
  assert.is(table.remove(5), undefined);
  assert.equal(table.close(), []);
});

test.run();
