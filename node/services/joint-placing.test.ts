import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { TestWorld } from './testing.ts';

const test = suite('joint placing');

/** Zoe works on as many issues as there are texts; then others come, and she may no longer work. */
const backlog = async (
  texts: readonly { title: string; urgency?: string; language?: string }[],
  others: readonly { name: string; qualifications: string; capacity?: number; languages?: string[] }[],
) => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const admin = await world.admin(North);
  const zoe = await world.expert(North, 'Zoe', { capacity: texts.length, languages: ['en', 'de'] });
  const user = await world.user(North);
  const ids: string[] = [];
  for (const text of texts) {
    ids.push(await world.submit(North, user, { description: text.title, ...text }));
    await world.accept(North, zoe.actor);
    await world.pass(1_000);
  }
  const names = new Map<string, string>();
  for (const { name, ...more } of others) {
    const { actor } = await world.expert(North, name, { capacity: 1, ...more });
    names.set(actor.accountId, name);
  }
  const { accountId } = zoe.actor;
  await world.run(North.services.admin.suspend(admin, accountId, { reason: 'done' }));
  const asked = ids.map((id) => {
    const entries = North.state.entries.inGroup('issue', id);
    const offer = entries.flatMap(({ phase }) => (phase.at === 'offered' ? [phase] : []))[0];
    return offer && { name: names.get(offer.expert.id), isTogether: offer.why.isTogether === true };
  });
  return { asked: asked.map((one) => one?.name), isTogether: asked.map((one) => one?.isTogether) };
};

test('of several issues that wait at once, the first does not take whom the second needs more', async () => {
  const { asked, isTogether } = await backlog(
    [{ title: 'printer jam tray' }, { title: 'router vpn firewall' }],
    [
      { name: 'Both', qualifications: 'printer jam tray router vpn firewall' },
      { name: 'Half', qualifications: 'printer jam' },
    ],
  );
  assert.equal(asked, ['Half', 'Both']);
  assert.equal(isTogether, [true, false], 'and the offer says that another came before by score');
});

test('who is served is decided by urgency and waiting time, not by how well somebody fits', async () => {
  const { asked } = await backlog(
    [
      { title: 'router vpn firewall' },
      { title: 'printer jam tray', urgency: 'critical' },
      { title: 'router' },
    ],
    [
      { name: 'Nell', qualifications: 'router vpn firewall' },
      { name: 'Otto', qualifications: 'router' },
    ],
  );
  assert.is(asked.filter((name) => name !== undefined).length, 2);
  assert.ok(asked[1], 'the critical one is served');
  assert.is(asked[2], undefined, 'the last and least waits');
});

test('who reads it is preferred, and nobody who came first waits for them while others are free', async () => {
  const { asked } = await backlog(
    [
      { title: 'printer one', language: 'de' },
      { title: 'printer two', language: 'de' },
      { title: 'printer three', language: 'en' },
    ],
    [
      { name: 'Erna', qualifications: 'printer', languages: ['de'] },
      { name: 'Nell', qualifications: 'printer', languages: ['en'] },
    ],
  );
  assert.equal(asked.slice(0, 2).sort(), ['Erna', 'Nell'], 'the two who came first are served');
  assert.is(asked[2], undefined);
});

test('a backlog is spread over everybody who is free', async () => {
  const { asked } = await backlog(
    Array.from({ length: 6 }, (_, n) => ({ title: `printer ${n}` })),
    Array.from({ length: 3 }, (_, n) => ({ name: `E${n}`, qualifications: 'printer', capacity: 2 })),
  );
  assert.equal(asked.sort(), ['E0', 'E0', 'E1', 'E1', 'E2', 'E2']);
});

test.run();
