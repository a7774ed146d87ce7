import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { pagedResource } from './pages.ts';

const all = ['a', 'b', 'c', 'd', 'e'];
const read = async (after: string | undefined) => {
  const from = after === undefined ? 0 : all.indexOf(after) + 1;
  const items = all.slice(from, from + 2);
  const isLast = from + 2 >= all.length;
  return { items, next: isLast ? undefined : items.at(-1), notAsked: from === 2 ? ['South'] : undefined };
};

test('more adds a page, and news does not take it away again', async () => {
  const list = pagedResource(read);
  await list.refresh();
  assert.equal(list.data.value?.items, ['a', 'b']);
  await list.more();
  await list.refresh();
  assert.equal(list.data.value?.items, ['a', 'b', 'c', 'd']);
  assert.equal(list.data.value?.notAsked, ['South']);
  await list.more();
  assert.equal([list.data.value?.items, list.data.value?.next], [all, undefined]);
});

test.run();
