import { z } from 'zod';
import { Adoption } from '../core/adoption-record.ts';
import { firstTerm, nextTerm, type Term } from '../core/epoch.ts';
import type { RegionId } from '../core/ids.ts';
import type { Registers } from '../mesh/registers.ts';
import type { Clock, Log } from '../ports.ts';
import { Problem } from '../problem.ts';
import type * as inputs from '../schemas/inputs.ts';
import { AdoptionList, type AdoptionView } from '../schemas/mesh-views.ts';
import { reasonLengthMax } from '../schemas/words.ts';
import type { Adopter } from './adopter.ts';
import type { Adoptions } from './adoptions.ts';
import type { Audit } from './audit.ts';
import type { Taking } from './documents.ts';
import { checkAdmin, type Forward, type RemoteActor } from './forward.ts';
import { movingProblem, regionNamed } from './naming.ts';
import { nameOf, type Peer, type Peers, reachable } from './peers.ts';
import type { Actor } from './services.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';
import type { Witnesses } from './witnesses.ts';

/** What a region that leaves asks another for. */
const TakeOver = z.object({ reason: z.string().max(reasonLengthMax), isForced: z.boolean() });
export type TakeOver = z.infer<typeof TakeOver>;
/** How it is asked, and answered: with the record, which is committed then. */
export const takeOverCommand = { name: 'adoption.takeOver', reply: Adoption };

type Deps = {
  readonly state: State;
  readonly adopter: Adopter;
  readonly adoptions: Adoptions;
  readonly forward: Forward;
  readonly witnesses: Witnesses;
  readonly audit: Audit;
  readonly peers: Peers;
  readonly registers: Pick<Registers, 'compareWith'>;
  readonly clock: Clock;
  readonly log: Log;
};

