import { createHash } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { BlobMismatch, type Blobs, BlobTooLarge, StoreUnavailable } from '../ports.ts';
import { failure, MEGABYTE } from './contract-kit.ts';

/** Blobs in a place of their own. */
export type BlobPlace = {
  readonly blobs: Blobs;
  /** As a new process would, after the last one died in the middle of whatever it did. */
  reopen(): Promise<Blobs>;
  /** Closes and deletes everything. */
  destroy(): Promise<void>;
};

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export async function* pieces(...all: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const piece of all) yield Buffer.from(piece);
}

/** All that comes, in one piece. */
export async function read(bytes: AsyncIterable<Uint8Array> | undefined): Promise<Buffer> {
  if (bytes === undefined) throw new Error('It is not here.');
  const all: Uint8Array[] = [];
  for await (const piece of bytes) all.push(piece);
  return Buffer.concat(all);
}

const roomy = { sizeMaxBytes: 20 * MEGABYTE, at: 1_700_000_000_000 };

/**
 * Registers and runs one test for every guarantee of the `Blobs` port, on the adapter that `open` opens. `isOneAtATime` for a
 * server that stops answering when two write at once: there, two puts follow each other.
 */
export function blobContract(
  name: string,
  open: () => Promise<BlobPlace>,
  { isOneAtATime = false } = {},
): void {
  const test = suite<{ place: BlobPlace; blobs: Blobs }>(`blob contract: ${name}`);

  test.before.each(async (context) => {
    context.place = await open();
    context.blobs = context.place.blobs;
  });
  test.after.each(async (context) => {
    await context.place.destroy();
  });

  test('what was put in pieces can be read, whole and in part, under its hash', async ({ blobs }) => {
    const { sha256, size } = await blobs.put(pieces('Hello, ', 'vine', '!'), roomy);
    assert.is(sha256, hashOf(Buffer.from('Hello, vine!')));
    assert.is(size, 12);
    assert.is(await blobs.size(sha256), 12);
    assert.is(String(await read(await blobs.get(sha256))), 'Hello, vine!');
    assert.is(String(await read(await blobs.get(sha256, { start: 7, end: 10 }))), 'vine');
    assert.is(String(await read(await blobs.get(sha256, { start: 11, end: 11 }))), '!');
  });

  test('several megabytes come back as they were, from anywhere within', async ({ blobs }) => {
    const bytes = Buffer.alloc(3 * MEGABYTE + 7, 'grapevine');
    const { sha256 } = await blobs.put(pieces(bytes.subarray(0, 100_000), bytes.subarray(100_000)), roomy);
    assert.is(sha256, hashOf(bytes));
    assert.ok((await read(await blobs.get(sha256))).equals(bytes));
    const part = { start: 2 * MEGABYTE - 3, end: 3 * MEGABYTE };
    assert.ok((await read(await blobs.get(sha256, part))).equals(bytes.subarray(part.start, part.end + 1)));
  });

  test('what is not there is nowhere, whatever is asked for', async ({ blobs }) => {
    for (const sha256 of [hashOf(Buffer.from('x')), '', '../store.mdb', 'A'.repeat(64), 'incoming']) {
      assert.is(await blobs.size(sha256), undefined);
      assert.is(await blobs.get(sha256), undefined);
      assert.is(await blobs.touch(sha256, 5), false);
      assert.is(await blobs.remove(sha256, { ifBefore: Number.MAX_SAFE_INTEGER }), false);
    }
  });

  test('the same bytes are kept once, and count as put again', async ({ blobs }) => {
    const first = await blobs.put(pieces('twice'), roomy);
    const again = await blobs.put(pieces('tw', 'ice'), { ...roomy, at: roomy.at + 60_000 });
    assert.equal(again, first);
    assert.equal(await blobs.list({ limit: 10 }), [{ sha256: first.sha256, at: roomy.at + 60_000 }]);
    assert.is(String(await read(await blobs.get(first.sha256))), 'twice');
  });

  test('two who put the same at once both have it', async ({ blobs }) => {
    const bytes = Buffer.alloc(300_000, 'same');
    const first = blobs.put(pieces(bytes), roomy);
    if (isOneAtATime) await first;
    const [one, other] = await Promise.all([first, blobs.put(pieces(bytes), roomy)]);
    assert.equal(one, other);
    assert.is((await blobs.list({ limit: 10 })).length, 1);
    assert.ok((await read(await blobs.get(one.sha256))).equals(bytes));
  });

  test('too much is refused, and nothing of it is kept', async ({ blobs }) => {
    const error = await failure(blobs.put(pieces('12345', '67890', '1'), { ...roomy, sizeMaxBytes: 10 }));
    assert.instance(error, BlobTooLarge);
    assert.is((await blobs.put(pieces('1234567890'), { ...roomy, sizeMaxBytes: 10 })).size, 10);
    assert.is((await blobs.list({ limit: 10 })).length, 1);
  });

  test('other bytes than were expected are refused, and nothing of them is kept', async ({ blobs }) => {
    const expected = hashOf(Buffer.from('right'));
    assert.instance(await failure(blobs.put(pieces('wrong'), { ...roomy, expected })), BlobMismatch);
    assert.equal(await blobs.list({ limit: 10 }), []);
    await blobs.put(pieces('right'), { ...roomy, expected });
    assert.is(await blobs.size(expected), 5);
  });

  test('a source that breaks off leaves nothing, and says why', async ({ blobs }) => {
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('some');
      throw new Error('The line is cut.');
    }
    assert.is((await failure(blobs.put(breaking(), roomy))).message, 'The line is cut.');
    assert.equal(await blobs.list({ limit: 10 }), []);
  });

  test('what was put outlives its process; what was on its way is gone', async ({ place, blobs }) => {
    const { sha256 } = await blobs.put(pieces('kept'), roomy);
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(300_000, 'half');
      await new Promise(() => {});
    }
    void blobs.put(endless(), roomy).catch(() => {});
    await new Promise(setImmediate);
    const again = await place.reopen();
    assert.is(String(await read(await again.get(sha256))), 'kept');
    assert.equal(await again.list({ limit: 10 }), [{ sha256, at: roomy.at }]);
  });

  test('pages follow each other by hash', async ({ blobs }) => {
    const all: string[] = [];
    for (let n = 0; n < 9; n += 1) all.push((await blobs.put(pieces(`file ${n}`), roomy)).sha256);
    all.sort();
    const found: string[] = [];
    for (;;) {
      const after = found.at(-1);
      const page = await blobs.list({ limit: 4, ...(after !== undefined && { after }) });
      if (page.length === 0) break;
      found.push(...page.map(({ sha256 }) => sha256));
    }
    assert.equal(found, all);
  });

  test('only what was not put or touched since is removed', async ({ blobs }) => {
    const { sha256 } = await blobs.put(pieces('old'), roomy);
    assert.is(await blobs.remove(sha256, { ifBefore: roomy.at }), false);
    assert.is(await blobs.touch(sha256, roomy.at + 10_000), true);
    assert.is(await blobs.remove(sha256, { ifBefore: roomy.at + 10_000 }), false);
    assert.is(await blobs.remove(sha256, { ifBefore: roomy.at + 10_001 }), true);
    assert.is(await blobs.size(sha256), undefined);
    assert.is((await blobs.put(pieces('old'), roomy)).sha256, sha256, 'and may come again');
  });

  test('after it was closed nothing is kept any more', async ({ blobs }) => {
    await blobs.close();
    if (name === 'files') return;
    assert.instance(await failure(blobs.put(pieces('late'), roomy)), StoreUnavailable);
  });

  test.run();
}
