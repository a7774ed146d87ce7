import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { SeededRandom } from './random.ts';
import { createSimulatedSecrets } from './secrets.ts';

test('the same seed gives the same tokens and ids, of the size the port promises', () => {
  const [one, two] = [new SeededRandom(1), new SeededRandom(1)].map(createSimulatedSecrets);
  const [token, id] = [one?.token() ?? '', one?.id() ?? ''];
  assert.is(token, two?.token());
  assert.is(id, two?.id());
  assert.is(Buffer.from(token, 'base64url').length, 32);
  assert.is(Buffer.from(id, 'base64url').length, 16);
  assert.is.not(one?.token(), token);
});

test('a password fits its own hash only, and two hashes of one password differ', async () => {
  const secrets = createSimulatedSecrets(new SeededRandom(1));
  const hash = await secrets.hashPassword('a long password');
  assert.is(await secrets.verifyPassword(hash, 'a long password'), true);
  assert.is(await secrets.verifyPassword(hash, 'another password'), false);
  assert.is(await secrets.verifyPassword('not a hash', 'a long password'), false);
  assert.is.not(await secrets.hashPassword('a long password'), hash);
});

test('a digest tells where its parts end', () => {
  const { digest } = createSimulatedSecrets(new SeededRandom(1));
  assert.is(digest('ab', 'c'), digest('ab', 'c'));
  assert.is.not(digest('ab', 'c'), digest('a', 'bc'));
  assert.is.not(digest('a', ''), digest('a'));
});

test.run();
