import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AttachmentId } from '../core/attachments.ts';
import { IssueId } from '../core/ids.ts';
import { Drain, ListIssues, PostMessage, SubmitIssue } from '../schemas/inputs.ts';
import { pieces, read } from '../store/blob-contract.ts';
import type { Actor } from './services.ts';
import { type TestRegion, TestWorld } from './testing.ts';
import { timing } from './timing.ts';

const test = suite('attachments');

const names = ['North', 'East', 'South'] as const;
const png = '\x89PNG\r\n\x1a\n and what comes after';

const upload = async (world: TestWorld, region: TestRegion, actor: Actor, name: string, text: string) =>
  AttachmentId.parse(
    (
      await world.run(
        region.services.attachments.upload(actor, { name }, pieces(Buffer.from(text, 'latin1'))),
      )
    ).id,
  );

const submit = async (world: TestWorld, region: TestRegion, actor: Actor, attachments: AttachmentId[]) =>
  IssueId.parse(
    (
      await world.run(
        region.services.issues.submit(
          actor,
          SubmitIssue.parse({ title: 'No link', description: 'See.', category: 'network', attachments }),
        ),
      )
    ).id,
  );

const opened = (region: TestRegion, actor: Actor, issue: IssueId, id: AttachmentId) =>
  region.services.attachments
    .open(actor, issue, id)
    .then((file) => file.read())
    .then(async (bytes) => (await read(bytes)).toString('latin1'));

const hashAt = ({ state }: TestRegion, id: AttachmentId) => {
  const sha256 = state.uploads.get(id)?.sha256;
  if (sha256 === undefined) throw new Error('It was not uploaded here.');
  return sha256;
};

const custodianOf = (world: TestWorld, at: TestRegion, id: IssueId): TestRegion => {
  const region = at.state.issues.get(id)?.custody?.region;
  const found = Object.values(world.regions).find(({ state }) => state.self === region);
  if (!found) throw new Error('It has no custodian.');
  return found;
};

/** Until every region has fetched what it keeps. */
const fetched = async (world: TestWorld) => {
  await world.quiet();
  await world.until(() =>
    Object.values(world.regions).every(({ state }) => state.files.countInGroup('bytes', 'wanted') === 0),
  );
};

test('a file is uploaded, submitted with an issue, shown with it and read', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const user = await world.user(North);
  const view = await world.run(
    North.services.attachments.upload(user, { name: 'a/b\u202e.png' }, pieces(Buffer.from(png, 'latin1'))),
  );
  assert.equal(view, { id: view.id, name: 'a_b.png', size: png.length, type: 'image/png' });
  const id = AttachmentId.parse(view.id);
  const issue = await submit(world, North, user, [id]);
  assert.equal((await world.view(North, user, issue)).attachments, [view]);
  assert.is(await world.run(opened(North, user, issue, id)), png);
  const file = await world.run(North.services.attachments.open(user, issue, id));
  assert.ok(file.isPicture);
  assert.is((await read(await file.read({ start: 1, end: 3 }))).toString(), 'PNG');
  const list = await world.run(North.services.issues.list(user, ListIssues.parse({})));
  assert.not('attachments' in (list.items[0] ?? {}), 'lists are short');
});

test('the same bytes under the same name are the same file, under another name another', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const user = await world.user(North);
  const first = await upload(world, North, user, 'a.txt', 'text');
  assert.is(await upload(world, North, user, 'a.txt', 'text'), first);
  assert.is.not(await upload(world, North, user, 'b.txt', 'text'), first);
  const other = await world.user(North, 'Olga');
  assert.is.not(await upload(world, North, other, 'a.txt', 'text'), first, 'and everybody has their own');
  assert.is((await world.run(North.blobs.list({ limit: 9 }))).length, 1);
});

test('only own uploads can be attached, and only who may see an issue reads its files', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const user = await world.user(North);
  const other = await world.user(North, 'Olga');
  const id = await upload(world, North, user, 'mine.txt', 'secret');
  assert.is(await world.refused(() => submit(world, North, other, [id])), 'invalid');
  const issue = await submit(world, North, user, [id]);
  const theirs = await world.submit(North, other);
  for (const [actor, of] of [
    [other, issue],
    [other, theirs],
    [user, theirs],
  ] as const)
    assert.is(await world.refused(North.services.attachments.open(actor, of, id)), 'not-found');
  const admin = await world.admin(North);
  assert.is(await world.run(opened(North, admin, issue, id)), 'secret');
});

