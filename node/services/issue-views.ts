import type { AttachmentRef } from '../core/attachments.ts';
import { claimOf } from '../core/claim.ts';
import { storedIn } from '../core/custody.ts';
import type { AccountId, RegionId } from '../core/ids.ts';
import { reopenPeriodMs } from '../core/issue-people.ts';
import type { Entry, Issue, IssueContent, Phase, TimelineEntry } from '../core/model.ts';
import { trustAt } from '../core/trust.ts';
import { raisableFrom } from '../core/urgency.ts';
import { shownWhy } from '../core/why.ts';
import type { Clock } from '../ports.ts';
import type { AttachmentView } from '../schemas/attachments.ts';
import type { IssueAction, IssueState, IssueSummary, IssueView, OfferView } from '../schemas/views.ts';
import type { Copy } from './documents.ts';
import type { Lifecycle } from './lifecycle.ts';
import { nameOf, type Peers } from './peers.ts';
import type { State } from './state.ts';
import type { Summaries } from './summaries.ts';
import type { UsualWaits } from './usual-waits.ts';

/** What people see of issues: from the record at the origin, or from the entry of the region that works on it. */
export class IssueViews {
  readonly #state: State;
  readonly #peers: Peers;
  readonly #summaries: Summaries;
  readonly #lifecycle: Lifecycle;
  readonly #usualWaits: UsualWaits;
  readonly #clock: Clock;

  constructor(deps: {
    state: State;
    peers: Peers;
    summaries: Summaries;
    lifecycle: Lifecycle;
    usualWaits: UsualWaits;
    clock: Clock;
  }) {
    this.#state = deps.state;
    this.#peers = deps.peers;
    this.#summaries = deps.summaries;
    this.#lifecycle = deps.lifecycle;
    this.#usualWaits = deps.usualWaits;
    this.#clock = deps.clock;
  }

  /**
   * For its user, while its origin cannot be reached: what the custodian has of it. Only the chat goes on; everything else
   * is the origin's to decide.
   */
  ofCopy({ issue }: Copy): IssueView {
    const { waiting: _, ...view } = this.ofIssue(issue, 'user');
    return {
      ...view,
      isCopy: true,
      storedIn: this.#names([...storedIn(issue), this.#state.self]),
      can: view.can.filter((action) => action === 'message'),
    };
  }

