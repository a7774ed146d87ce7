import { z } from 'zod';
import { learntWeights } from '../core/evidence.ts';
import { type Count, margin, mayDepart } from '../core/tally.ts';
import { LearntWeightsList, type LearntWeightsView } from '../schemas/weights.ts';
import { checkAdmin, type Forward, type RemoteActor } from './forward.ts';
import { nameOf, type Peers } from './peers.ts';
import type { State } from './state.ts';

/** What each region has learnt of its weights, for admins anywhere. */
export class LearntWeightsViews {
  readonly #state: State;
  readonly #forward: Forward;
  readonly #peers: Peers;

  constructor({ state, forward, peers }: { state: State; forward: Forward; peers: Peers }) {
    this.#state = state;
    this.#forward = forward;
    this.#peers = peers;
    this.#forward.offer('admin.learning', z.null(), async (actor) => {
      checkAdmin(actor);
      return this.#listHere();
    });
  }

  async list(actor: RemoteActor): Promise<LearntWeightsList> {
    const here = this.#listHere();
    const { replies, notAsked } = await this.#forward.askAll(
      { name: 'admin.learning', reply: LearntWeightsList },
      actor,
      null,
    );
    return {
      ...here,
      items: [here, ...replies].flatMap(({ items }) => items).sort((a, b) => (a.region < b.region ? -1 : 1)),
      ...(notAsked.length > 0 && { notAsked }),
    };
  }

  #listHere(): LearntWeightsList {
    const { learning, settings } = this.#state;
    const { evidence, tally, fixed } = learning;
    const view: LearntWeightsView = {
      region: nameOf(this.#peers, this.#state.self),
      weights: learntWeights(evidence, fixed),
      outcomes: evidence.count,
      same: tallied(tally.same),
      control: tallied(tally.control),
      learnt: tallied(tally.learnt),
      isFollowed: settings.learnsWeights === true && mayDepart(tally),
    };
    return { isOn: settings.learnsWeights === true, margin, items: [view] };
  }
}

function tallied({ count, reward }: Count): LearntWeightsView['same'] {
  return { count, ...(count > 0 && { reward: Math.min(1, reward / count) }) };
}
