import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Problem } from '../problem.ts';
import * as entrySteps from './entry.ts';
import { epochAt, firstTerm, noEpoch, ordinalOf } from './epoch.ts';
import { AccountId, IssueId, RegionId } from './ids.ts';
import * as regionSteps from './issue.ts';
import * as peopleSteps from './issue-people.ts';
import type { IssueStep } from './issue-step.ts';
import { chatLinesMax, type Outgoing, PeerMessage } from './messages.ts';
import type { Entry, Issue, Person, Why } from './model.ts';
import { askToLower, onUrgency } from './urgency.ts';

const test = suite('messages');

const issueSteps = { ...regionSteps, ...peopleSteps };

const runs = process.env.GRAPEVINE_LONG === '1' ? 20_000 : 1_000;

const [origin, east, south] = ['north', 'east', 'south'].map((name) => RegionId.parse(name)) as [
  RegionId,
  RegionId,
  RegionId,
];
const terms = { skill: 1, trust: 0.5, availability: 0.8, load: 1 };
const why: Why = { score: 0.8, terms, weights: terms, skill: {}, others: 0 };
const personOf = (name: string): Person => ({ id: AccountId.parse(name), name });
const user = personOf('user');

/**
 * One issue, its origin and two peers, with the messages under way between them: in order per pair, delivered again
 * from any point on when an acknowledgement is lost. It does what `services/handoff.ts` does, without a store.
 */
class Regions {
  issue: Issue;
  readonly entries = new Map<RegionId, Entry[]>();
  readonly #queues = new Map<string, PeerMessage[]>();
  #now = 0;

  constructor() {
    this.issue = issueSteps.submit(
      {
        id: IssueId.parse('issue'),
        origin,
        user,
        submission: 'digest',
        title: 'No connection',
        description: 'The printer cannot be reached.',
        category: 'network',
        urgency: 'normal',
      },
      this.context,
    );
  }

  get context(): entrySteps.EntryContext {
    this.#now += 1;
    return { now: this.#now, here: 'here', nameOf: (region) => region };
  }

  choiceAt(region: RegionId, nth = 1): entrySteps.Choice {
    return { expert: personOf(`${region}-${nth}`), why };
  }

  newest(region: RegionId): Entry | undefined {
    return this.entries.get(region)?.at(-1);
  }

  /** Entries whose expert is asked or works, in all regions. */
  active(): Entry[] {
    return [...this.entries.values()]
      .flat()
      .filter(({ phase }) => phase.at === 'offered' || phase.at === 'assigned');
  }

  applyIssue(step: IssueStep | undefined): void {
    if (!step) return;
    assert.ok(step.issue.epoch >= this.issue.epoch, 'epochs only grow');
    this.issue = step.issue;
    for (const outgoing of step.send) this.#send(origin, outgoing);
  }

  applyEntry(region: RegionId, step: entrySteps.EntryStep | undefined): void {
    if (!step) return;
    const others = (this.entries.get(region) ?? []).filter(({ id }) => id !== step.entry.id);
    this.entries.set(
      region,
      [...others, step.entry].sort((a, b) => (a.epoch < b.epoch ? -1 : 1)),
    );
    for (const message of step.toOrigin) this.#send(region, { to: origin, message });
  }

  placeHere(): void {
    if (this.issue.phase.at !== 'queued') return;
    this.applyIssue(issueSteps.placeHere(this.issue, this.context));
    const { epoch } = this.issue;
    this.applyEntry(
      origin,
      entrySteps.openHere(issueSteps.copyOf(this.issue), epoch, this.choiceAt(origin), this.context),
    );
  }

  /** Delivers up to `count` messages of one pair; without acknowledgement they stay and come again. */
  deliver(from: RegionId, to: RegionId, count: number, isAcknowledged: boolean): number {
    const queue = this.#queue(from, to);
    const batch = queue.slice(0, count);
    for (const message of batch)
      this.#handle(from, to, PeerMessage.parse(JSON.parse(JSON.stringify(message))));
    if (isAcknowledged) queue.splice(0, batch.length);
    return batch.length;
  }

  /** Delivers until nothing is under way. */
  quiet(): void {
    let delivered: number;
    do {
      delivered = 0;
      for (const peer of [east, south])
        delivered += this.deliver(origin, peer, 10, true) + this.deliver(peer, origin, 10, true);
    } while (delivered > 0);
  }

  #queue(from: RegionId, to: RegionId): PeerMessage[] {
    const key = `${from} ${to}`;
    const queue = this.#queues.get(key) ?? [];
    this.#queues.set(key, queue);
    return queue;
  }

