import type { AccountId, EpochMs, IssueId } from '../core/ids.ts';
import {
  type Asker,
  assignJointly,
  jointIssuesMax,
  jointSeatsMax,
  type Pair,
  worthsOf,
} from '../core/joint.ts';
import { freeSeats } from '../core/load.ts';
import type { Issue } from '../core/model.ts';
import type { Experts, SkillOf } from './experts.ts';
import type { Handoff } from './handoff.ts';
import type { Peers } from './peers.ts';
import type { Pulls } from './pulls.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';
import type { WaitingQueue } from './waiting-queue.ts';
import { wantedPeer } from './wanted-peer.ts';

type Deps = {
  readonly state: State;
  readonly experts: Experts;
  readonly queue: WaitingQueue;
  readonly handoff: Handoff;
  readonly pulls: Pulls;
  readonly peers: Peers;
};

type Skills = Map<IssueId, SkillOf>;

/**
 * A backlog that meets several free seats of this region: which issues are served is decided by their claims, who gets
 * whom is decided for all of them together, so that the first does not take the only expert whom the second could have
 * had as well. One issue, or one seat, is left to the ordinary way, which does the same in less time.
 */
export class JointPlacing {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Places what can be placed together of these categories, in steps of as many as are solved at once. */
  place(transaction: Transaction, open: ReadonlySet<string>): void {
    /** Reading an issue takes longest: each is read once. */
    const skills: Skills = new Map();
    for (;;) {
      const pairs = this.#solve(open, transaction.now, skills);
      // A single pair is what the ordinary way finds too. Each round takes seats, or sets one aside: it comes to an end.
      if (pairs.length < 2) return;
      for (const pair of pairs) if (!this.#placeOne(transaction, pair, skills)) break;
    }
  }

  #solve(open: ReadonlySet<string>, now: EpochMs, skills: Skills): readonly Pair[] {
    const { experts, queue, state } = this.#deps;
    let waiting = 0;
    for (const category of open) waiting += queue.countIn(category);
    if (waiting < 2) return [];
    const here = new Set([...open].filter((category) => experts.hasFree(category)));
    const seated = experts.seatedFor(here);
    const seats = seated.reduce((sum, one) => sum + freeSeats(one), 0);
    if (seats < 2 || seats > jointSeatsMax) return [];
    const { weights } = state.settings;
    const loadShare = weights.load / (weights.skill + weights.trust + weights.availability + weights.load);
    return assignJointly(this.#askers(here, now, skills), seated, { loadShare, lot: String(now) });
  }

  /** The strongest claims that are not for a peer, with what each scores here. No more are looked at than are solved. */
  *#askers(here: ReadonlySet<string>, now: EpochMs, skills: Skills): Generator<Asker> {
    const { experts, queue } = this.#deps;
    let left = jointIssuesMax;
    for (const issue of queue.strongestFirst(here, now)) {
      if (left === 0) return;
      left -= 1;
      if (wantedPeer(issue, this.#deps)) continue;
      const skillOf = skills.get(issue.id) ?? experts.skillFor(issue, now);
      skills.set(issue.id, skillOf);
      const ranked = experts.ranked(issue, new Set(issue.passed), now, { skillOf, isWhole: true });
      // For those that nobody free here reads, peers are asked first: the ordinary way does.
      if (!experts.isRead(issue, ranked)) continue;
      const worths = worthsOf(ranked);
      yield { id: issue.id, worths, wanted: issue.wanted?.expertId };
    }
  }

  /** False if this expert is kept for a stronger claim elsewhere: then the others may be better off with others. */
  #placeOne(transaction: Transaction, { id, expertId }: Pair, skills: Skills): boolean {
    const { state, experts, handoff } = this.#deps;
    const issue: Issue | undefined = state.issues.get(id);
    const skillOf = skills.get(id);
    if (!issue || !skillOf || this.#isKept(issue, expertId, transaction.now)) return false;
    const choice = experts.choose(issue, new Set(issue.passed), transaction.now, { expertId, skillOf });
    if (!choice) return false;
    handoff.placeHere(transaction, issue, choice);
    return true;
  }

  /** Who was named is not given away. */
  #isKept(issue: Issue, expertId: AccountId, now: EpochMs): boolean {
    const { pulls, queue } = this.#deps;
    return issue.wanted?.expertId !== expertId && pulls.divert(expertId, queue.claimOf(issue, now));
  }
}
