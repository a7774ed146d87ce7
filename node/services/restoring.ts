import { type Adoption, isOfItself } from '../core/adoption-record.ts';
import { firstTerm, nextTerm, type Term } from '../core/epoch.ts';
import type { RegionId } from '../core/ids.ts';
import type { Registers } from '../mesh/registers.ts';
import type { Clock, Log, Secrets } from '../ports.ts';
import type { Adopter } from './adopter.ts';
import type { Adoptions } from './adoptions.ts';
import type { Peers } from './peers.ts';
import type { Answer, RollCall } from './roll-call.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

type Deps = {
  readonly state: State;
  readonly adopter: Adopter;
  readonly adoptions: Adoptions;
  readonly registers: Registers;
  readonly rollCall: RollCall;
  readonly peers: Peers;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly log: Log;
};

/**
 * What a region does that works on a backup: its store lacks what it committed since, and its peers have seen some of
 * it. It adopts itself, by the rules of every adoption: what it had is put aside until they have told what they know of
 * it, and new issues begin in a term that nobody has seen. Its accounts are theirs to tell, too, before it writes any.
 */
export class Restoring {
  readonly #deps: Deps;
  /** The region's accounts are as old as the backup: its peers' are taken in before it writes them above all of those. */
  #isOwingAccounts = false;
  /** Answers are dealt with one after the other. */
  #last: Promise<void> = Promise.resolve();