test('a file too large, a day too full and an empty file are refused, and nothing is kept', async () => {
  const world = await TestWorld.of(['North'], {
    attachmentLimits: { sizeMaxBytes: 100, dayMaxBytes: 150 },
  });
  const { North } = world.regions;
  const user = await world.user(North);
  const put = (text: string, size?: number) =>
    North.services.attachments.upload(user, { name: 'x', ...(size && { size }) }, pieces(text));
  const { files } = North.services.mesh.view();
  assert.equal(files, { sizeMaxBytes: 100, countMax: 10 }, 'it is said before one tries');
  assert.is(await world.refused(put('x'.repeat(101))), 'too-large');
  assert.is(await world.refused(put('x', 101)), 'too-large', 'before a byte has come');
  assert.is(await world.refused(put('')), 'invalid');
  await world.run(put('x'.repeat(100)));
  assert.is(await world.refused(put('y'.repeat(51))), 'limit-reached');
  await world.run(put('y'.repeat(50)));
  assert.is(await world.refused(put('z')), 'limit-reached');
  await world.pass(timing.uploadKeptMs + 1);
  await world.run(put('z'));
});

test('of two uploads at once that together are too much only one is kept', async () => {
  const world = await TestWorld.of(['North'], { attachmentLimits: { dayMaxBytes: 150 } });
  const { North } = world.regions;
  const user = await world.user(North);
  const put = (letter: string) =>
    North.services.attachments
      .upload(user, { name: letter }, pieces(letter.repeat(100)))
      .then(() => 'kept')
      .catch(({ code }) => code);
  assert.equal((await world.run(Promise.all([put('a'), put('b')]))).sort(), ['kept', 'limit-reached']);
});

test('however many uploads are begun at once, no more is written than a day has room for', async () => {
  const world = await TestWorld.of(['North'], {
    attachmentLimits: { sizeMaxBytes: 100, dayMaxBytes: 250 },
  });
  const { North } = world.regions;
  const user = await world.user(North);
  const put = (text: string, size?: number) =>
    North.services.attachments
      .upload(user, { name: 'x', ...(size && { size }) }, pieces(text))
      .then(() => 'kept')
      .catch(({ code }) => code);
  const some = Array.from('abcdefghij', (letter) => put(letter.repeat(100), 100));
  const outcomes = await world.run(Promise.all(some));
  assert.equal(outcomes.filter((outcome) => outcome === 'kept').length, 2);
  assert.is((await world.run(North.blobs.list({ limit: 100 }))).length, 2, 'nothing else is on the disk');
  assert.is(await world.run(put('k'.repeat(50))), 'kept', 'what was refused takes no room');
});

test('a day has room for so many files, however small they are', async () => {
  const world = await TestWorld.of(['North'], { attachmentLimits: { dayMaxFiles: 3 } });
  const { North } = world.regions;
  const user = await world.user(North);
  const put = (text: string) => North.services.attachments.upload(user, { name: text }, pieces(text));
  for (const text of ['a', 'b', 'c']) await world.run(put(text));
  assert.is(await world.refused(put('d')), 'limit-reached');
  await world.pass(timing.uploadKeptMs + 1);
  await world.run(put('d'));
});

test('the custodian fetches what it keeps, and serves it when the origin is gone', async () => {
  const world = await TestWorld.of(names);
  const { North } = world.regions;
  const user = await world.user(North);
  const id = await upload(world, North, user, 'log.txt', 'all of it');
  const sha256 = hashAt(North, id);
  const issue = await submit(world, North, user, [id]);
  const custodian = custodianOf(world, North, issue);
  await fetched(world);
  assert.is(await world.run(custodian.blobs.size(sha256)), 9);
  world.crash('North');
  const elsewhere = Object.values(world.regions).find(
    ({ name }) => name !== 'North' && name !== custodian.name,
  );
  assert.ok(elsewhere);
  if (!elsewhere) return;
  await world.gone(elsewhere, 'North');
  await world.gone(custodian, 'North');
  const abroad = { ...user, sessionId: 'abroad' };
  assert.is(await world.run(opened(custodian, abroad, issue, id)), 'all of it');
  assert.is(
    await world.run(opened(elsewhere, abroad, issue, id)),
    'all of it',
    'a region that only shows it',
  );
});

