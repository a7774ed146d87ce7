import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { firstTerm, nextTerm } from '../../node/core/epoch.ts';
import { oneExpert } from './one-expert.ts';
import { anEntry, committed, north, nth, otherExpert, south } from './testing.ts';

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

test.run();
