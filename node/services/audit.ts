import { z } from 'zod';
import type { Secrets } from '../ports.ts';
import { ListAudit } from '../schemas/inputs.ts';
import { AuditEntry, AuditList } from '../schemas/views.ts';
import { checkAdmin, type Forward, type RemoteActor } from './forward.ts';
import { nameOf, type Peers } from './peers.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

const Asked = z.object({ query: ListAudit });

/** Digits of a time in an id, so that ids sort by time. */
const timeDigits = 15;

/** What admins did, kept in the region where it was carried out, shown from everywhere. */
export class Audit {
  readonly #state: State;
  readonly #forward: Forward;
  readonly #peers: Peers;
  readonly #secrets: Secrets;

  constructor(deps: { state: State; forward: Forward; peers: Peers; secrets: Secrets }) {
    this.#state = deps.state;
    this.#forward = deps.forward;
    this.#peers = deps.peers;
    this.#secrets = deps.secrets;
    this.#forward.offer('admin.audit', Asked, async (actor, { query }) => {
      checkAdmin(actor);
      return this.#listHere(query);
    });
  }

  /** Notes an action with the transaction that carries it out. */
  write(transaction: Transaction, by: RemoteActor, action: string, subject: string, detail: string): void {
    const id = `${String(Math.floor(transaction.now)).padStart(timeDigits, '0')}-${this.#secrets.id()}`;
    const entry: AuditEntry = {
      id,
      at: transaction.now,
      region: nameOf(this.#peers, this.#state.self),
      by: { id: by.accountId, name: by.name },
      action,
      subject,
      ...(detail && { detail }),
    };
    transaction.append('audit', id, entry);
  }

  /** The newest actions of all regions. The cursor is an id: ids sort by time. */
  async list(actor: RemoteActor, query: ListAudit): Promise<AuditList> {
    const here = await this.#listHere(query);
    const { replies, notAsked } = await this.#forward.askAll(
      { name: 'admin.audit', reply: AuditList },
      actor,
      { query },
    );
    const all = [here, ...replies].flatMap(({ items }) => items).sort((a, b) => (a.id < b.id ? 1 : -1));
    const items = all.slice(0, query.limit);
    const last = items.at(-1);
    const hasMore = all.length > query.limit || [here, ...replies].some(({ next }) => next !== undefined);
    return {
      items,
      ...(hasMore && last && { next: last.id }),
      ...(notAsked.length > 0 && { notAsked }),
    };
  }

  async #listHere({ after, limit }: ListAudit): Promise<AuditList> {
    const page = await this.#state.ledger.store.query(
      'audit',
      'id',
      after === undefined ? {} : { to: after },
      { limit: limit + 2, reverse: true },
    );
    const items = page.items.flatMap(({ id, doc }) => (id === after ? [] : [AuditEntry.parse(doc)]));
    const last = items[limit - 1];
    return { items: items.slice(0, limit), ...(items.length > limit && last && { next: last.id }) };
  }
}