test('who asks where the files are is told which regions have them now, not which are to keep them', async () => {
  const world = await TestWorld.of(names);
  const { North, South } = world.regions;
  const user = await world.user(North);
  const id = await upload(world, North, user, 'log.txt', 'all of it');
  const issue = await submit(world, North, user, [id]);
  const custodian = custodianOf(world, North, issue);
  const other = world.regions[custodian.name === 'East' ? 'South' : 'East'];
  const stored = async (at = North, actor = user) =>
    (await world.run(at.services.attachments.list(actor, issue, {}))).items.map(({ name, storedIn }) => [
      name,
      storedIn,
    ]);
  await fetched(world);
  assert.equal(await stored(), [['log.txt', ['North', custodian.name]]]);
  await world.run(custodian.blobs.remove(hashAt(North, id), { ifBefore: Infinity }));
  assert.equal(await stored(), [['log.txt', ['North']]], 'it has the issue, and has lost the file');
  await world.run(opened(other, { ...user, sessionId: 'abroad' }, issue, id));
  assert.equal(
    await stored(),
    [['log.txt', ['North', other.name]]],
    'a region that only shows it has it, too',
  );
  assert.is(
    await world.refused(South.services.attachments.list(await world.user(South), issue, {})),
    'not-found',
  );
  assert.is(
    await world.refused(North.services.attachments.list(user, issue, { after: 'nonsense' })),
    'bad-request',
  );
  world.crash(custodian.name);
  await world.gone(North, custodian.name);
  const { notAsked } = await world.run(North.services.attachments.list(user, issue, {}));
  assert.equal(notAsked, [custodian.name]);
});

test('a file of several pieces comes whole, and goes on at another region when one falls silent', async () => {
  const world = await TestWorld.of(names);
  const { North, East, South } = world.regions;
  const expert = await world.expert(South);
  const user = await world.user(North);
  const text = 'grapevine '.repeat(100_000);
  const id = await upload(world, North, user, 'big.log', text);
  const issue = await submit(world, North, user, [id]);
  await world.accept(South, expert.actor);
  await fetched(world);
  const sha256 = hashAt(North, id);
  // Whoever of the two others keeps it: the expert's region has nothing but the reference unless it is that.
  if (custodianOf(world, North, issue).name === 'South')
    await world.run(South.blobs.remove(sha256, { ifBefore: Infinity }));
  await world.run(East.blobs.put(pieces(text), { sizeMaxBytes: 2e6, at: 0 }));
  const reading = opened(South, expert.actor, issue, id);
  world.crash('North');
  assert.is((await world.run(reading, 60_000)).length, text.length);
  assert.is(await world.run(South.blobs.size(sha256)), text.length, 'and stays');
});

test('the expert of another region reads what was submitted and said, and the user what the expert sent', async () => {
  const world = await TestWorld.of(names);
  const { North, East, South } = world.regions;
  const user = await world.user(North);
  const expert = await world.expert(South);
  const issue = await submit(world, North, user, [await upload(world, North, user, 'a.txt', 'A')]);
  await world.accept(South, expert.actor);
  const said = await upload(world, North, user, 'b.txt', 'B');
  await world.run(North.services.issues.postMessage(user, issue, PostMessage.parse({ attachments: [said] })));
  // The expert's page is open at a third region: its uploads are there.
  const answer = await upload(world, East, expert.actor, 'c.txt', 'C');
  const line = await world.run(
    East.services.issues.postMessage(
      expert.actor,
      issue,
      PostMessage.parse({ text: 'See here.', attachments: [answer], key: 'k' }),
    ),
  );
  assert.equal(line.attachments, [{ id: answer, name: 'c.txt', size: 1, type: 'application/octet-stream' }]);
  await fetched(world);
  const entry = await world.view(South, expert.actor, issue);
  const first = AttachmentId.parse(entry.attachments?.[0]?.id);
  assert.is(await world.run(opened(South, expert.actor, issue, first)), 'A');
  assert.is(await world.run(opened(South, expert.actor, issue, said)), 'B');
  assert.is(await world.run(opened(East, expert.actor, issue, said)), 'B');
  assert.is(await world.run(opened(North, user, issue, answer)), 'C');
  // Where it was only uploaded it may go: whoever has a part in the issue has it.
  assert.is(await world.run(South.blobs.size(hashAt(East, answer))), 1);
  assert.is(await world.run(North.blobs.size(hashAt(East, answer))), 1);
  const lines = await world.run(North.services.issues.messages(user, issue, { after: 0, limit: 10 }));
  assert.equal(
    lines.items.map(({ text, attachments }) => [text, attachments?.[0]?.name]),
    [
      ['', 'b.txt'],
      ['See here.', 'c.txt'],
    ],
  );
});

