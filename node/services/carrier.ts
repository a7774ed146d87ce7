import type { z } from 'zod';
import type { IssueId, RegionId } from '../core/ids.ts';
import { Problem } from '../problem.ts';
import type { Forward } from './forward.ts';
import type { Actor } from './services.ts';
import type { State } from './state.ts';
import type { Whereabouts } from './whereabouts.ts';

/** A call by the name under which regions take it from each other, behind `issues.`. */
type Call<S extends z.ZodType> = { readonly name: string; readonly input: unknown; readonly reply: S };

/** Takes calls about an issue to the region that is in charge of it for whoever asks. */
export class Carrier {
  readonly #state: State;
  readonly #forward: Forward;
  readonly #whereabouts: Whereabouts;

  constructor(deps: { state: State; forward: Forward; whereabouts: Whereabouts }) {
    this.#state = deps.state;
    this.#forward = deps.forward;
    this.#whereabouts = deps.whereabouts;
  }

  /** Where the issue is in charge for this person. @throws Problem not-found, region-unreachable, or what the call throws */
  async at<S extends z.ZodType>(
    actor: Actor,
    id: IssueId,
    call: Call<S>,
    here: () => Promise<z.output<S>>,
  ): Promise<z.output<S>> {
    return this.#in(await this.#whereabouts.inCharge(actor, id), actor, id, call, here);
  }

  /**
   * The same for what a user can do while the issue's origin cannot be reached: read the newest copy, and go on chatting
   * with whoever works on it.
   */
  async orStandIn<S extends z.ZodType>(
    actor: Actor,
    id: IssueId,
    purpose: 'record' | 'chat',
    call: Call<S>,
    here: () => Promise<z.output<S>>,
  ): Promise<z.output<S>> {
    const at = (region: RegionId) => this.#in(region, actor, id, call, here);
    let unreachable: unknown;
    try {
      const region = await this.#whereabouts.inCharge(actor, id);
      const standIn =
        this.#whereabouts.isAway(region) && (await this.#whereabouts.standIn(actor, id, purpose));
      return await at(standIn || region);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'region-unreachable') throw error;
      unreachable = error;
    }
    const standIn = await this.#whereabouts.standIn(actor, id, purpose);
    if (!standIn) throw unreachable;
    return at(standIn);
  }

  #in<S extends z.ZodType>(
    region: RegionId,
    actor: Actor,
    id: IssueId,
    { name, input, reply }: Call<S>,
    here: () => Promise<z.output<S>>,
  ): Promise<z.output<S>> {
    return region === this.#state.self
      ? here()
      : this.#forward.call(region, { name: `issues.${name}`, reply }, actor, { id, input });
  }
}
