import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { SeenEntry, SeenIssue } from '../seen.ts';
import { ownersKnow } from './owners-know.ts';
import { anEntry, anIssue, aRegion, north, nth } from './testing.ts';

const check = (issue: Partial<SeenIssue>, entry: Partial<SeenEntry>) =>
  ownersKnow.check({
    events: [],
    final: [
      aRegion(north, {
        issues: [anIssue({ resolution: { epoch: nth(1) }, ...issue })],
        entries: [{ ...anEntry('done'), ...entry }],
      }),
    ],
  });
const yes = { helpsOthers: true, n: 3 };
const no = { helpsOthers: false, n: 4 };

test('what the owner knows is what the user said', () => {
  assert.equal(check({ consent: yes }, { consent: yes }), []);
  assert.equal(check({ consent: no }, {}), []);
  assert.is(check({ consent: no }, { consent: yes }).length, 1);
  assert.is(check({ consent: yes }, {}).length, 1);
});

test('under a former epoch nobody need know', () => {
  assert.equal(check({ consent: no, resolution: { epoch: nth(2) } }, { consent: yes }), []);
});

test.run();