test('what is attached to a note is not for the user, until it is sent to them too', async () => {
  const world = await TestWorld.of(names);
  const { North, South } = world.regions;
  const user = await world.user(North);
  const expert = await world.expert(South);
  const issue = await world.submit(North, user);
  await world.accept(South, expert.actor);
  const id = await upload(world, South, expert.actor, 'inside.txt', 'for experts');
  const post = (more: object) =>
    world.run(
      South.services.issues.postMessage(
        expert.actor,
        issue,
        PostMessage.parse({ text: 'x', attachments: [id], ...more }),
      ),
    );
  await post({ isInternal: true });
  await fetched(world);
  assert.is(await world.run(opened(South, expert.actor, issue, id)), 'for experts');
  assert.is(await world.refused(North.services.attachments.open(user, issue, id)), 'not-found');
  await post({});
  await fetched(world);
  assert.is(await world.run(opened(North, user, issue, id)), 'for experts');
});

test('an adopter fetches the files of what it adopts, and reads them', async () => {
  const world = await TestWorld.of(names);
  const { North, East, South } = world.regions;
  const admin = await world.admin(East);
  const user = await world.user(North);
  const id = await upload(world, North, user, 'a.txt', 'A');
  const issue = await submit(world, North, user, [id]);
  const said = await upload(world, North, user, 'b.txt', 'B');
  await world.run(North.services.issues.postMessage(user, issue, PostMessage.parse({ attachments: [said] })));
  const hashes = [hashAt(North, id), hashAt(North, said)];
  await fetched(world);
  world.crash('North');
  await world.gone(East, 'North');
  await world.until(
    () => [East, South].every((at) => at.membership.byName('North')?.state === 'down'),
    120_000,
  );
  await world.run(East.services.admin.adopt(admin, 'North', { isForced: false, reason: 'Gone for good.' }));
  await world.until(() => East.state.issues.get(issue) !== undefined, 120_000);
  const both = async () =>
    Promise.all(hashes.flatMap((sha256) => [East.blobs.size(sha256), South.blobs.size(sha256)]));
  await world.until(() => East.state.files.countInGroup('bytes', 'wanted') === 0);
  await world.pass(10_000);
  assert.equal(await world.run(both()), [1, 1, 1, 1], 'adopter and custodian have them both');
  assert.is(await world.run(opened(East, user, issue, said)), 'B');
});

test('a file is fetched although the commit that says so was said to have failed', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const user = await world.user(North);
  const id = await upload(world, North, user, 'a.txt', 'A');
  await world.quiet();
  East.disk.breakWith('answer-lost');
  await submit(world, North, user, [id]);
  await fetched(world);
  assert.is(await world.run(East.blobs.size(hashAt(North, id))), 1);
});

test('a region that leaves waits until whoever goes on for it has the files', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const admin = await world.admin(North);
  const user = await world.user(North);
  const id = await upload(world, North, user, 'a.txt', 'A');
  const sha256 = hashAt(North, id);
  const honest = North.blobs.get.bind(North.blobs);
  let isSlow = true;
  North.blobs.get = async (asked, range) => (isSlow ? undefined : honest(asked, range));
  const issue = await submit(world, North, user, [id]);
  let hasLeft = false;
  North.running.draining.onLeft(() => {
    hasLeft = true;
  });
  const wish = { reason: 'The machine is given back.', finishWithinMinutes: 0 };
  await world.run(North.services.admin.drain(admin, 'North', Drain.parse(wish)));
  await world.until(() => East.state.issues.get(issue) !== undefined, 120_000);
  await world.pass(30_000);
  assert.not(hasLeft, 'it waits');
  isSlow = false;
  await world.until(() => hasLeft, 240_000);
  assert.is(await world.run(East.blobs.size(sha256)), 1);
});

