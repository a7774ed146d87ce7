import { replay, type Scored } from '../core/placement.ts';
import type { Clock } from '../ports.ts';
import { Problem } from '../problem.ts';
import { PreviewWeights } from '../schemas/inputs.ts';
import { type ChangedChoiceView, WeightsPreview } from '../schemas/weights.ts';
import { checkAdmin, type Forward, type RemoteActor } from './forward.ts';
import { nameOf, type Peers } from './peers.ts';
import type { Placements } from './placements.ts';
import type { State } from './state.ts';

/** Changed choices shown: more than anybody reads, few enough for one answer. They are counted in any case. */
const itemsMax = 50;

/** What other weights would have changed lately, in all regions. */
export class WeightsPreviews {
  readonly #state: State;
  readonly #placements: Placements;
  readonly #forward: Forward;
  readonly #peers: Peers;
  readonly #clock: Clock;

  constructor(deps: {
    state: State;
    placements: Placements;
    forward: Forward;
    peers: Peers;
    clock: Clock;
  }) {
    this.#state = deps.state;
    this.#placements = deps.placements;
    this.#forward = deps.forward;
    this.#peers = deps.peers;
    this.#clock = deps.clock;
    this.#forward.offer('admin.preview', PreviewWeights, async (actor, input) => {
      checkAdmin(actor);
      return this.#previewHere(input);
    });
  }

  /** @throws Problem invalid when all weights are 0 */
  async preview(actor: RemoteActor, input: PreviewWeights): Promise<WeightsPreview> {
    checkWeights(input.weights);
    const here = this.#previewHere(input);
    const { replies, notAsked } = await this.#forward.askAll(
      { name: 'admin.preview', reply: WeightsPreview },
      actor,
      input,
    );
    const all = [here, ...replies];
    const sinces = all.flatMap(({ since }) => (since === undefined ? [] : [since]));
    return {
      compared: all.reduce((sum, { compared }) => sum + compared, 0),
      changed: all.reduce((sum, { changed }) => sum + changed, 0),
      ...(sinces.length > 0 && { since: Math.min(...sinces) }),
      items: all
        .flatMap(({ items }) => items)
        .sort((a, b) => b.at - a.at || (a.issue < b.issue ? -1 : 1))
        .slice(0, itemsMax),
      ...(notAsked.length > 0 && { notAsked }),
    };
  }

  #previewHere({ weights }: PreviewWeights): WeightsPreview {
    const recent = this.#placements.recent(this.#clock.now());
    const { compared, changed } = replay(recent, weights);
    const earliest = recent.at(-1);
    return {
      compared,
      changed: changed.length,
      ...(earliest && { since: earliest.at }),
      items: changed.slice(0, itemsMax).map(
        ({ placement, before, after }): ChangedChoiceView => ({
          issue: placement.issueId,
          title: placement.title,
          region: nameOf(this.#peers, this.#state.self),
          at: placement.at,
          before: this.#view(before),
          after: this.#view(after),
          others: placement.others,
        }),
      ),
    };
  }

  #view({ id, score, terms }: Scored): ChangedChoiceView['before'] {
    return { expert: this.#state.person(id), score, terms };
  }
}

/** @throws Problem invalid */
export function checkWeights(weights: PreviewWeights['weights']): void {
  if (Object.values(weights).some((weight) => weight > 0)) return;
  const detail = 'At least one weight must be above 0.';
  throw new Problem('invalid', detail, { errors: [{ pointer: '/weights', detail, reason: 'no-weight' }] });
}
