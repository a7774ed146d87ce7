import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { firstTerm, nextTerm } from '../../node/core/epoch.ts';
import { RegionId } from '../../node/core/ids.ts';
import { chat } from './chat.ts';
import {
  aLine,
  anEntry,
  anIssue,
  answered,
  aRegion,
  asked,
  committed,
  issueId,
  north,
  putBack,
  south,
  trouble,
} from './testing.ts';

const sent = (n: number, key = `key ${n}`) => answered('message', key, `${issueId}/${north}/${n}`);
/** Of North, solved in South: both must have every line. */
const issue = anIssue({ phase: { at: 'closed', owner: south } });
const final = (atNorth = [aLine(1), aLine(2)], atSouth = atNorth) => [
  aRegion(north, { issues: [issue], messages: atNorth }),
  aRegion(south, { messages: atSouth }),
];
const events = [asked('message', 'key 1'), sent(1), asked('message', 'key 2'), sent(2)];
const complaint = (evidence: Parameters<typeof chat.check>[0]) => chat.check(evidence).join('\n');

test('lines that are everywhere, once and in order, are fine', () => {
  assert.is(complaint({ events, final: final() }), '');
});

test('a line that was sent twice with one key and kept once is fine', () => {
  const repeated = [...events, asked('message', 'key 2'), sent(2)];
  assert.is(complaint({ events: repeated, final: final() }), '');
});

test('a line that the origin or the owner lacks is lost', () => {
  assert.match(complaint({ events, final: final([aLine(1)], [aLine(1), aLine(2)]) }), 'is not at north');
  assert.match(complaint({ events, final: final([aLine(1), aLine(2)], [aLine(1)]) }), 'is not at south');
});

test('who goes on for the region that answered has no part in the chat, unless it works on the issue', () => {
  const adoption = { region: RegionId.parse('west'), term: nextTerm(firstTerm, south), by: south };
  const answeredElsewhere = (more: Parameters<typeof aRegion>[1]) => [
    aRegion(north, { issues: [issue], messages: [aLine(1), aLine(2)] }),
    aRegion(south, more),
  ];
  assert.is(complaint({ events, final: answeredElsewhere({ adoptions: [adoption] }) }), '');
  assert.match(complaint({ events, final: answeredElsewhere({}) }), 'is not at south');
  const entries = [anEntry('done')];
  assert.match(
    complaint({ events, final: answeredElsewhere({ adoptions: [adoption], entries }) }),
    'is not at south',
  );
});

test('one key on two lines is a double', () => {
  const lines = [aLine(1), aLine(2), aLine(3, { key: 'key 2' })];
  assert.match(complaint({ events, final: final(lines) }), 'one line is kept as');
});

test('a line that overtakes another on its way is out of order', () => {
  const swapped = [aLine(1, { arrival: 5 }), aLine(2, { arrival: 4 })];
  assert.match(complaint({ events, final: final(undefined, swapped) }), 'arrived as 2, 1');
});

test('a line that does not count on from what its region had is shown too early', () => {
  const answer = aLine(1, { region: south, key: 'answer', arrival: 3 });
  assert.match(
    complaint({ events, final: final(undefined, [aLine(1), aLine(2), answer]) }),
    'before what its writer',
  );
  const later = { ...answer, counter: 3 };
  assert.is(complaint({ events, final: final(undefined, [aLine(1), aLine(2), later]) }), '');
});

test('lines numbered otherwise than they were sent are out of order', () => {
  const reversed = [asked('message', 'key 2'), asked('message', 'key 1'), sent(1), sent(2)];
  assert.match(complaint({ events: reversed, final: final() }), 'numbered 2, 1');
});

test('a line is excused only if no disk but those that were lost ever had it', () => {
  const line = { in: 'messages', doc: aLine(1) } as const;
  const events = [asked('message', 'key 1'), sent(1), committed(north, line)];
  const without = final([], []);
  assert.match(complaint({ events, final: without }), 'is not at north');
  assert.is(complaint({ events: [...events, putBack(north)], final: without }), '');
  assert.match(complaint({ events: [...events, putBack(north, line)], final: without }), 'is not at north');
  const copied = [...events, committed(south, line), putBack(north)];
  assert.match(complaint({ events: copied, final: without }), 'is not at north');
  const burnt = [...events, committed(south, line), ...trouble('disk-loss', north, 2_000, 3_000)];
  assert.match(complaint({ events: burnt, final: without }), 'is not at south');
});

test('a number is given again where nobody knows the line that had it, and only there', () => {
  const first = { in: 'messages', doc: aLine(1) } as const;
  const second = aLine(1, { key: 'key 2' });
  const written = [asked('message', 'key 1'), sent(1), committed(north, first)];
  const again = [
    putBack(north),
    asked('message', 'key 2'),
    sent(1, 'key 2'),
    committed(north, { in: 'messages', doc: second }),
  ];
  assert.is(complaint({ events: [...written, ...again], final: final([second]) }), '');
  const known = [...written, committed(south, first), ...again];
  assert.match(complaint({ events: known, final: final([second]) }), 'numbered 1, 1');
});

test.run();
