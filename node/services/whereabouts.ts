import { z } from 'zod';
import { floorOf } from '../core/adoption-record.ts';
import { isLaterThan } from '../core/custody.ts';
import { Epoch, termOf } from '../core/epoch.ts';
import { type AccountId, IssueId, type RegionId } from '../core/ids.ts';
import type { Entry } from '../core/model.ts';
import { Problem } from '../problem.ts';
import type { Forward, RemoteActor } from './forward.ts';
import type { Need } from './ledger.ts';
import { movingProblem, notFound, restoringProblem } from './naming.ts';
import { inCharge, nameOf, type Peers, reachable } from './peers.ts';
import type { Ratings } from './ratings.ts';
import type { Actor } from './services.ts';
import type { State } from './state.ts';
import type { Timing } from './timing.ts';

/** Answers found by asking around; forgotten oldest first. */
const rememberedMax = 10_000;

const Found = z.object({ isHere: z.boolean() });

/** What a region other than the origin has of somebody's issue. */
const Kept = z.object({
  /** The version of its copy, as custodian. */
  copy: z.object({ epoch: Epoch, revision: z.int(), submission: z.string() }).optional(),
  /** Its expert is asked for it or works on it. */
  isOwner: z.boolean(),
});
type Kept = z.infer<typeof Kept>;
type Keeper = { readonly region: RegionId; readonly kept: Kept };

const newestOf = (keepers: readonly Keeper[]) =>
  keepers
    .flatMap(({ region, kept: { copy } }) => (copy ? [{ region, copy }] : []))
    .sort((a, b) => (isLaterThan(a.copy, b.copy) ? -1 : 1))
    .at(0);

/** Which region is in charge of an issue for a person: its origin for its user, their home for an expert. */
export class Whereabouts {
  readonly #state: State;
  readonly #forward: Forward;
  readonly #peers: Peers;
  readonly #ratings: Ratings;
  readonly #timing: Timing;
  /** By person and issue: the same issue is in the charge of one region for its user, of another for its expert. */
  readonly #found = new Map<string, RegionId>();
  /** How often all of it was forgotten. */
  #forgotten = 0;

  constructor(deps: { state: State; forward: Forward; peers: Peers; ratings: Ratings; timing: Timing }) {
    this.#state = deps.state;
    this.#forward = deps.forward;
    this.#peers = deps.peers;
    this.#ratings = deps.ratings;
    this.#timing = deps.timing;
    this.#forward.offer('issues.isHere', z.object({ id: IssueId }), async (actor, { id }) => {
      const isHere = await this.#isHere(actor.accountId, actor.roles.includes('admin'), id);
      if (!isHere && this.#state.isRestoring) throw restoringProblem(this.#peers);
      if (!isHere && (this.#isMoving() || (await this.#isOnItsWay(id)))) throw movingProblem();
      return { isHere };
    });
    this.#forward.offer('issues.kept', z.object({ id: IssueId }), (actor, { id }) =>
      this.#keptHere(actor.accountId, id),
    );
  }

