import type { RegionId } from '../core/ids.ts';
import type { PeerMessage, PeerMessageOf } from '../core/messages.ts';
import type { Need } from './ledger.ts';
import type { Prepared } from './prepared.ts';
import type { Transaction } from './transaction.ts';

/** What regions tell each other about adoptions; `adoptions.ts` handles it. */
const aboutAdoption = [
  'reported-entry',
  'reported-issue',
  'surveyed',
  'settled',
  'superseded',
  'adopted',
  'pass-on',
  'passed-on',
] as const;
export type AdoptionMessage = PeerMessageOf<(typeof aboutAdoption)[number]>;

export const isAboutAdoption = (message: PeerMessage): message is AdoptionMessage =>
  aboutAdoption.some((type) => type === message.type);

/** What a hand-off asks of `adoptions.ts`, which in turn carries out steps of hand-offs. */
export type AdoptionHandler = {
  needs(message: AdoptionMessage): readonly Need[];
  handle(transaction: Transaction, from: RegionId, message: AdoptionMessage, prepared: Prepared): void;
  /** A region that does not know yet that its issues were adopted acts as their origin. */
  refuse(transaction: Transaction, from: RegionId): void;
  /** Keeps what an owner says of an issue that is being adopted here until it is. Whether it did. */
  defer(transaction: Transaction, from: RegionId, message: PeerMessage): boolean;
};
