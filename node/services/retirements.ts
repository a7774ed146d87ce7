import { isLater } from '../mesh/registers-digest.ts';
import type { Log } from '../ports.ts';
import { Problem } from '../problem.ts';
import type { Reason } from '../schemas/inputs.ts';
import type { RetiredRegion } from '../schemas/mesh-views.ts';
import type { Audit } from './audit.ts';
import type { Retirement } from './documents.ts';
import type { Draining } from './draining.ts';
import { regionNamed } from './naming.ts';
import type { Peer, Peers } from './peers.ts';
import type { Actor } from './services.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';
import type { Witnesses } from './witnesses.ts';

type Deps = {
  readonly state: State;
  readonly draining: Draining;
  readonly witnesses: Witnesses;
  readonly audit: Audit;
  readonly peers: Peers;
  readonly log: Log;
};

/**
 * Regions that are gone, adopted, and not expected back. Every region keeps the list. Who is on it is shown no more, and its
 * name is free. Should it come back after all, it is told and leaves again in good order, so that whatever it took while
 * nobody heard of it goes on elsewhere.
 */
export class Retirements {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** After memory has been read. */
  start(): void {
    const { state, peers } = this.#deps;
    state.ledger.onLoad(() => this.#tellPeers());
    peers.onUp(() => this.#obey());
    this.#tellPeers();
    this.#obey();
  }

  /** Takes a region that is gone off everybody's list. @throws Problem wrong-state while it is there, or not adopted */
  async retire(actor: Actor, name: string, { reason }: Reason): Promise<void> {
    const { state, peers, audit } = this.#deps;
    const lost = regionNamed(peers, name);
    await this.#checkGone(actor, lost);
    await state.ledger.run((transaction) => {
      this.#write(transaction, lost, {
        isRetired: true,
        by: { id: actor.accountId, name: actor.name },
        reason,
      });
      audit.write(transaction, actor, 'retire', lost.name, reason);
    });
  }

  /** It may come back. @throws Problem invalid when no region of that name is retired */
  async takeBack(actor: Actor, name: string): Promise<void> {
    const { state, audit } = this.#deps;
    const known = state.retired().find((retirement) => retirement.name.toLowerCase() === name.toLowerCase());
    if (!known)
      throw new Problem('invalid', `No region named ${name} is retired.`, {
        reason: 'not-retired',
        values: { region: name },
      });
    await state.ledger.run((transaction) => {
      const by = { id: actor.accountId, name: actor.name };
      this.#write(transaction, known, { isRetired: false, by, reason: '' });
      audit.write(transaction, actor, 'take-back', known.name, '');
    });
  }

  /** For admins: who is retired. */
  list(): RetiredRegion[] {
    return this.#deps.state.retired().map(({ name, by, reason, at }) => ({ name, by, reason, at }));
  }

  /** What another region's admin has decided. */
  learn(transaction: Transaction, retirement: Retirement): void {
    const { state } = this.#deps;
    const known = state.retirements.get(retirement.region);
    if (known && !isLater(retirement.version, known.version)) return;
    this.#put(transaction, retirement);
  }

  #write(
    transaction: Transaction,
    { region, name }: Pick<Retirement, 'region' | 'name'>,
    decision: Pick<Retirement, 'isRetired' | 'by' | 'reason'>,
  ): void {
    const { state } = this.#deps;
    const former = state.retirements.get(region)?.version ?? { counter: 0, writer: state.self };
    this.#put(
      transaction,
      state.nextVersion({ region, name, ...decision, at: transaction.now, version: former }),
    );
  }

  #put(transaction: Transaction, retirement: Retirement): void {
    transaction.put(this.#deps.state.retirements, retirement.region, retirement);
    transaction.afterCommit(() => {
      this.#tellPeers();
      this.#obey();
    });
  }

  /** @throws Problem wrong-state */
  async #checkGone(actor: Actor, lost: Peer): Promise<void> {
    const { state, witnesses } = this.#deps;
    const reachedBy = await witnesses.reachedBy(actor, lost);
    if (lost.isSelf || reachedBy.length > 0)
      throw new Problem(
        'wrong-state',
        `${lost.name} is not gone: ${reachedBy.join(', ')} can reach it. Let it leave the mesh first.`,
        { reason: 'not-gone', values: { region: lost.name, regions: reachedBy.join(', ') } },
      );
    if (state.surveys.get(lost.region)?.isSettled !== true)
      throw new Problem(
        'wrong-state',
        `Nobody has adopted all that ${lost.name} had yet. Adopt its issues first, and wait until that is done.`,
        { reason: 'not-adopted-yet', values: { region: lost.name } },
      );
  }

  #tellPeers(): void {
    const { state, peers } = this.#deps;
    peers.setRetired(new Set(state.retired().map(({ region }) => region)));
  }

  /** This region itself is on the list: it leaves, as soon as there is somebody who goes on for it. */
  #obey(): void {
    const { state, draining, log } = this.#deps;
    const order = state.retired().find(({ region }) => region === state.self);
    if (!order || state.drain) return;
    const { by, reason } = order;
    state.ledger
      .run((transaction) => {
        if (!state.drain) draining.begin(transaction, { by, reason, finishMs: 0, isForced: false });
      })
      .then(() =>
        log.warn({ by: by.name }, 'An admin has retired this region from the mesh: it leaves again.'),
      )
      .catch((error: unknown) => log.debug({ error }, 'This region is retired, and leaves a little later.'));
  }
}
