import type { RegionId } from '../core/ids.ts';
import type { Cancel } from '../ports.ts';
import { asJson } from './as-json.ts';
import {
  askSeatMethod,
  releaseSeatMethod,
  SeatRelease,
  type SeatReply,
  SeatRequest,
} from './asking-messages.ts';
import type { Experts } from './experts.ts';
import type { Peers } from './peers.ts';
import type { SeatsAside } from './seats-aside.ts';
import type { State } from './state.ts';
import type { Summaries } from './summaries.ts';
import type { Timing } from './timing.ts';

/**
 * Answers peers that ask for a seat: the best expert for their issue is set aside for a moment, or they hear why not. It
 * goes through the queue like every decision, so that no two issues see the same free seat; and a region whose disk is
 * sick does not answer, for it could not take the issue either.
 */
export class SeatAnswers {
  readonly #state: State;
  readonly #experts: Experts;
  readonly #aside: SeatsAside;
  readonly #summaries: Summaries;
  readonly #peers: Peers;
  readonly #timing: Timing;
  readonly #cancels: Cancel[] = [];

  constructor(deps: {
    state: State;
    experts: Experts;
    aside: SeatsAside;
    summaries: Summaries;
    peers: Peers;
    timing: Timing;
  }) {
    this.#state = deps.state;
    this.#experts = deps.experts;
    this.#aside = deps.aside;
    this.#summaries = deps.summaries;
    this.#peers = deps.peers;
    this.#timing = deps.timing;
  }

  start(): void {
    this.#cancels.push(
      this.#peers.handle(askSeatMethod, async (from, body) => {
        const request = SeatRequest.parse(body);
        const { ledger } = this.#state;
        const preparing = this.#experts.prepare(request.issue);
        if (preparing) await preparing;
        return asJson(await ledger.run(({ now }) => this.#setAside(from, request, now)));
      }),
      this.#peers.handle(releaseSeatMethod, async (from, body) => {
        this.#aside.release(from, SeatRelease.parse(body).id);
        return null;
      }),
    );
  }

  stop(): void {
    for (const cancel of this.#cancels.splice(0)) cancel();
  }

  #setAside(by: RegionId, { id, issue, isForReaders }: SeatRequest, now: number): SeatReply {
    const choice = this.#experts.choose(issue, new Set(issue.passed), now);
    const news = this.#summaries.fresh();
    if (!choice) return { isSetAside: false, lacksExpert: !this.#experts.hasFree(issue.category), news };
    const { expert, why, basis } = choice;
    const isRead = why.language?.isRead;
    if (isForReaders && !isRead) return { isSetAside: false, lacksExpert: true, news };
    const isSetAside = this.#aside.set({ by, id, expertId: expert.id, forMs: this.#timing.asideMs });
    const score = basis?.score ?? why.score;
    return isSetAside
      ? {
          isSetAside,
          score,
          matcher: this.#experts.matcherOf(choice),
          ...(isRead !== undefined && { isRead }),
          news,
        }
      : { isSetAside, lacksExpert: true, news };
  }
}