  constructor(deps: Deps) {
    this.#deps = deps;
    deps.rollCall.onAnswer((answer) => {
      if (!deps.state.ledger.isReady) return;
      this.#hear([answer], false).catch((error: unknown) =>
        deps.log.error({ error }, 'This region works on a backup, and could not store that it knows.'),
      );
    });
  }

  /**
   * With the answers to the roll call, before anything acts on what memory holds: adoptions that this region has not heard
   * of are learnt, and a backup is known for what it is. `isBackup` when the operator says so.
   * @throws Problem store-unavailable
   */
  async begin(answers: readonly Answer[], isBackup: boolean): Promise<void> {
    const { state } = this.#deps;
    this.#isOwingAccounts = (state.takings.get(state.self)?.state ?? 'done') !== 'done';
    await this.#hear(answers, isBackup);
  }

  #hear(answers: readonly Answer[], isBackup: boolean): Promise<void> {
    const heard = this.#last.catch(() => undefined).then(() => this.#weigh(answers, isBackup));
    this.#last = heard;
    return heard;
  }

  async #weigh(answers: readonly Answer[], isBackup: boolean): Promise<void> {
    const { state, rollCall, log } = this.#deps;
    const heard = answers.flatMap(({ adoptions }) => adoptions);
    const later = heard.filter((adoption) => this.#isOfLaterLife(adoption, heard));
    const isOutdone = heard.some(
      (adoption) =>
        isOfItself(adoption, state.self) &&
        adoption.term !== this.#own &&
        adoption.term >= (this.#own ?? firstTerm),
    );
    const lost = answers.flatMap(({ isAhead, mark }) => (isAhead && mark ? [mark] : []));
    const isUnderWay = state.takings.get(state.self)?.state === 'asking';
    if (isBackup || isOutdone || later.length > 0 || (lost.length > 0 && !isUnderWay)) {
      log.warn(
        {},
        'This store is a backup: what it held is put aside until peers have told what they know of it.',
      );
      if (this.#isAnothers(heard)) await this.#giveWay(heard, later);
      else await this.#adoptOneself(answers, heard, later);
    } else await this.#learn(heard);
    if (this.#isOwingAccounts && answers.length > 0) await this.#takeAccounts(answers);
    await rollCall.makeUpFor(lost);
  }

  /** The term under which it last adopted itself. */
  get #own(): Term | undefined {
    const { state } = this.#deps;
    return state.takings.get(state.self)?.term;
  }

  /** It adopted another, and knows nothing of it: that was after the backup was made. Nobody has adopted that one since. */
  #isOfLaterLife({ region, term, by }: Adoption, heard: readonly Adoption[]): boolean {
    const { self } = this.#deps.state;
    const others = heard.filter((other) => other.region === region && other.by !== self);
    return (
      by === self &&
      region !== by &&
      this.#isNews({ region, term }) &&
      others.every((other) => other.term < term)
    );
  }

  #isNews({ region, term }: Pick<Adoption, 'region' | 'term'>): boolean {
    return term > (this.#deps.state.adoptionOf(region)?.term ?? firstTerm);
  }

  /** Others' adoptions that are news, as they came about: who has been declared gone gives up what it had, before who it worked for is. */
  #newsOf(heard: readonly Adoption[]): readonly Adoption[] {
    const { self } = this.#deps.state;
    return heard
      .filter((adoption) => adoption.by !== self && this.#isNews(adoption))
      .sort((a, b) => (a.term < b.term ? -1 : 1));
  }

  async #learn(heard: readonly Adoption[]): Promise<void> {
    const { state, adoptions } = this.#deps;
    const news = this.#newsOf(heard);
    if (news.length === 0) return;
    await state.ledger.run((transaction) => {
      for (const adoption of news) adoptions.learn(transaction, adoption);
    });
  }

  /** Another has adopted this region, and goes on with all that was its own. */
  #isAnothers(heard: readonly Adoption[]): boolean {
    const { self } = this.#deps.state;
    const own = heard.filter(({ region }) => region === self).sort((a, b) => (a.term < b.term ? -1 : 1));
    const last = own.at(-1);
    return last !== undefined && last.by !== self && this.#isNews(last);
  }

  /** As a region that comes back on its disk, but that what it worked on for others may have gone on since, too. */
  async #giveWay(heard: readonly Adoption[], later: readonly Adoption[]): Promise<void> {
    const { state } = this.#deps;
    await state.ledger.run((transaction) => {
      this.#rememberAll(transaction, later);
      for (const adoption of this.#newsOf(heard))
        this.#deps.adoptions.learn(transaction, adoption, { isOnBackup: true });
    });
    this.#isOwingAccounts = true;
  }

  /** Whoever goes on for this region goes on with what it had adopted since the backup, too. */
  #rememberAll(transaction: Transaction, later: readonly Adoption[]): void {
    const { adopter, adoptions } = this.#deps;
    for (const lost of later) {
      adopter.remember(transaction, lost);
      adoptions.learn(transaction, lost);
    }
  }

  async #adoptOneself(
    answers: readonly Answer[],
    heard: readonly Adoption[],
    later: readonly Adoption[],
  ): Promise<void> {
    const { state, adopter, adoptions, clock, secrets } = this.#deps;
    const { self } = state;
    // Of a later life of this region nobody may be left to tell: chance makes the term another one.
    const adopterName = `${self}-${secrets.id()}`;
    await state.ledger.run((transaction) => {
      // What it worked on for them is as old as the backup, and so are its own issues, which are put aside at once.
      for (const adoption of this.#newsOf(heard))
        adoptions.learn(transaction, adoption, { isOnBackup: true });
      const terms = [...state.adoptions.values(), ...heard].map(({ term }) => term);
      const greatest = terms.reduce((best, term) => (term > best ? term : best), firstTerm);
      const adoption: Adoption = {
        region: self,
        term: nextTerm(greatest, adopterName),
        by: self,
        at: clock.now(),
      };
      adopter.begin(transaction, adoption, { asked: this.#toAsk(answers, later) });
      adoptions.learn(transaction, adoption);
      this.#rememberAll(transaction, later);
    });
    this.#isOwingAccounts = true;
  }

  /** This region itself, and every other but those that are themselves declared gone and have not come back. */
  #toAsk(answers: readonly Answer[], later: readonly Adoption[]): RegionId[] {
    const { state, peers } = this.#deps;
    const isGone = (region: RegionId) =>
      state.adoptionOf(region) !== undefined || later.some((adoption) => adoption.region === region);
    const known = peers.all().map(({ region }) => region);
    const all = new Set([state.self, ...known, ...answers.flatMap(({ regions }) => regions)]);
    return [...all].filter(
      (region) => region === state.self || peers.get(region)?.state === 'up' || !isGone(region),
    );
  }

  async #takeAccounts(answers: readonly Answer[]): Promise<void> {
    const { state, adoptions, registers, log } = this.#deps;
    const compared = await Promise.allSettled(answers.map(({ from }) => registers.compareWith(from)));
    if (compared.every(({ status }) => status === 'rejected')) {
      log.debug({}, 'No peer told its accounts; the next one that answers is asked.');
      return;
    }
    this.#isOwingAccounts = false;
    await state.ledger.run((transaction) => {
      const adoption = state.adoptionOf(state.self);
      if (adoption?.by === state.self) adoptions.moveAccounts(transaction, adoption);
    });
  }
}
