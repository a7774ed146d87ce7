import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { epochAt, firstTerm, nextTerm } from '../../node/core/epoch.ts';
import { RegionId } from '../../node/core/ids.ts';
import { oneExpert } from './one-expert.ts';
import { anEntry, committed, north, nth, otherExpert, putBack, south } from './testing.ts';

const first = (at: 'offered' | 'assigned' | 'closed') => ({ in: 'entries', doc: anEntry(at) }) as const;
const second = { in: 'entries', doc: anEntry('offered', { epoch: nth(2), by: otherExpert }) } as const;

test('one after the other is fine, also within one commit', () => {
  const events = [
    committed(north, first('offered')),
    committed(north, first('assigned')),
    committed(north, second, first('closed')),
  ];
  assert.equal(oneExpert.check({ events, final: [] }), []);
});

test('two at once are not, even in regions that do not hear of each other', () => {
  const events = [committed(north, first('assigned')), committed(south, second)];
  assert.match(oneExpert.check({ events, final: [] })[0] ?? '', 'has 2 experts');
});

test('a hold is not yet an offer', () => {
  const held = { in: 'entries', doc: anEntry('held', { epoch: nth(2), by: otherExpert }) } as const;
  const events = [committed(north, first('offered')), committed(south, held)];
  assert.equal(oneExpert.check({ events, final: [] }), []);
});

test('a region that was declared gone does not count, until it has heard of it', () => {
  const term = nextTerm(firstTerm, south);
  const heard = { in: 'adoptions', doc: { region: north, term, by: south } } as const;
  const events = [committed(north, first('assigned')), committed(south, heard), committed(south, second)];
  assert.equal(oneExpert.check({ events, final: [] }), []);
  const again = { in: 'entries', doc: anEntry('assigned', { epoch: nth(3) }) } as const;
  assert.match(
    oneExpert.check({ events: [...events, committed(north, heard, again)], final: [] })[0] ?? '',
    'has 3 experts',
  );
});

test('nor does one that an admin went on without, until it has heard; others do', () => {
  const term = nextTerm(firstTerm, south);
  const heard = { in: 'adoptions', doc: { region: north, term, by: south } } as const;
  const west = RegionId.parse('west');
  const events = [committed(west, first('assigned')), committed(south, heard), committed(south, second)];
  const wentOn = { kind: 'went-on', atMs: 900, lost: north, without: [west] } as const;
  assert.match(oneExpert.check({ events, final: [] })[0] ?? '', 'has 2 experts');
  assert.equal(oneExpert.check({ events: [wentOn, ...events], final: [] }), []);
  const again = { in: 'entries', doc: anEntry('assigned', { epoch: nth(3) }) } as const;
  assert.match(
    oneExpert.check({ events: [wentOn, ...events, committed(west, heard, again)], final: [] })[0] ?? '',
    'experts',
  );
});

test('what it was engaged in then does not count until the adopter has judged its report, and not for ever', () => {
  const term = nextTerm(firstTerm, south);
  const heard = { in: 'adoptions', doc: { region: north, term, by: south } } as const;
  const west = RegionId.parse('west');
  const wentOn = { kind: 'went-on', atMs: 900, lost: north, without: [west] } as const;
  const others = { in: 'entries', doc: anEntry('assigned', { epoch: epochAt(term, 1) }) } as const;
  const moved = { in: 'entries', doc: anEntry('assigned', { epoch: epochAt(term, 0) }) } as const;
  const events = [wentOn, committed(south, heard, others), committed(west, heard, moved)];
  assert.equal(oneExpert.check({ events, final: [] }), []);
  const late = { ...committed(west, moved), atMs: 60_000 };
  assert.match(oneExpert.check({ events: [...events, late], final: [] })[0] ?? '', 'has 2 experts');
});

test('what a backup brings back counts again once its region has adopted itself, and what it lacks is over', () => {
  const own = {
    in: 'adoptions',
    doc: { region: north, term: nextTerm(firstTerm, north), by: north },
  } as const;
  const lacking = [
    committed(north, first('assigned')),
    putBack(north),
    committed(north, own),
    committed(south, second),
  ];
  assert.equal(oneExpert.check({ events: lacking, final: [] }), []);
  const back = [
    committed(north, first('assigned')),
    putBack(north, first('assigned')),
    committed(south, second),
    committed(north, own, first('assigned')),
  ];
  assert.match(oneExpert.check({ events: back, final: [] })[0] ?? '', 'has 2 experts');
});

test.run();
