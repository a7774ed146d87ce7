import { z } from 'zod';
import { firstTerm, Term } from '../core/epoch.ts';
import { RegionId } from '../core/ids.ts';
import type { Forward, RemoteActor } from './forward.ts';
import type { Peer, Peers } from './peers.ts';
import type { State } from './state.ts';

const About = z.object({ region: RegionId });
/** Whether a member reaches a region, and the greatest term it knows of. */
const Witness = z.object({ name: z.string().max(200), isUp: z.boolean(), term: Term });
const command = { name: 'adoption.witness', reply: Witness };

/** What all regions that can be asked know of one that may be gone. */
export class Witnesses {
  readonly #state: State;
  readonly #peers: Peers;
  readonly #forward: Forward;

  constructor(deps: { state: State; peers: Peers; forward: Forward }) {
    this.#state = deps.state;
    this.#peers = deps.peers;
    this.#forward = deps.forward;
    deps.forward.offerToAnyone(command.name, About, async ({ region }) => this.#witness(region));
  }

  /** Names of the regions that reach it, this one included. */
  async reachedBy(actor: RemoteActor, { region }: Peer): Promise<string[]> {
    const all = await this.#ask(actor, region);
    return all.filter(({ isUp }) => isUp).map(({ name }) => name);
  }

  /** The greatest term that anybody knows of. */
  async greatestTerm(actor: RemoteActor, { region }: Peer): Promise<Term> {
    const all = await this.#ask(actor, region);
    return all.reduce((greatest, { term }) => (term > greatest ? term : greatest), firstTerm);
  }

  async #ask(actor: RemoteActor, region: RegionId): Promise<z.infer<typeof Witness>[]> {
    const { replies } = await this.#forward.askAll(command, actor, { region });
    return [this.#witness(region), ...replies];
  }

  #witness(region: RegionId): z.infer<typeof Witness> {
    const terms = this.#state.adoptions.values().map(({ term }) => term);
    return {
      name: this.#peers.self.name,
      isUp: this.#peers.get(region)?.state === 'up',
      term: terms.reduce((greatest, term) => (term > greatest ? term : greatest), firstTerm),
    };
  }
}