  /** @throws Problem not-found, region-unreachable (an issue may be at a region that cannot be asked) */
  async inCharge(actor: Actor, id: IssueId): Promise<RegionId> {
    const isAdmin = actor.roles.includes('admin');
    if (await this.#isHere(actor.accountId, isAdmin, id)) return this.#state.self;
    const key = `${actor.accountId} ${id}`;
    const known = this.#found.get(key);
    if (known && this.#mayBeInCharge(known)) return known;
    const before = this.#forgotten;
    const found = await this.#askAround(actor, id);
    // What was answered before an adoption, and heard after it, is old.
    if (this.#forgotten !== before) return found;
    if (this.#found.size >= rememberedMax) {
      const [oldest] = this.#found.keys();
      if (oldest !== undefined) this.#found.delete(oldest);
    }
    this.#found.set(key, found);
    return found;
  }

  /**
   * The region that stands in for an unreachable origin, for the issue's user: to read the record, whichever has the
   * newest copy; to chat, the one whose expert has the issue, if it can be reached. Undefined when none has anything.
   */
  async standIn(actor: RemoteActor, id: IssueId, purpose: 'record' | 'chat'): Promise<RegionId | undefined> {
    const all = await this.#keptAnywhere(actor, id);
    const owner = all.find(({ kept }) => kept.isOwner);
    return purpose === 'chat' && owner ? owner.region : newestOf(all)?.region;
  }

  /**
   * The digest of what was submitted under this id in a region that cannot be asked now, if anyone here has a copy of it: who
   * had no answer from there repeats the same key here. While all regions can be asked nobody is, for nobody then has a
   * reason to submit twice in two places.
   */
  async submittedElsewhere(actor: RemoteActor, id: IssueId): Promise<string | undefined> {
    const isWhole =
      !this.#state.isRestoring && this.#peers.all().every(({ isSelf, state }) => isSelf || state === 'up');
    if (!isWhole) return newestOf(await this.#keptAnywhere(actor, id))?.copy.submission;
    return (await this.#keptHere(actor.accountId, id)).copy?.submission;
  }

  async #keptAnywhere(actor: RemoteActor, id: IssueId): Promise<readonly Keeper[]> {
    const others = await Promise.all(
      reachable(this.#peers).map(async ({ region }) => {
        try {
          const command = { name: 'issues.kept', reply: Kept, timeoutMs: this.#timing.askMs };
          return [{ region, kept: await this.#forward.call(region, command, actor, { id }) }];
        } catch {
          return [];
        }
      }),
    );
    const here = { region: this.#state.self, kept: await this.#keptHere(actor.accountId, id) };
    return [here, ...others.flat()];
  }

  /** Whether an issue is in the charge of a region that cannot be asked now, as far as is known here. */
  isAway(region: RegionId): boolean {
    return region !== this.#state.self && this.#peers.get(region)?.state !== 'up';
  }

  /** The newest entry of an issue that this expert is asked for, works on, or worked on. @throws Problem store-unavailable */
  async entryFor(expert: AccountId, id: IssueId): Promise<Entry | undefined> {
    const isTheirs = (entry: Entry) =>
      entry.workedById === expert || ('expert' in entry.phase && entry.phase.expert.id === expert);
    const alive = this.#state.entries.inGroup('issue', id).filter(isTheirs);
    const [newest] = alive.sort((a, b) => (a.epoch < b.epoch ? 1 : -1));
    if (newest) return newest;
    if (!this.#state.profiles.get(expert)) return undefined;
    const page = await this.#state.ledger.store.query(
      'entries',
      'by_issue',
      { equals: [id] },
      { limit: 100, reverse: true },
    );
    return page.items.map(({ doc }) => doc as unknown as Entry).find(isTheirs);
  }

  /** What a step at the origin may look at. */
  needs(id: IssueId): Need[] {
    return [this.#state.issueNeed(id)];
  }

  /** The same with the issue's newest entry here and the ratings: steps within one region touch both sides at once. */
  async needsWithEntry(id: IssueId, entry?: Entry): Promise<Need[]> {
    const page = await this.#state.ledger.store.query(
      'entries',
      'by_issue',
      { equals: [id] },
      { limit: 1, reverse: true },
    );
    return [
      ...this.needs(id),
      this.#ratings.need(id, 'expert'),
      this.#ratings.need(id, 'user'),
      ...page.items.map((item) => ({ table: this.#state.entries, id: item.id })),
      ...(entry ? [this.#state.entryNeed(entry.id)] : []),
    ];
  }

  async #keptHere(account: AccountId, id: IssueId): Promise<Kept> {
    return this.#state.ledger.read(() => {
      const copy = this.#state.copies.get(id);
      const isOwner = this.#state.entries
        .inGroup('issue', id)
        .some(({ issue, phase }) => issue.userId === account && phase.at !== 'held');
      if (copy?.userId !== account) return { isOwner };
      const { epoch, revision, submission } = copy.issue;
      return { copy: { epoch, revision, submission }, isOwner };
    }, [this.#state.copyNeed(id)]);
  }

  async #isHere(account: AccountId, isAdmin: boolean, id: IssueId): Promise<boolean> {
    const issue = await this.#state.ledger.read(() => this.#state.issues.get(id), this.needs(id));
    if (issue && (isAdmin || issue.userId === account)) return true;
    // What the experts of a region that has left did goes on where they are at home now.
    if (this.#state.isHandingOver) return false;
    return (await this.entryFor(account, id)) !== undefined;
  }

  /** Everything is just going from a region that leaves, this one or another, to whoever goes on: it may be on its way. */
  #isMoving(): boolean {
    const { self, surveys, takings, isHandingOver } = this.#state;
    return (
      (isHandingOver && surveys.get(self)?.isSettled !== true) ||
      takings.values().some(({ isAgreed, state }) => isAgreed === true && state !== 'done')
    );
  }

  /** A copy from before an adoption is kept here: its adopter has not made it its own yet, or not said so. */
  async #isOnItsWay(id: IssueId): Promise<boolean> {
    const copy = await this.#state.ledger.read(
      () => this.#state.copies.get(id)?.issue,
      [this.#state.copyNeed(id)],
    );
    const floor = copy && floorOf(copy, (region) => this.#state.adoptionOf(region));
    return copy !== undefined && floor !== undefined && termOf(copy.epoch) < floor;
  }

  /** Not if it is gone, and somebody else goes on for it. */
  #mayBeInCharge(region: RegionId): boolean {
    return inCharge(this.#peers, this.#state).some((peer) => peer.region === region);
  }

  /** An adoption has changed who is in charge. */
  forget(): void {
    this.#found.clear();
    this.#forgotten += 1;
  }

  async #askAround(actor: Actor, id: IssueId): Promise<RegionId> {
    const others = inCharge(this.#peers, this.#state);
    const answers = await Promise.all(
      others.map(async ({ region, state }) => {
        if (state !== 'up') return { region, isHere: undefined };
        try {
          return {
            region,
            ...(await this.#forward.call(region, { name: 'issues.isHere', reply: Found }, actor, { id })),
          };
        } catch {
          return { region, isHere: undefined };
        }
      }),
    );
    const found = answers.find(({ isHere }) => isHere);
    if (found) return found.region;
    if (this.#state.isRestoring) throw restoringProblem(this.#peers);
    const silent = answers
      .filter(({ isHere }) => isHere === undefined)
      .map(({ region }) => nameOf(this.#peers, region));
    if (silent.length === 0) throw this.#isMoving() ? movingProblem() : notFound();
    throw new Problem(
      'region-unreachable',
      `This issue is not here, and ${silent.join(', ')} cannot be reached right now. Please try again soon.`,
      { reason: 'not-here-others-away', values: { regions: silent.join(', ') }, retryAfterSeconds: 5 },
    );
  }
}