  #send(from: RegionId, { to, message }: Outgoing): void {
    if (from === to) this.#handle(from, to, message);
    else this.#queue(from, to).push(message);
  }

  #handle(from: RegionId, to: RegionId, message: PeerMessage): void {
    const { context, issue } = this;
    if (message.type === 'propose') {
      const known = this.entries.get(to) ?? [];
      const greatest =
        known
          .map(({ epoch }) => epoch)
          .sort()
          .at(-1) ?? noEpoch;
      if (greatest >= message.epoch) return;
      for (const older of known) this.applyEntry(to, entrySteps.supersede(older, context));
      const choice = ordinalOf(message.epoch) % 4 === 0 ? 'nobody-free' : this.choiceAt(to);
      this.applyEntry(to, entrySteps.onPropose(greatest, message, choice, context));
      return;
    }
    if (!('epoch' in message)) return;
    const { epoch } = message;
    const entry = this.entries.get(to)?.find((one) => one.epoch === epoch);
    switch (message.type) {
      case 'grant':
        this.applyIssue(issueSteps.onGrant(issue, from, epoch, context));
        return;
      case 'refuse':
        this.applyIssue(issueSteps.onRefuse(issue, from, epoch, message.lacksExpert, context));
        return;
      case 'status':
        this.applyIssue(issueSteps.onStatus(issue, from, message, context));
        return;
      case 'release':
        this.applyIssue(issueSteps.onRelease(issue, from, message, context));
        return;
      case 'urgency':
        this.applyIssue(onUrgency(issue, from, message, context));
        return;
      case 'resolved':
        this.applyIssue(issueSteps.onResolved(issue, from, message, context));
        return;
      case 'commit':
        this.applyEntry(to, entrySteps.onCommit(entry, epoch, context));
        return;
    }
    if (!entry) return;
    switch (message.type) {
      case 'abort':
        this.applyEntry(to, entrySteps.onAbort(entry, epoch, context));
        return;
      case 'cancel':
        this.applyEntry(to, entrySteps.onCancel(entry, epoch, context));
        return;
      case 'recall':
        this.applyEntry(to, entrySteps.onRecall(entry, epoch, context));
        return;
      case 'edited':
        this.applyEntry(to, entrySteps.onEdited(entry, message, context));
        return;
      case 'outcome':
        this.applyEntry(to, entrySteps.onOutcome(entry, message, context));
        return;
    }
  }
}

type Act = (regions: Regions) => void;

/** Steps of people and timers at the origin. */
const originActs: Readonly<Record<string, Act>> = {
  placeHere: (regions) => regions.placeHere(),
  giveUp: (regions) => regions.applyIssue(issueSteps.giveUpProposal(regions.issue, regions.context)),
  startAttempt: (regions) => regions.applyIssue(issueSteps.startAttempt(regions.issue, regions.context)),
  cancel: (regions) => regions.applyIssue(issueSteps.cancel(regions.issue, regions.context)),
  editCategory: (regions) => {
    const category = regions.issue.category === 'web' ? 'network' : 'web';
    regions.applyIssue(issueSteps.edit(regions.issue, { category }, regions.context));
  },
  editText: (regions) =>
    regions.applyIssue(
      issueSteps.edit(regions.issue, { title: `${regions.issue.revision}` }, regions.context),
    ),
  escalate: (regions) => regions.applyIssue(issueSteps.escalate(regions.issue, '', regions.context)),
  reassign: (regions) =>
    regions.applyIssue(issueSteps.reassign(regions.issue, undefined, 'x', regions.context)),
  confirm: (regions) => regions.applyIssue(issueSteps.confirm(regions.issue, regions.context)),
  decline: (regions) => regions.applyIssue(issueSteps.decline(regions.issue, 'x', regions.context)),
  reopen: (regions) => regions.applyIssue(issueSteps.reopen(regions.issue, 'x', regions.context)),
};

/** Steps of an expert and of timers at an owner, on its newest entry. */
const ownerActs: Readonly<Record<string, (regions: Regions, region: RegionId, entry: Entry) => void>> = {
  lapse: (regions, region, entry) => regions.applyEntry(region, entrySteps.lapse(entry, regions.context)),
  accept: (regions, region, entry) => {
    if (entry.phase.at !== 'offered') return;
    const { offerId, expert } = entry.phase;
    regions.applyEntry(region, entrySteps.accept(entry, offerId, expert.id, regions.context));
  },
  passOn: (regions, region, entry) =>
    regions.applyEntry(
      region,
      entrySteps.pass(
        entry,
        { kind: 'rejected', note: '' },
        regions.choiceAt(region, entry.asked.length + 2),
        regions.context,
      ),
    ),
  passBack: (regions, region, entry) =>
    regions.applyEntry(
      region,
      entrySteps.pass(entry, { kind: 'timed-out', note: '' }, undefined, regions.context),
    ),
  lower: (regions, region, entry) => {
    if (entry.phase.at !== 'assigned') return;
    const { expert } = entry.phase;
    regions.applyEntry(region, askToLower(entry, expert.id, 'low', 'x', regions.context));
  },
  resolve: (regions, region, entry) => {
    if (entry.phase.at !== 'assigned') return;
    regions.applyEntry(region, entrySteps.resolve(entry, entry.phase.expert.id, 'Done.', regions.context));
  },
  transfer: (regions, region, entry) => {
    if (entry.phase.at !== 'assigned') return;
    const { expert } = entry.phase;
    regions.applyEntry(region, entrySteps.transfer(entry, expert.id, { note: 'x' }, regions.context));
  },
  giveBack: (regions, region, entry) =>
    regions.applyEntry(region, entrySteps.giveBack(entry, regions.context)),
};