  /** For its user, or an admin, at the origin. */
  ofIssue(issue: Issue, role: 'user' | 'admin'): IssueView {
    const { phase } = issue;
    const owner = 'owner' in phase ? phase.owner : undefined;
    const expert = 'expert' in phase ? phase.expert : undefined;
    return {
      ...contentOf(issue),
      id: issue.id,
      state: stateOf(phase),
      ...(phase.at === 'closed' && { outcome: phase.outcome }),
      user: this.#user(issue.userId, issue.userName, role === 'admin'),
      origin: nameOf(this.#peers, issue.origin),
      ...(owner && { owner: nameOf(this.#peers, owner) }),
      ...(expert && { expert: this.#expert(expert) }),
      submittedAt: issue.submittedAt,
      changedAt: issue.changedAt,
      version: issue.revision,
      ...(stateOf(phase) === 'waiting' && { waiting: this.#waiting(issue) }),
      ...(issue.resolution && { resolution: answerOf(issue.resolution) }),
      ...(issue.rating && { rating: issue.rating }),
      ...(issue.userRating && { userRating: issue.userRating }),
      ...(role === 'user' && isConfirmed(phase) && { helpsOthers: issue.consent?.helpsOthers ?? false }),
      ...(role === 'user' && issue.joined && { joined: joinedOf(issue.joined) }),
      storedIn: this.#names(storedIn(issue)),
      timeline: this.#timeline(issue.timeline, role),
      can: role === 'user' ? userActions(issue, this.#clock.now()) : adminActions(phase),
      role,
    };
  }

  /** For the expert who has it, is asked, or had it, at the owner. */
  ofEntry(entry: Entry, viewer: AccountId): IssueView {
    const { issue, phase } = entry;
    const expert = 'expert' in phase ? phase.expert : undefined;
    const worker = expert ?? (entry.workedById && this.#state.person(entry.workedById));
    return {
      ...contentOf(issue),
      id: entry.issueId,
      state: entryStateOf(entry),
      ...(entry.outcome === 'confirmed' || entry.outcome === 'unconfirmed' ? { outcome: entry.outcome } : {}),
      user: this.#user(issue.userId, issue.userName, true),
      origin: nameOf(this.#peers, issue.origin),
      owner: nameOf(this.#peers, this.#state.self),
      ...(worker && { expert: this.#expert(worker) }),
      submittedAt: issue.submittedAt,
      changedAt: entry.changedAt,
      version: entry.revision,
      ...(entry.resolution && { resolution: entry.resolution }),
      ...(entry.rating && { rating: entry.rating }),
      ...(entry.userRating && { userRating: entry.userRating }),
      storedIn: this.#names(this.#knownToKeep(entry)),
      timeline: this.#timeline(entry.timeline, 'expert', viewer),
      can: expertActions(entry, viewer),
      role: 'expert',
    };
  }

  /** An open offer, for its expert. */
  offer(entry: Entry, viewer: AccountId): OfferView | undefined {
    if (entry.phase.at !== 'offered' || entry.phase.expert.id !== viewer) return undefined;
    return {
      id: entry.phase.offerId,
      issue: this.ofEntry(entry, viewer),
      secondsLeft: this.#lifecycle.offerLeftMs(entry.id) / 1_000,
      secondsTotal: this.#lifecycle.offerTotalMs(entry.issue.urgency) / 1_000,
      ...(entry.issue.wanted?.note && { note: entry.issue.wanted.note }),
      why: shownWhy(entry.phase.why, 'asked', this.#titleOf),
    };
  }

  /** The steps with their explanations as far as this reader may know them. */
  #timeline(
    entries: readonly TimelineEntry[],
    role: IssueView['role'],
    viewer?: AccountId,
  ): IssueView['timeline'] {
    return entries.map((entry) => {
      const { why, expert } = entry;
      // What an expert says to the next one is for experts.
      if (entry.kind === 'transferred' && role === 'user') return withoutNote(entry);
      if (!why) return entry;
      const reader =
        role === 'admin' ? 'admin' : expert !== undefined && expert.id === viewer ? 'asked' : 'part';
      return { ...entry, why: shownWhy(why, reader, this.#titleOf) };
    });
  }

  /** The title of a solved issue that may help others. */
  readonly #titleOf = (id: string): string | undefined => this.#state.shared.get(id)?.title;

  #user(id: AccountId, name: string, showsStanding: boolean): IssueView['user'] {
    const account = this.#state.accounts.get(id);
    // The prior of somebody nobody has rated would read as a middling standing.
    return showsStanding && account && account.standing.at > account.registeredAt
      ? { id, name, standing: trustAt(account.standing, this.#clock.now()) }
      : { id, name };
  }

  #expert(person: { id: AccountId; name: string }): NonNullable<IssueView['expert']> {
    const account = this.#state.accounts.get(person.id);
    return account ? { ...person, trust: trustAt(account.trust, this.#clock.now()) } : person;
  }

  /** Its place in the queue is by claim: who waits for something more urgent may be asked first. */
  #waiting(issue: Issue): NonNullable<IssueView['waiting']> {
    const now = this.#clock.now();
    const claim = claimOf(issue, now);
    const ahead = this.#state.issues.countInGroup(
      'queued',
      issue.category,
      (other) => other.id !== issue.id && claimOf(other, now) > claim,
    );
    const { online, freeSeats } = this.#summaries.known(issue.category);
    const usuallyMs = this.#usualWaits.ofMs(issue.category);
    return {
      ahead,
      since: issue.submittedAt,
      onlineExperts: online,
      freeSeats,
      ...(freeSeats > 0 && !this.#summaries.hasUnasked(issue) && { areFreeAsked: true }),
      ...(usuallyMs !== undefined && { usualSeconds: usuallyMs / 1_000 }),
    };
  }

  /** At the origin all that its user is told; elsewhere who has the copy is not known. */
  #knownToKeep({ issueId, issue: { origin } }: Entry): readonly RegionId[] {
    const own = this.#state.issues.get(issueId);
    return own ? storedIn(own) : [origin, this.#state.self];
  }

  #names(regions: readonly RegionId[]): string[] {
    return [...new Set(regions)].map((region) => nameOf(this.#peers, region));
  }
}

function withoutNote({ note: _, ...entry }: TimelineEntry): TimelineEntry {
  return entry;
}

function answerOf({ text, by, at }: NonNullable<Issue['resolution']>): IssueView['resolution'] {
  return { text, by, at };
}

/** A list shows issues without their texts and history. */
export function summaryOf(view: IssueView): IssueSummary {
  const { timeline: _, description: __, attachments: ___, ...summary } = view;
  return summary;
}

function contentOf({ title, description, category, urgency, language, attachments }: IssueContent) {
  return {
    title,
    description,
    category,
    urgency,
    ...(language !== undefined && { language }),
    ...(attachments && { attachments: attachments.map(attachmentView) }),
  };
}

/** What people see of a file: its hash would let whoever knows it ask other regions. */
export const attachmentView = ({ id, name, size, type }: AttachmentRef): AttachmentView => ({
  id,
  name,
  size,
  type,
});

function joinedOf({ solvedAt }: NonNullable<Issue['joined']>): NonNullable<IssueView['joined']> {
  return solvedAt === undefined ? {} : { solvedAt };
}

function isConfirmed(phase: Phase): boolean {
  return phase.at === 'closed' && phase.outcome === 'confirmed';
}

function stateOf(phase: Phase): IssueState {
  switch (phase.at) {
    case 'queued':
      return 'waiting';
    case 'proposing':
      return 'forwarding';
    case 'placed':
      return phase.stage === 'held' ? 'forwarding' : phase.stage;
    case 'resolved':
    case 'closed':
    case 'cancelled':
      return phase.at;
  }
}

function entryStateOf({ phase, outcome }: Entry): IssueState {
  switch (phase.at) {
    case 'held':
      return 'forwarding';
    case 'offered':
    case 'assigned':
      return phase.at;
    case 'done':
      return outcome === undefined ? 'resolved' : 'closed';
    case 'closed':
      return 'closed';
  }
}

function userActions({ phase, rating, urgency, timeline }: Issue, now: number): IssueAction[] {
  const isRaisable = urgency !== 'critical' && now >= raisableFrom({ timeline });
  const raise: IssueAction[] = isRaisable ? ['raise-urgency'] : [];
  switch (phase.at) {
    case 'queued':
    case 'proposing':
      return ['edit', ...raise, 'cancel', 'message'];
    case 'placed':
      if (phase.wish === 'cancel') return ['message'];
      return phase.stage === 'assigned'
        ? [...raise, ...(phase.wish ? [] : (['escalate'] as const)), 'message']
        : ['edit', ...raise, 'cancel', 'message'];
    case 'resolved':
      return ['confirm', 'decline', 'escalate', 'message'];
    case 'closed': {
      const canRate = phase.outcome === 'confirmed' && !rating;
      const canReopen = now - phase.since <= reopenPeriodMs;
      return [...(canRate ? (['rate'] as const) : []), ...(canReopen ? (['reopen'] as const) : [])];
    }
    case 'cancelled':
      return [];
  }
}

function adminActions({ at }: Phase): IssueAction[] {
  return at === 'closed' || at === 'cancelled' ? [] : ['reassign', 'note'];
}

function expertActions(
  { phase, outcome, userRating, issue, workedById }: Entry,
  viewer: AccountId,
): IssueAction[] {
  // Who passed it on can still tell the next what they know.
  if (phase.at === 'closed' && workedById === viewer) return ['note'];
  if (!('expert' in phase) || phase.expert.id !== viewer) return [];
  switch (phase.at) {
    case 'held':
    case 'offered':
      return [];
    case 'assigned':
      return [
        ...(issue.urgency === 'low' ? [] : (['lower-urgency'] as const)),
        'resolve',
        'transfer',
        'message',
        'note',
      ];
    case 'done': {
      if (outcome === undefined) return ['message', 'note'];
      return (outcome === 'confirmed' || outcome === 'unconfirmed') && !userRating && !issue.isUserRated
        ? ['rate']
        : [];
    }
  }
}