test('a file whose regions are all away is said to be unavailable, and comes when one is back', async () => {
  const world = await TestWorld.of(['North', 'South']);
  const { North, South } = world.regions;
  const user = await world.user(North);
  const expert = await world.expert(South);
  const id = await upload(world, North, user, 'a.txt', 'A');
  const sha256 = hashAt(North, id);
  const issue = await submit(world, North, user, [id]);
  await world.accept(South, expert.actor);
  await fetched(world);
  await world.run(South.blobs.remove(sha256, { ifBefore: Infinity }));
  world.crash('North');
  await world.gone(South, 'North');
  const open = () => South.services.attachments.open(expert.actor, issue, id);
  assert.is(await world.refused(open()), 'attachment-unavailable');
  await world.start('North');
  await world.until(() => South.membership.byName('North')?.state === 'up');
  assert.is(await world.run(opened(South, expert.actor, issue, id)), 'A');
});

for (const [what, lie] of [
  ['other bytes', 'lies'],
  ['more bytes', 'true, and so on'],
] as const) {
  test(`whoever gives ${what} than the file has is passed over`, async () => {
    const world = await TestWorld.of(names);
    const { North, South } = world.regions;
    const user = await world.user(North);
    const expert = await world.expert(South);
    const id = await upload(world, North, user, 'a.txt', 'true');
    const sha256 = hashAt(North, id);
    const issue = await submit(world, North, user, [id]);
    await world.accept(South, expert.actor);
    await fetched(world);
    await world.run(South.blobs.remove(sha256, { ifBefore: Infinity }));
    const honest = North.blobs.get.bind(North.blobs);
    let isLying = true;
    North.blobs.get = async (asked, range) => (isLying ? pieces(lie) : honest(asked, range));
    const outcome = await world.run(
      opened(South, expert.actor, issue, id).catch(({ code }: { code: string }) => code),
    );
    const custodian = custodianOf(world, North, issue).name;
    assert.is(outcome, custodian === 'South' ? 'attachment-unavailable' : 'true');
    isLying = false;
    assert.is(await world.run(opened(South, expert.actor, issue, id)), 'true');
  });
}

test('what nobody attached is gone after a day, and what is attached stays', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const user = await world.user(North);
  const used = await upload(world, North, user, 'used.txt', 'used');
  const unused = await upload(world, North, user, 'unused.txt', 'unused');
  const hashes = [hashAt(North, used), hashAt(North, unused)] as const;
  const issue = await submit(world, North, user, [used]);
  await world.pass(timing.uploadKeptMs + timing.uploadGraceMs + 2 * timing.sweepMs);
  assert.is(North.state.uploads.size, 0);
  assert.is(await world.run(North.blobs.size(hashes[1])), undefined);
  assert.is(await world.run(opened(North, user, issue, used)), 'used');
  assert.is(await world.refused(() => submit(world, North, user, [unused])), 'invalid');
});

test('bytes that were here already are not swept while a line that refers to them is written', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const user = await world.user(North);
  const issue = await submit(world, North, user, []);
  const id = await upload(world, North, user, 'a.txt', 'a');
  await world.pass(3_600_000);
  const [former] = await world.run(North.blobs.list({ limit: 1 }));
  const line = PostMessage.parse({ text: 'See.', attachments: [id] });
  await world.run(North.services.issues.postMessage(user, issue, line));
  const [now] = await world.run(North.blobs.list({ limit: 1 }));
  assert.ok((now?.at ?? 0) >= (former?.at ?? 0) + 3_600_000);
});

test('a submission repeated under its key is the same issue, also when its files are no longer among the uploads', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const user = await world.user(North);
  const id = await upload(world, North, user, 'a.txt', 'A');
  const issue = await world.submit(North, user, { attachments: [id] }, 'key');
  await world.pass(timing.uploadKeptMs + timing.sweepMs + 1);
  const again = await world.signIn(North, 'ursula1@example.org');
  assert.is(await world.submit(North, again, { attachments: [id] }, 'key'), issue);
});

test('a crash between the file and its commit leaves an issue without it unknown, never an issue whose file is missing', async () => {
  const world = await TestWorld.of(['North']);
  const user = await world.user(world.regions.North);
  const id = await upload(world, world.regions.North, user, 'a.txt', 'A');
  const again = await world.restart('North');
  const issue = await submit(world, again, user, [id]);
  assert.is(await world.run(opened(again, user, issue, id)), 'A');
});

test.run();
