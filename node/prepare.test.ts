import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { prepareRegion } from './prepare.ts';
import { ConfigProblem, settle } from './settle.ts';

const test = suite<{ dir: string }>('preparing a region');

test.before.each(async (context) => {
  context.dir = await mkdtemp(join(tmpdir(), 'grapevine-prepare-'));
});
test.after.each(({ dir }) => rm(dir, { recursive: true, force: true }));

const prepared = (dir: string, more: Record<string, string>) =>
  prepareRegion(settle({ flags: { region: 'North', dataDir: join(dir, 'data') }, environment: more }).config);

const assistant = {
  GRAPEVINE_ASSISTANT_URL: 'https://example.org',
  GRAPEVINE_ASSISTANT_MODEL: 'small',
};

test('without an address there is no assistant', async ({ dir }) => {
  assert.is((await prepared(dir, {})).options.assistant, undefined);
});

test("the assistant's key comes from the environment or from a file, or there is none", async ({ dir }) => {
  const file = join(dir, 'key');
  await writeFile(file, ' sk-1234\n');
  const keyOf = async (more: Record<string, string>) =>
    (await prepared(dir, { ...assistant, ...more })).options.assistant?.key;
  assert.is(await keyOf({ GRAPEVINE_ASSISTANT_KEY_FILE: file }), 'sk-1234');
  assert.is(await keyOf({ GRAPEVINE_ASSISTANT_KEY: 'sk-5' }), 'sk-5');
  assert.is(await keyOf({}), undefined);
});

test('a file that holds no key is refused, and what it holds is not told', async ({ dir }) => {
  const file = join(dir, 'key');
  for (const content of ['', 'two words', 'sk-ü']) {
    await writeFile(file, content);
    const problem = await prepared(dir, { ...assistant, GRAPEVINE_ASSISTANT_KEY_FILE: file }).then(
      () => undefined,
      (error: unknown) => error,
    );
    assert.instance(problem, ConfigProblem);
    assert.not.match(String(problem), /two words|sk-ü/);
  }
  const missing = prepared(dir, { ...assistant, GRAPEVINE_ASSISTANT_KEY_FILE: join(dir, 'none') });
  assert.match(String(await missing.catch((error: unknown) => error)), /cannot be read: ENOENT/);
});

test.run();
