import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fewestRegions, filesInView, showFiles, storedFiles } from './storedFiles.ts';

const test = suite('storedFiles');

const stored = (id: string, ...storedIn: string[]) => ({ id, name: id, size: 1, type: 'x/y', storedIn });

test('of all files no more is promised than of the one in the fewest regions', () => {
  assert.is(fewestRegions([stored('a', 'North', 'South'), stored('b', 'North')]), 1);
  assert.is(fewestRegions([stored('a', 'North', 'South'), stored('b')]), 0);
});

test('it is asked anew when a file comes into view that was not known, and not for each time one is drawn', () => {
  showFiles('i1', ['a']);
  const first = filesInView.value;
  storedFiles.value = [stored('a', 'North')];
  showFiles('i1', ['a']);
  assert.is(filesInView.value, first);
  showFiles('i1', ['b']);
  assert.equal([...filesInView.value.ids], ['a', 'b']);
  assert.is(storedFiles.value.length, 1, 'what is known stays in view');
  showFiles('i2', ['c']);
  assert.equal([...filesInView.value.ids], ['c']);
  assert.equal(storedFiles.value, [], 'and goes with its issue');
});

test.run();
