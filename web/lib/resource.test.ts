import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ApiProblem } from './api.ts';
import { resource } from './resource.ts';

/** Reads that are answered by hand. */
function byHand() {
  const asked: { resolve: (value: string) => void; reject: (error: unknown) => void }[] = [];
  const read = () => new Promise<string>((resolve, reject) => asked.push({ resolve, reject }));
  return { asked, read };
}
/** Lets everything that is ready go on; no timer is involved. */
async function turn() {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

test('a burst of news during a read costs one more read', async () => {
  const { asked, read } = byHand();
  const list = resource(read);
  const done = list.refresh();
  list.refresh();
  list.refresh();
  asked[0]?.resolve('one');
  await turn();
  assert.is(asked.length, 2);
  asked[1]?.resolve('two');
  await done;
  assert.equal([list.data.value, asked.length, list.isLoading.value], ['two', 2, false]);
});

test('what was read stays when reading again fails, and the problem is told', async () => {
  const { asked, read } = byHand();
  const list = resource(read);
  list.refresh();
  asked[0]?.resolve('one');
  await turn();
  list.refresh();
  asked[1]?.reject(new ApiProblem(503, 'store-unavailable', 'The disk is full.'));
  await turn();
  assert.equal([list.data.value, list.problem.value?.message], ['one', 'The disk is full.']);
});

test('a slow read does not overwrite the reply to a newer change', async () => {
  const { asked, read } = byHand();
  const issue = resource(read);
  issue.refresh();
  issue.set('cancelled');
  asked[0]?.resolve('waiting');
  await turn();
  assert.is(issue.data.value, 'cancelled');
  asked[1]?.resolve('cancelled, read again');
  await turn();
  assert.is(issue.data.value, 'cancelled, read again');
});

test.run();
