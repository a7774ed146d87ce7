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
    await this.#learn(heard.filter(({ by }) => by !== state.self));
    const later = heard.filter((adoption) => this.#isOfLaterLife(adoption));
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
      await this.#adoptOneself(answers, heard, later);
    }
    if (this.#isOwingAccounts && answers.length > 0) await this.#takeAccounts(answers);
    await rollCall.makeUpFor(lost);
  }

  /** The term under which it last adopted itself. */
  get #own(): Term | undefined {
    const { state } = this.#deps;
    return state.takings.get(state.self)?.term;
  }

  /** It adopted another, and knows nothing of it: that was after the backup was made. */
  #isOfLaterLife({ region, term, by }: Adoption): boolean {
    const { state } = this.#deps;
    return by === state.self && region !== by && term > (state.adoptionOf(region)?.term ?? firstTerm);
  }

  async #learn(heard: readonly Adoption[]): Promise<void> {
    const { state, adoptions } = this.#deps;
    const news = heard.filter(({ region, term }) => term > (state.adoptionOf(region)?.term ?? firstTerm));
    if (news.length === 0) return;
    // As they came about: who has been declared gone gives up what it had, before who it worked for is.
    news.sort((a, b) => (a.term < b.term ? -1 : 1));
    await state.ledger.run((transaction) => {
      for (const adoption of news) adoptions.learn(transaction, adoption);
    });
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
      // Under it goes on, too, what was adopted since.
      for (const lost of later) {
        adopter.remember(transaction, lost);
        adoptions.learn(transaction, lost);
      }
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
