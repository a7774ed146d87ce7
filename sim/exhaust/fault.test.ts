import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { blowsAt, faultsText, parseFaults } from './fault.ts';

const complaintAbout = (text: string): string => {
  try {
    parseFaults(text);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

test('what a report prints is what --replay reads, however it is spaced', () => {
  const text = 'lost North>South 3, crash-after North 7, answer-lost Uma 2';
  assert.is(faultsText(parseFaults(text)), text);
  assert.is(faultsText(parseFaults('  lost  North>South 3 ,crash-after North 7,answer-lost Uma 2 ')), text);
  assert.equal(parseFaults('late North>South 12'), [{ blow: 'late', where: 'North>South', n: 12 }]);
});

test('what cannot be read is refused with what to write instead', () => {
  assert.match(complaintAbout('eaten North>South 3'), 'one of lost, twice, again, late, cut, crash-before');
  assert.match(complaintAbout('crash-after North'), 'write it like "crash-after North 7"');
  assert.match(complaintAbout('call-lost Uma 0'), 'write it like "call-lost Uma 2"');
  assert.match(complaintAbout('lost North > South 3'), 'write it like "lost North>South 3"');
});

test('every way to strike belongs to one kind of point', () => {
  assert.equal(blowsAt('letter'), ['lost', 'twice', 'again', 'late', 'cut']);
  assert.equal(blowsAt('commit'), ['crash-before', 'crash-after', 'disk-refuses', 'disk-unsure', 'freeze']);
  assert.equal(blowsAt('call'), ['call-lost', 'answer-lost']);
});

test.run();
