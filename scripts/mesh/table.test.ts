import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { people } from './people.ts';
import { table } from './table.ts';

const test = suite('the table of the mesh');

const rows = (['North', 'South', 'East', 'West'] as const).map((region, at) => ({
  region,
  url: `http://localhost:800${at}`,
  state: 'up',
  people: people[region],
}));

test('it names the language of the pages of whoever does not see them in English', () => {
  const lines = table(rows, true).split('\n');
  const lineWith = (email: string) => lines.find((line) => line.includes(email)) ?? '';
  assert.match(lineWith('omar@south.example'), /network, hardware \(Arabic\)$/);
  assert.match(lineWith('meera@north.example'), /network, security$/);
  assert.match(lineWith('gil@west.example'), /user {4}gil@west\.example {4}\(French\)$/);
});

test('no line is longer than a terminal of 100 characters', () => {
  for (const line of table(rows, true).split('\n')) assert.ok(line.length <= 100, line);
});

test('without the demo nobody is named', () => {
  assert.not.match(table(rows, false), /@/);
});

test.run();
