import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Locks, onlyTab } from './onlyTab.ts';

const test = suite('onlyTab');

const turn = () => new Promise((resolve) => setTimeout(resolve));

/** A browser's locks: who asked first has it until their promise resolves; who gives up waiting is told so. */
function browserLocks(): Locks {
  const ends = new Map<string, Promise<void>>();
  return {
    request(name, { signal }, granted) {
      const before = ends.get(name) ?? Promise.resolve();
      const end = before.then(() => (signal.aborted ? Promise.reject(new Error('Given up.')) : granted()));
      ends.set(
        name,
        end.catch(() => undefined),
      );
      return end;
    },
  };
}

test('of several tabs the first one does it, and the next when that is closed', async () => {
  const locks = browserLocks();
  const [one, gone, other] = [onlyTab('x', locks), onlyTab('x', locks), onlyTab('x', locks)];
  await turn();
  assert.equal([one.isIt(), gone.isIt(), other.isIt()], [true, false, false]);
  gone.stop();
  one.stop();
  await turn();
  assert.equal([one.isIt(), gone.isIt(), other.isIt()], [false, false, true]);
});

test('tabs do other things beside each other', async () => {
  const locks = browserLocks();
  const [one, other] = [onlyTab('x', locks), onlyTab('y', locks)];
  await turn();
  assert.equal([one.isIt(), other.isIt()], [true, true]);
});

test('where the browser has no locks each does it', () => {
  assert.ok(onlyTab('x', undefined).isIt());
});

test.run();