/** What admins do about a region that is gone for good: adopt its issues here, and see how far that is. */
export class AdoptionCalls {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
    const { forward } = deps;
    forward.offer('admin.adoptions', z.null(), async (actor) => {
      checkAdmin(actor);
      return { items: this.#here() };
    });
    forward.offer(takeOverCommand.name, TakeOver, (actor, asked, from) => this.#takeOver(actor, from, asked));
  }

  /**
   * Declares a region gone for good and adopts its issues here; asked again, it goes on without regions that are down if
   * that is forced. So does a region that was restored from a backup, which adopts itself. @throws Problem invalid, wrong-state (the region is up for somebody, is this one, or is adopted)
   */
  async adopt(actor: Actor, name: string, { isForced, reason }: inputs.Adopt): Promise<AdoptionView> {
    const { state, adopter, adoptions, audit, peers, witnesses } = this.#deps;
    const lost = regionNamed(peers, name);
    const isUnderWay = state.takings.get(lost.region)?.state === 'asking';
    const known = state.adoptionOf(lost.region)?.term;
    if (lost.isSelf && !(isUnderWay && isForced))
      throw new Problem('wrong-state', 'A region cannot adopt its own issues. Ask another region to.');
    if (!isUnderWay) await this.#checkGone(actor, lost);
    const term = isUnderWay ? firstTerm : await witnesses.greatestTerm(actor, lost);
    // Its people move as they are known here, and nobody's older word counts after that: the newest first.
    if (!isUnderWay) await Promise.all(reachable(peers).map(({ region }) => this.#compare(region)));
    await state.ledger.run((transaction) => {
      const adoption = this.#recordOf(lost, term);
      if (state.takings.get(lost.region)?.state !== 'asking' && this.#isNews(adoption, known)) {
        adopter.begin(transaction, adoption, { asked: this.#toAsk(lost) });
        adoptions.learn(transaction, adoption);
        audit.write(transaction, actor, 'adopt', lost.name, reason);
      }
      if (isForced) this.#goOn(transaction, actor, lost, reason);
    });
    const taking = state.takings.get(lost.region);
    if (taking?.term !== state.adoptionOf(lost.region)?.term || !taking)
      throw new Problem('conflict', `Another region has just adopted ${lost.name}.`, {
        reason: 'just-adopted',
        values: { region: lost.name },
      });
    return this.#view(taking);
  }

  /**
   * A region that leaves asks this one to go on for it. Asked again before it has heard, it gets the same record.
   * @throws Problem wrong-state when this region leaves, too; region-unreachable before it has what that one knows of its people
   */
  async #takeOver(actor: RemoteActor, from: RegionId, { reason, isForced }: TakeOver): Promise<Adoption> {
    const { state, adopter, adoptions, audit, peers, witnesses } = this.#deps;
    checkAdmin(actor);
    const leaving = peers.get(from);
    if (state.drain || !leaving)
      throw new Problem('wrong-state', `${peers.self.name} cannot go on for a region that leaves.`, {
        reason: 'leaving-too',
        values: { region: peers.self.name },
      });
    const known = state.adoptionOf(from)?.term;
    const term = await witnesses.greatestTerm(actor, leaving);
    const isAgreed = state.takings.get(from)?.state === 'asking';
    if (!isAgreed && !(await this.#compare(from))) throw movingProblem();
    return state.ledger.run((transaction) => {
      const underWay = state.takings.get(from)?.state === 'asking' ? state.adoptionOf(from) : undefined;
      const adoption = underWay ?? this.#recordOf(leaving, term);
      if (!underWay && !this.#isNews(adoption, known)) throw movingProblem();
      if (!underWay) {
        adopter.begin(transaction, adoption, { asked: [...this.#toAsk(leaving), from], isAgreed: true });
        adoptions.learn(transaction, adoption);
        audit.write(transaction, actor, 'take-over', leaving.name, reason);
      }
      if (isForced) this.#goOn(transaction, actor, leaving, reason);
      return Adoption.parse(adoption);
    });
  }

  /** Takes in what a region knows of accounts. Whether it could be asked. */
  #compare(region: RegionId): Promise<boolean> {
    const { registers, log } = this.#deps;
    return registers.compareWith(region).then(
      () => true,
      (error: unknown) => {
        log.debug({ region, error }, 'Accounts could not be compared before an adoption.');
        return false;
      },
    );
  }

  #recordOf({ region }: Peer, above: Term): Adoption {
    const { state, clock } = this.#deps;
    return { region, term: nextTerm(above, state.self), by: state.self, at: clock.now() };
  }

  /** Another may have adopted it since this began: it goes on, and one above it would only take away what that has settled. */
  #isNews({ region }: Adoption, known: Term | undefined): boolean {
    return this.#deps.state.adoptionOf(region)?.term === known;
  }

  /** Goes on without whoever is waited for and cannot be reached. */
  #goOn(transaction: Transaction, actor: RemoteActor, { region, name }: Peer, reason: string): void {
    const { adopter, audit, peers } = this.#deps;
    const without = this.#silent(region);
    if (without.length === 0) return;
    adopter.goOnWithout(transaction, region, without);
    const names = without.map((one) => nameOf(peers, one)).join(', ');
    audit.write(transaction, actor, 'adopt-without', name, `${names}: ${reason}`);
  }

  /** Adoptions of the whole mesh. */
  async list(actor: Actor): Promise<AdoptionList> {
    const { replies, notAsked } = await this.#deps.forward.askAll(
      { name: 'admin.adoptions', reply: AdoptionList },
      actor,
      null,
    );
    return {
      items: [{ items: this.#here() }, ...replies].flatMap(({ items }) => items),
      ...(notAsked.length > 0 && { notAsked }),
    };
  }

  /** @throws Problem wrong-state */
  async #checkGone(actor: Actor, lost: Peer): Promise<void> {
    const { witnesses } = this.#deps;
    const { items } = await this.list(actor);
    const former = items.find(({ region, isReturned }) => region === lost.name && !isReturned);
    if (former)
      throw new Problem('wrong-state', `${former.by} has adopted the issues of ${lost.name} already.`, {
        reason: 'adopted-already',
        values: { region: lost.name, by: former.by },
      });
    const reachedBy = await witnesses.reachedBy(actor, lost);
    if (reachedBy.length > 0)
      throw new Problem(
        'wrong-state',
        `${lost.name} is not gone: ${reachedBy.join(', ')} can reach it. Only a region that nobody reaches can be adopted.`,
        { reason: 'not-gone', values: { region: lost.name, regions: reachedBy.join(', ') } },
      );
  }

  /** Every region but the lost one, and those that are themselves declared gone and have not come back. */
  #toAsk(lost: Peer): RegionId[] {
    const { state, peers } = this.#deps;
    return peers
      .all()
      .filter(({ region, state: isThere }) => isThere === 'up' || !state.adoptionOf(region))
      .map(({ region }) => region)
      .filter((region) => region !== lost.region);
  }

  /** Who is waited for and cannot be reached now. */
  #silent(region: RegionId): RegionId[] {
    const { state, peers } = this.#deps;
    const taking = state.takings.get(region);
    return (taking?.asked ?? []).filter(
      (asked) => !taking?.answered.includes(asked) && peers.get(asked)?.state !== 'up',
    );
  }

  #here(): AdoptionView[] {
    return this.#deps.state.takings.values().map((taking) => this.#view(taking));
  }

  #view({ region, at, asked, answered, without, state, isReturned, isAgreed = false }: Taking): AdoptionView {
    const { peers } = this.#deps;
    const names = (regions: readonly RegionId[]) => regions.map((one) => nameOf(peers, one));
    const waitingFor = asked.filter((one) => !answered.includes(one));
    return {
      region: nameOf(peers, region),
      by: peers.self.name,
      at,
      state,
      answered: names(answered.filter((one) => one !== region)),
      waitingFor: names(waitingFor),
      unreachable: names(this.#silent(region)),
      without: names(without),
      isReturned,
      isAgreed,
    };
  }
}
