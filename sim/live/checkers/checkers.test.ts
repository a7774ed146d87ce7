/** Each checker of live runs holds on a sound run in miniature, and says what is wrong with a broken one. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { RegionId } from '../../../node/core/ids.ts';
import { aLine, anEntry, anIssue, aRegion, asked, issueId, north, south } from '../../checkers/testing.ts';
import type { FinalRegion } from '../../final.ts';
import type { LiveEvidence } from '../evidence.ts';
import type { Told } from '../testimony.ts';
import { asTold } from './as-told.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { storedWhereTold } from './stored-where-told.ts';
import { worksAlone } from './works-alone.ts';

const told = (command: Told['command'], changes: Partial<Told> = {}): Told => ({
  atMs: 1_000,
  region: north,
  person: 'Ana',
  command,
  key: 'key',
  answer: issueId,
  ...changes,
});
const evidence = (changes: Partial<LiveEvidence> = {}): LiveEvidence => ({
  events: [],
  final: [],
  told: [],
  proofs: [],
  autopsies: [],
  ...changes,
});
const whole = anIssue({ timeline: [{ kind: 'accepted' }, { kind: 'resolved' }] });

const stored = suite('stored where told');

stored('holds where a named region has the issue, itself, as a copy or as work', () => {
  const submitted = [told('submit', { storedIn: [north, south] })];
  for (const disk of [
    aRegion(north, { issues: [whole] }),
    aRegion(north, { copies: [{ id: issueId, issue: whole }] }),
    aRegion(north, { entries: [anEntry('done')] }),
  ])
    assert.equal(storedWhereTold.check(evidence({ told: submitted, final: [disk] })), []);
});

stored('is broken where only another region has it, or none was named', () => {
  const final = [aRegion(south, { issues: [whole] })];
  for (const storedIn of [[north], []]) {
    const found = storedWhereTold.check(evidence({ told: [told('submit', { storedIn })], final }));
    assert.is(found.length, 1);
  }
});

stored(
  'is broken where the disk of a killed region lacks what was acknowledged before its next process',
  () => {
    const line = `${issueId}/${north}/1`;
    const acknowledged = [told('submit', { storedIn: [north] }), told('message', { answer: line })];
    const final = [aRegion(north, { issues: [whole] })];
    const check = (disk: FinalRegion, restartedMs: number) =>
      storedWhereTold.check(evidence({ told: acknowledged, final, autopsies: [{ disk, restartedMs }] }));
    assert.equal(check(aRegion(north, { issues: [whole], messages: [aLine(1)] }), 2_000), []);
    assert.is(check(aRegion(north, { issues: [whole] }), 2_000).length, 1);
    assert.is(check(aRegion(north), 2_000).length, 2);
    // Said by the process after it.
    assert.equal(check(aRegion(north), 500), []);
  },
);

stored(
  'is broken where a killed custodian lacks the copy that was acknowledged, unless it has moved on',
  () => {
    const acknowledged = [told('submit', { storedIn: [north, south] })];
    const check = (custodian: typeof south) =>
      storedWhereTold.check(
        evidence({
          told: acknowledged,
          final: [aRegion(north, { issues: [anIssue({ custody: { region: custodian, isKept: true } })] })],
          autopsies: [{ disk: aRegion(south), restartedMs: 2_000 }],
        }),
      );
    assert.is(check(south).length, 1);
    assert.equal(check(RegionId.parse('east')), []);
  },
);

stored.run();

const turns = suite('one at a time');

turns('holds where the next is told after the first has begun to answer', () => {
  const accepted = [told('accept'), told('accept', { atMs: 5_000, person: 'Bo' })];
  const events = [{ ...asked('resolve', `${issueId} 1`), person: 'Ana', atMs: 4_000 }];
  assert.equal(oneAtATime.check(evidence({ told: accepted, events })), []);
});

turns('is broken where two have it at once', () => {
  const accepted = [told('accept'), told('accept', { atMs: 5_000, person: 'Bo' })];
  assert.match(oneAtATime.check(evidence({ told: accepted })).join(), /with Ana and with Bo at once/);
  const events = [{ ...asked('resolve', `${issueId} 1`), person: 'Ana', atMs: 6_000 }];
  assert.is(oneAtATime.check(evidence({ told: accepted, events })).length, 1);
});

turns('holds where one person is told twice', () => {
  assert.equal(oneAtATime.check(evidence({ told: [told('accept'), told('accept', { atMs: 2_000 })] })), []);
});

turns.run();

const history = suite('as told');

history('holds where the history says so', () => {
  const said = [told('accept'), told('resolve'), told('confirm', { key: issueId, answer: '' })];
  assert.equal(asTold.check(evidence({ told: said, final: [aRegion(north, { issues: [whole] })] })), []);
});

history('is broken where it does not, or the issue is not closed', () => {
  const said = [told('accept'), told('resolve'), told('confirm', { key: issueId, answer: '' })];
  const bare = anIssue({ phase: { at: 'resolved', owner: north } });
  assert.is(asTold.check(evidence({ told: said, final: [aRegion(north, { issues: [bare] })] })).length, 3);
});

history.run();

const alone = suite('works alone');

alone('is broken where an issue did not come to its end', () => {
  const proof = { region: 'North', while: 'all others are dead', tookMs: 40_000 };
  assert.equal(worksAlone.check(evidence({ proofs: [{ ...proof, state: 'rated' }] })), []);
  assert.match(
    worksAlone.check(evidence({ proofs: [{ ...proof, state: 'waiting' }] })).join(),
    /still waiting/,
  );
});

alone.run();
