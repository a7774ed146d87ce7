import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AccountId, RegionId } from './ids.ts';
import { isUnread, joinedMarks, type Mark, Marks, readersMax } from './reading.ts';

const test = suite('reading');

const north = RegionId.parse('north');
const south = RegionId.parse('south');
const ana = AccountId.parse('ana');

const mark = (read: Record<string, number>, delivered: Record<string, number> = read, who = 'ana'): Mark =>
  Marks.parse([{ reader: who, role: who === 'ana' ? 'user' : 'expert', read, delivered }])[0] as Mark;

test('positions only move forward, each writer for itself', () => {
  const first = joinedMarks([], [mark({ north: 3 })]);
  const second = joinedMarks(first, [mark({ north: 2, south: 1 })]);
  assert.equal(second[0]?.read, { north: 3, south: 1 });
  assert.is(joinedMarks(second, [mark({ north: 1 })]), second, 'old news changes nothing');
});

test('what is read has been delivered, and not the other way round', () => {
  const [delivered] = joinedMarks([], [mark({}, { north: 2 })]);
  assert.equal(delivered?.read, {});
  const [both] = joinedMarks([], [mark({ north: 4 }, { north: 2 })]);
  assert.equal(both?.delivered, { north: 4 });
});

const position = fc.dictionary(fc.constantFrom('north', 'south', 'east'), fc.integer({ min: 1, max: 9 }));
const anyMark = fc
  .tuple(position, position, fc.constantFrom('ana', 'egon', 'emma'))
  .map(([read, delivered, who]) => mark(read, delivered, who));

test('in whatever order marks come, and however often, the same is known in the end', () => {
  fc.assert(
    fc.property(fc.array(anyMark, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (told, chance) => {
      const shuffled = [...told, ...told]
        .map((one) => ({ one, at: chance.next().value as number }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one);
      const sorted = (marks: Marks) => [...marks].sort((a, b) => (a.reader < b.reader ? -1 : 1));
      assert.equal(sorted(joinedMarks([], told)), sorted(joinedMarks([], shuffled)));
    }),
  );
});

test('of more experts than are remembered the first goes, and never the user', () => {
  const experts = Array.from({ length: readersMax + 3 }, (_, nth) => mark({ north: 1 }, {}, `expert ${nth}`));
  const marks = joinedMarks([], [mark({ north: 1 }), ...experts]);
  assert.is(marks.length, readersMax);
  assert.is(marks[0]?.reader, ana);
  assert.is(marks.at(-1)?.reader, `expert ${readersMax + 2}`);
});

test('own lines are never unread', () => {
  const marks = joinedMarks([], [mark({ north: 1 })]);
  const by = (id: string, region = north, n = 2) => ({ region, n, author: { id: AccountId.parse(id) } });
  assert.is(isUnread(by('egon'), ana, marks), true);
  assert.is(isUnread(by('egon', north, 1), ana, marks), false);
  assert.is(isUnread(by('egon', south, 1), ana, marks), true);
  assert.is(isUnread(by('ana'), ana, marks), false);
});

test.run();