const peer = fc.constantFrom(east, south);
const anAct = fc.oneof(
  fc.record({ kind: fc.constant('origin' as const), name: fc.constantFrom(...Object.keys(originActs)) }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('propose' as const), to: peer }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('owner' as const),
      name: fc.constantFrom(...Object.keys(ownerActs)),
      region: fc.constantFrom(origin, east, south),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('deliver' as const),
      peer,
      isBack: fc.boolean(),
      count: fc.integer({ min: 1, max: 4 }),
      isAcknowledged: fc.boolean(),
    }),
  },
);
type AnAct = typeof anAct extends fc.Arbitrary<infer T> ? T : never;

const perform = (regions: Regions, act: AnAct): void => {
  switch (act.kind) {
    case 'origin':
      originActs[act.name]?.(regions);
      return;
    case 'propose':
      if (regions.issue.phase.at === 'queued')
        regions.applyIssue(issueSteps.propose(regions.issue, act.to, 1, regions.context));
      return;
    case 'owner': {
      const entry = regions.newest(act.region);
      if (entry) ownerActs[act.name]?.(regions, act.region, entry);
      return;
    }
    case 'deliver': {
      const [from, to] = act.isBack ? [act.peer, origin] : [origin, act.peer];
      regions.deliver(from, to, act.count, act.isAcknowledged);
    }
  }
};

test('in whatever order people, timers, losses and repetitions come, an issue has one owner and ends in order', () => {
  fc.assert(
    fc.property(fc.array(anAct, { maxLength: 60, size: 'max' }), (acts) => {
      const regions = new Regions();
      for (const act of acts) {
        try {
          perform(regions, act);
        } catch (error) {
          // A person asked for what is not possible now.
          if (!(error instanceof Problem)) throw error;
        }
        assert.ok(regions.active().length <= 1, 'at most one expert is asked or works');
      }
      regions.quiet();
      const { phase, epoch } = regions.issue;
      assert.is.not(phase.at, 'proposing');
      const taken = [...regions.entries.values()].flat().filter((entry) => entrySteps.seatOf(entry));
      if (phase.at !== 'placed') {
        assert.is(taken.length, 0, `no seat is taken by an issue that is ${phase.at}`);
        return;
      }
      assert.is(phase.wish, undefined, 'every wish was answered');
      assert.is(taken.length, 1);
      assert.equal([taken[0]?.epoch, taken[0]?.phase.at], [epoch, phase.stage]);
      assert.is(taken[0]?.issue.urgency, regions.issue.urgency, 'owner and origin agree on the urgency');
      assert.is(regions.entries.get(phase.owner)?.includes(taken[0] as Entry), true);
    }),
    { numRuns: runs },
  );
});

test('what the schema does not know or limit does not get in', () => {
  const about = { issueId: 'issue', epoch: epochAt(firstTerm, 1) };
  const refused = (message: unknown) => assert.not(PeerMessage.safeParse(message).success);
  assert.ok(PeerMessage.safeParse({ type: 'grant', ...about }).success);
  refused({ type: 'seize', ...about });
  refused({ type: 'grant', issueId: 'issue', epoch: '0' });
  refused({ type: 'grant', issueId: '', epoch: epochAt(firstTerm, 1) });
  refused({ type: 'release', ...about, cause: 'bored', passed: [], entries: [] });
  const stars = {
    type: 'rated',
    ...about,
    title: 't',
    expertId: 'e',
    by: { id: 'u', name: 'U' },
    comment: '',
    at: 0,
  };
  assert.ok(PeerMessage.safeParse({ ...stars, stars: 5 }).success);
  for (const wrong of [0, 6, 500, 4.5]) refused({ ...stars, stars: wrong });
  const line = {
    issueId: 'issue',
    region: 'north',
    n: 1,
    counter: 1,
    author: { id: 'user', name: 'U', role: 'user' },
    text: 'hello',
    at: 0,
  };
  const chat = (lines: unknown[]) => ({ type: 'chat', issueId: 'issue', lines });
  assert.ok(PeerMessage.safeParse(chat([line])).success);
  refused(chat([]));
  refused(chat([{ ...line, text: { html: true } }]));
  refused(chat([{ ...line, text: 'x'.repeat(2_000_000) }]));
  refused(chat(Array(chatLinesMax + 1).fill(line)));
});

test.run();
