import { z } from 'zod';
import type { Secrets } from '../ports.ts';
import { ListAudit } from '../schemas/admin-inputs.ts';
import {
  type AuditChange,
  AuditEntry,
  AuditList,
  type AuditValue,
  auditChangesMax,
  auditValueLengthMax,
} from '../schemas/audit.ts';
import { checkAdmin, type Forward, type RemoteActor } from './forward.ts';
import { mergedLog, pageOfLog, timedId } from './log-pages.ts';
import { nameOf, type Peers } from './peers.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

const Asked = z.object({ query: ListAudit });

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

  /** Notes an action with the transaction that carries it out; with what it changed, field by field. */
  write(
    transaction: Transaction,
    by: RemoteActor,
    action: string,
    subject: string,
    detail: string,
    changes: readonly AuditChange[] = [],
  ): void {
    const id = timedId(transaction.now, this.#secrets.id());
    const entry: AuditEntry = {
      id,
      at: transaction.now,
      region: nameOf(this.#peers, this.#state.self),
      by: { id: by.accountId, name: by.name },
      action,
      subject,
      ...(detail && { detail }),
      ...(changes.length > 0 && { changes: changes.slice(0, auditChangesMax).map(bounded) }),
    };
    transaction.append('audit', id, entry);
  }

  /** The newest actions of all regions. */
  async list(actor: RemoteActor, query: ListAudit): Promise<AuditList> {
    const here = await this.#listHere(query);
    const { replies, notAsked } = await this.#forward.askAll(
      { name: 'admin.audit', reply: AuditList },
      actor,
      { query },
    );
    return mergedLog([here, ...replies], notAsked, query.limit);
  }

  #listHere(query: ListAudit): Promise<AuditList> {
    const words = wordsOf(query.by);
    return pageOfLog(this.#state.ledger.store, 'audit', query, (doc) => {
      const entry = AuditEntry.parse(doc);
      const isAsked =
        (query.action === undefined || entry.action === query.action) &&
        words.every((word) => entry.by.name.toLowerCase().includes(word));
      return isAsked ? entry : undefined;
    });
  }
}

/** What differs between two records, field by field; lists that hold the same in the same order do not differ. */
export function changesBetween(
  former: Readonly<Record<string, AuditValue | undefined>>,
  now: Readonly<Record<string, AuditValue | undefined>>,
): AuditChange[] {
  return [...new Set([...Object.keys(former), ...Object.keys(now)])]
    .filter((field) => JSON.stringify(former[field]) !== JSON.stringify(now[field]))
    .map((field) => ({
      field,
      ...(former[field] !== undefined && { from: former[field] }),
      ...(now[field] !== undefined && { to: now[field] }),
    }));
}

function bounded({ field, from, to }: AuditChange): AuditChange {
  return { field, ...(from !== undefined && { from: cut(from) }), ...(to !== undefined && { to: cut(to) }) };
}

function cut(value: AuditValue): AuditValue {
  return typeof value === 'string' && value.length > auditValueLengthMax
    ? `${value.slice(0, auditValueLengthMax - 1)}…`
    : value;
}

function wordsOf(text: string | undefined): string[] {
  return (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
}
