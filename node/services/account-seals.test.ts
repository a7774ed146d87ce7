/** Accounts as they reach other regions: nobody on the way, and no other region, can change what is sealed. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { SeededRandom } from '../../sim/random.ts';
import { epochAt, firstTerm } from '../core/epoch.ts';
import { PeerMessage } from '../core/messages.ts';
import { asJson } from './as-json.ts';
import { Account } from './documents.ts';
import { deliverMethod } from './outbox.ts';
import type { Actor } from './services.ts';
import { type TestRegion, TestWorld } from './testing.ts';

const test = suite('account seals');

/** North lies; Egon is at home at East; West hears of him from both. */
const begin = async () => {
  const world = await TestWorld.of(['North', 'East', 'West']);
  const { North, East, West } = world.regions;
  const { actor: expert } = await world.expert(East, 'Egon', { isOnline: false });
  const id = expert.accountId;
  await world.until(() =>
    [North, West].every(({ state }) => state.accounts.get(id)?.verification === 'verified'),
  );
  return { world, North, East, West, expert };
};

const trustAt = ({ state }: TestRegion, { accountId }: Actor): number | undefined =>
  state.accounts.get(accountId)?.trust.value;

/** North puts into its own store what it wants others to believe, and tells everyone as it tells its own. */
const lie = async (world: TestWorld, North: TestRegion, { accountId }: Actor, changes: Partial<Account>) => {
  const { ledger, accounts } = North.state;
  await world.run(
    ledger.run((transaction) => {
      const known = accounts.get(accountId);
      if (!known) throw new Error('North has never heard of him.');
      transaction.put(accounts, accountId, { ...known, ...changes });
    }),
  );
  // Long enough for everyone to have compared registers with everyone.
  await world.pass(60_000);
};

const praise = { value: 1, at: 0, evidence: { good: 100, bad: 0 } };

test('a relay that changes trust, under the home’s name, its own, or as a new home, is believed by nobody', async () => {
  const { world, North, East, West, expert } = await begin();
  const known = North.state.accounts.get(expert.accountId);
  assert.ok(known?.seal, 'the home has sealed it');
  const counter = known.version.counter + 1_000;
  const [home, self] = [known.home, North.state.self];
  const lies: Partial<Account>[] = [
    { trust: praise, version: { counter, writer: home } },
    { trust: praise, version: { counter: counter + 1, writer: self } },
    { trust: praise, version: { counter: counter + 2, writer: self }, home: self },
    { trust: praise, version: { counter: counter + 3, writer: self }, home: self, formerHome: home },
  ];
  for (const changes of lies) {
    await lie(world, North, expert, changes);
    assert.is(trustAt(North, expert), 1);
    assert.is(trustAt(West, expert), 0.5, JSON.stringify(changes));
    assert.is(trustAt(East, expert), 0.5, 'his home knows better');
    assert.is(West.state.accounts.get(expert.accountId)?.home, home);
  }
});

test('nor without a seal, once his home has sealed anything', async () => {
  const { world, North, West, expert } = await begin();
  const known = North.state.accounts.get(expert.accountId);
  assert.ok(known);
  const { seal: _, ...unsealed } = known;
  const version = { counter: known.version.counter + 1, writer: known.home };
  await world.run(
    North.state.ledger.run((transaction) =>
      transaction.put(North.state.accounts, known.id, { ...unsealed, trust: praise, version }),
    ),
  );
  await world.pass(60_000);
  assert.is(trustAt(West, expert), 0.5);
});

test('a password or a verdict is changed by nobody on the way either', async () => {
  const { world, North, West, expert } = await begin();
  const known = North.state.accounts.get(expert.accountId);
  assert.ok(known);
  const version = { counter: known.version.counter + 1, writer: known.home };
  await lie(world, North, expert, { passwordHash: 'of my own', version });
  await lie(world, North, expert, { verification: 'suspended', version });
  const there = West.state.accounts.get(expert.accountId);
  assert.is(there?.passwordHash, known.passwordHash);
  assert.is(there?.verification, 'verified');
});

test('what a home says reaches everyone, by way of others, while it is away itself', async () => {
  const { world, North, East, expert } = await begin();
  await world.run(East.services.accounts.updateMe(expert, { name: 'Egon the Great' }));
  await world.until(() => North.state.accounts.get(expert.accountId)?.name === 'Egon the Great');
  world.crash('East');
  const South = await world.start('South');
  await world.until(() => South.state.accounts.get(expert.accountId)?.name === 'Egon the Great', 120_000);
  assert.is(
    South.state.accounts.get(expert.accountId)?.seal,
    North.state.accounts.get(expert.accountId)?.seal,
  );
});

test('an account of a node that seals nothing yet is read', () => {
  const random = new SeededRandom('former');
  const account = {
    id: `id-${random.next()}`,
    email: 'egon@example.org',
    name: 'Egon',
    roles: ['user', 'expert'],
    home: 'east',
    passwordHash: 'hash',
    credentialVersion: 1,
    languages: ['en'],
    trust: { value: 0.7, at: 1 },
    standing: { value: 0.5, at: 1 },
    registeredAt: 1,
    version: { counter: 3, writer: 'east' },
  };
  assert.equal(Account.parse(account), account);
});

test('a rating for an issue that the expert’s home has never seen moves nobody', async () => {
  const { world, North, East, expert } = await begin();
  const message = PeerMessage.parse({
    type: 'rated',
    issueId: 'made-up',
    epoch: epochAt(firstTerm, 1),
    title: 'Nothing happened',
    expertId: expert.accountId,
    by: { id: 'nobody', name: 'Nobody' },
    stars: 1,
    comment: '',
    at: 1,
  });
  const body = asJson({ messages: [{ id: '1', message }] });
  const answer = await world.run(North.running.peers.request(East.state.self, deliverMethod, body, 5_000));
  assert.equal(answer, { acknowledged: ['1'], declined: [] });
  assert.is(trustAt(East, expert), 0.5);
});

test.run();
