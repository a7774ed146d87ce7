import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseFaults } from './fault.ts';
import { playStory } from './play.ts';
import { withFiles } from './stories/files.ts';
import { handedOn } from './stories/handed-on.ts';
import { leftInGoodOrder } from './stories/left.ts';
import { putBack } from './stories/put-back.ts';

test('a run follows from the story and its faults, to the last byte', async () => {
  const faults = parseFaults('lost North>South 2, crash-after South 8');
  const [first, other, again] = [
    await playStory(handedOn, faults),
    await playStory(handedOn, []),
    await playStory(handedOn, faults),
  ];
  assert.is(again.traceHash, first.traceHash);
  assert.is.not(other.traceHash, first.traceHash);
  assert.is(first.struck.length, 2);
  assert.match(first.struck[0] ?? '', /^number 2 of North>South \(.+\) never arrives$/);
});

test('points come from the whole story, and after a fault from what follows it', async () => {
  const whole = await playStory(handedOn, []);
  const of = (blow: string) => whole.further.filter((fault) => fault.blow === blow);
  assert.is(of('twice').length, of('again').length);
  assert.is(of('lost').length, of('late').length);
  assert.ok(of('twice').length < of('lost').length, 'nobody waits for an answer that comes twice');
  assert.is(of('crash-before').length, of('crash-after').length);
  assert.equal([...new Set(of('crash-after').map(({ where }) => where))].sort(), ['East', 'North', 'South']);
  assert.ok(of('answer-lost').some(({ where }) => where === 'Uma'));
  const [struck] = of('answer-lost').slice(-1);
  const after = await playStory(handedOn, struck ? [struck] : []);
  assert.ok(after.further.length < whole.further.length / 2, 'the last command comes late');
});

test('each way to strike has its effect in the trace', async () => {
  const eventsWith = async (text: string) => (await playStory(handedOn, parseFaults(text))).evidence.events;
  const asks = (events: Awaited<ReturnType<typeof eventsWith>>, outcome: 'answered' | 'refused') =>
    events.filter((event) => event.kind === outcome && event.person === 'Uma' && event.command === 'submit')
      .length;
  const lostAnswer = await eventsWith('answer-lost Uma 2');
  assert.equal([asks(lostAnswer, 'refused'), asks(lostAnswer, 'answered')], [1, 1]);
  const kept = (events: typeof lostAnswer) =>
    events.filter((event) => event.kind === 'committed' && event.region === 'sim-South');
  const crashes = async (blow: string) => {
    const events = await eventsWith(`${blow} South 9`);
    const at = events.findIndex(({ kind }) => kind === 'crashed');
    assert.ok(at > 0, `${blow} crashes the process`);
    assert.ok(
      events.slice(at).some((event) => event.kind === 'started'),
      'and it starts again',
    );
    return kept(events.slice(0, at)).length;
  };
  const [before, after] = [await crashes('crash-before'), await crashes('crash-after')];
  assert.is(after, before + 1, 'the commit is lost before, and kept after');
});

test('a message that comes again comes a minute later, and a line that is cut is dead one way for half a minute', async () => {
  const whole = await playStory(handedOn, []);
  const again = await playStory(handedOn, parseFaults('again North>South 6'));
  assert.ok(again.virtualMs > whole.virtualMs + 20_000, 'the run waits for it');
  const { events } = (await playStory(handedOn, parseFaults('cut North>South 6'))).evidence;
  const moments = events.filter((event) => event.kind === 'fault' && event.what === 'cut');
  const [cut, healed] = moments.map(({ atMs }) => atMs);
  if (cut === undefined || healed === undefined) throw new Error('Nothing was cut.');
  assert.is(Math.round(healed - cut), 30_000);
  const asked = events.find(
    (event) => event.kind === 'committed' && event.changes.some((change) => change.in === 'entries'),
  );
  assert.ok(asked && asked.atMs >= healed, 'nobody hears of the issue meanwhile');
});

test('a disk fails one commit, with or without keeping it, and a frozen process goes on where it was', async () => {
  const eventsWith = async (text: string) => (await playStory(handedOn, parseFaults(text))).evidence.events;
  const keptAt = (events: Awaited<ReturnType<typeof eventsWith>>, what: string) => {
    const at = events.findIndex((event) => event.kind === 'fault' && event.what === what);
    assert.ok(at > 0, `${what} begins`);
    const struckMs = events[at]?.atMs ?? 0;
    const next = events.slice(at).find((event) => event.kind === 'committed' && event.region === 'sim-South');
    return Math.round((next?.atMs ?? 0) - struckMs);
  };
  const complaints = (events: Awaited<ReturnType<typeof eventsWith>>) =>
    events.filter((event) => event.kind === 'complained' && event.because === 'store-unavailable').length;
  const [refused, unsure, frozen] = await Promise.all(
    ['disk-refuses South 9', 'disk-unsure South 9', 'freeze South 9'].map(eventsWith),
  );
  if (!refused || !unsure || !frozen) throw new Error('Not all were played.');
  assert.ok(keptAt(refused, 'disk') > 100, 'the next commit is after memory was read again');
  assert.is(keptAt(unsure, 'disk'), 0);
  assert.equal([complaints(refused), complaints(unsure), complaints(frozen)], [1, 1, 0]);
  assert.is(keptAt(frozen, 'pause'), 30_000);
});

test('a region may crash while it starts, and the story goes on', async () => {
  const run = await playStory(handedOn, parseFaults('crash-after South 8, crash-before South 9'));
  assert.equal(run.missed, []);
  const { events } = run.evidence;
  const starts = events.filter((event) => event.kind === 'started' && event.region === 'sim-South').length;
  assert.is(events.filter(({ kind }) => kind === 'crashed').length, 2);
  assert.is(starts, 2, 'the process in between never served');
  assert.equal(
    run.verdicts.flatMap(({ violations }) => violations),
    [],
  );
});

for (const [what, story, faults] of [
  ['nobody fetched a file that a failed commit had kept', withFiles, 'disk-unsure East 5'],
  ['nobody fetched a file of which it could not be kept that it was here', withFiles, 'disk-refuses East 7'],
  ['a backup lacked nothing, for its region had been idle since', putBack, 'disk-unsure South 9'],
  ['who called a frozen process heard that it died', putBack, 'freeze North 17'],
  ['a process dies in its very first commit, before it is in the mesh', putBack, 'crash-after North 29'],
  ['a user closed and rated what only the lost disk knew to be so', putBack, 'crash-before South 25'],
  ['a rating was on the lost disk alone', putBack, 'crash-before South 32'],
  [
    'belongings came to a region that was starting and could not keep them yet',
    leftInGoodOrder,
    'crash-before South 21',
  ],
] as const)
  test(`${what}: ${story.name}, ${faults}`, async () => {
    const { verdicts, missed } = await playStory(story, parseFaults(faults));
    assert.equal(missed, []);
    assert.equal(
      verdicts.flatMap(({ violations }) => violations),
      [],
    );
  });

test('a fault that has no point in the run is told', async () => {
  const { missed } = await playStory(handedOn, parseFaults('lost North>South 999'));
  assert.is(missed.length, 1);
});

test.run();
