import type { z } from 'zod';
import type { IssueId, RegionId } from '../core/ids.ts';
import { Problem } from '../problem.ts';
import type { Forward } from './forward.ts';
import type { Actor } from './services.ts';
import type { State } from './state.ts';
import type { Whereabouts } from './whereabouts.ts';

type Deps = { readonly state: State; readonly whereabouts: Whereabouts; readonly forward: Forward };

/** Takes what people ask of an issue to the region that can answer it. */
export class Reach {
  readonly #deps: Deps;

  constructor({ state, whereabouts, forward }: Deps) {
    this.#deps = { state, whereabouts, forward };
  }

  /** Takes a call where the issue is in charge for this person. */
  async at<S extends z.ZodType>(
    actor: Actor,
    id: IssueId,
    name: string,
    input: unknown,
    reply: S,
    here: () => Promise<z.output<S>>,
  ): Promise<z.output<S>> {
    const region = await this.#deps.whereabouts.inCharge(actor, id);
    return region === this.#deps.state.self
      ? here()
      : this.#deps.forward.call(region, { name: `issues.${name}`, reply }, actor, { id, input });
  }

  /**
   * The same for what a user can do while the issue's origin cannot be reached: read the newest copy, and go on chatting
   * with whoever works on it.
   */
  async orStandIn<S extends z.ZodType>(
    actor: Actor,
    id: IssueId,
    purpose: 'record' | 'chat',
    call: { readonly name: string; readonly input: unknown; readonly reply: S },
    here: () => Promise<z.output<S>>,
  ): Promise<z.output<S>> {
    const { state, whereabouts, forward } = this.#deps;
    const at = (region: RegionId) => {
      const { name, input, reply } = call;
      return region === state.self
        ? here()
        : forward.call(region, { name: `issues.${name}`, reply }, actor, { id, input });
    };
    let unreachable: unknown;
    try {
      const region = await whereabouts.inCharge(actor, id);
      const standIn = whereabouts.isAway(region) && (await whereabouts.standIn(actor, id, purpose));
      return await at(standIn || region);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'region-unreachable') throw error;
      unreachable = error;
    }
    const standIn = await whereabouts.standIn(actor, id, purpose);
    if (!standIn) throw unreachable;
    return at(standIn);
  }
}
