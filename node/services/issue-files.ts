import type { AttachmentId, AttachmentRef } from '../core/attachments.ts';
import type { IssueId, RegionId } from '../core/ids.ts';
import type { PeerMessage } from '../core/messages.ts';
import type { IssueFile } from './documents.ts';
import type { Handoff } from './handoff.ts';
import type { Need } from './ledger.ts';
import { eachPage } from './reader.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

/** Files of an adopted issue looked at together. */
const pageSize = 100;

/** A file as a document or message tells of it. */
type Told = AttachmentRef & Pick<IssueFile, 'isInternal'>;

const keyOf = (issueId: IssueId, id: AttachmentId): string => `${issueId}/${id}`;

/**
 * Which files belong to which issue, as far as this region knows of the issue: noted in the same commit as what refers to
 * them. Whoever keeps the issue (its origin, its custodian) wants their bytes at once; whoever works on it, when they are
 * opened.
 */
export class IssueFiles {
  readonly #state: State;
  /** Issues that this region has just adopted: it knows of their files, and has yet to want them. */
  readonly #adopted = new Set<IssueId>();
  #onWanted: () => void = () => undefined;

  constructor(state: State) {
    this.#state = state;
    state.ledger.onCommand((transaction) => this.#followAdoptions(transaction));
    // A commit that failed may have wanted a file all the same, or not have kept that one is here.
    state.ledger.onLoad(() => this.#onWanted());
  }

  /** Called when there is something to fetch. One listener. */
  onWanted(listener: () => void): void {
    this.#onWanted = listener;
  }

  /** What `note` looks at. */
  needs(issueId: IssueId, refs: readonly Pick<AttachmentRef, 'id'>[] = []): Need[] {
    return refs.map(({ id }) => ({ table: this.#state.files, id: keyOf(issueId, id) }));
  }

  /** Notes files of an issue that `from` has. What is noted stays as it is; but it may become wanted. Needs `needs`. */
  note(
    transaction: Transaction,
    issueId: IssueId,
    refs: readonly Told[] = [],
    from: RegionId = this.#state.self,
  ): void {
    const bytes = from === this.#state.self ? 'kept' : this.#isKept(issueId) ? 'wanted' : 'elsewhere';
    for (const told of refs) {
      const known = this.#state.files.get(keyOf(issueId, told.id));
      const isShown = known?.isInternal === true && !told.isInternal;
      const isNearer = known?.bytes === 'elsewhere' && bytes !== 'elsewhere';
      if (!known) this.#put(transaction, { ...told, issueId, from, bytes });
      else if (isShown || isNearer) {
        const { isInternal, ...file } = known;
        this.#put(transaction, {
          ...file,
          ...(isInternal && !isShown && { isInternal }),
          bytes: isNearer ? bytes : known.bytes,
        });
      }
    }
  }

  /** The bytes of a wanted file are here. */
  async got({ issueId, id }: IssueFile): Promise<void> {
    const key = keyOf(issueId, id);
    await this.#state.ledger.run(
      (transaction) => {
        const known = this.#state.files.get(key);
        if (known) this.#put(transaction, { ...known, bytes: 'kept' });
      },
      [{ table: this.#state.files, id: key }],
    );
  }

  /** A file of an issue. @throws Problem store-unavailable */
  get(issueId: IssueId, id: AttachmentId): Promise<IssueFile | undefined> {
    const key = keyOf(issueId, id);
    return this.#state.ledger.read(() => this.#state.files.get(key), [{ table: this.#state.files, id: key }]);
  }

  /** Whether anything that is known here refers to these bytes. @throws Problem store-unavailable */
  async isReferred(sha256: string): Promise<boolean> {
    if (this.#state.uploads.countInGroup('content', sha256) > 0) return true;
    const { store } = this.#state.ledger;
    const page = await store.query('files', 'by_content', { equals: [sha256] }, { limit: 1 });
    return page.items.length > 0;
  }

  /** The hand-off's handling of messages, with the files that they tell of. */
  alongside(
    handoff: Pick<Handoff, 'prepare' | 'needs' | 'handle'>,
  ): Pick<Handoff, 'prepare' | 'needs' | 'handle'> {
    return {
      prepare: (message) => handoff.prepare(message),
      needs: (message) => [...handoff.needs(message), ...this.#needsOf(message)],
      handle: (transaction, from, message, prepared) => {
        const outcome = handoff.handle(transaction, from, message, prepared);
        if (outcome === 'taken') this.#noteOf(transaction, from, message);
        return outcome;
      },
    };
  }

  /** What has been adopted since is wanted, too. @throws Problem store-unavailable */
  async wantAdopted(): Promise<void> {
    for (const issueId of [...this.#adopted]) {
      const from = { collection: 'files', index: 'by_issue', equals: [issueId], limit: pageSize };
      await eachPage(this.#state.ledger.store, from, async (items) => {
        const needs = items.map(({ id }) => ({ table: this.#state.files, id }));
        await this.#state.ledger.run((transaction) => {
          for (const { id } of needs) {
            const file = this.#state.files.get(id);
            if (file?.bytes === 'elsewhere') this.#put(transaction, { ...file, bytes: 'wanted' });
          }
        }, needs);
      });
      this.#adopted.delete(issueId);
    }
  }

  #put(transaction: Transaction, file: IssueFile): void {
    transaction.put(this.#state.files, keyOf(file.issueId, file.id), file);
    if (file.bytes === 'wanted') transaction.afterCommit(() => this.#onWanted());
  }

  #isKept(issueId: IssueId): boolean {
    return this.#state.issues.get(issueId) !== undefined || this.#state.copies.get(issueId) !== undefined;
  }

  #needsOf(message: PeerMessage): Need[] {
    return 'issueId' in message ? this.needs(message.issueId, refsOf(message)) : [];
  }

  #noteOf(transaction: Transaction, from: RegionId, message: PeerMessage): void {
    if ('issueId' in message) this.note(transaction, message.issueId, refsOf(message), from);
  }

  #followAdoptions(transaction: Transaction): void {
    const { issues } = this.#state;
    for (const { table, id } of transaction.writes.values()) {
      if (table !== issues || transaction.former(issues, id)) continue;
      const issue = issues.get(id);
      if (!issue?.adoptedFrom) continue;
      transaction.afterCommit(() => {
        this.#adopted.add(issue.id);
        this.#onWanted();
      });
    }
  }
}

/** The files that a message tells of. */
function refsOf(message: PeerMessage): readonly Told[] {
  switch (message.type) {
    case 'propose':
    case 'copy':
    case 'reported-issue':
      return message.issue.attachments ?? [];
    case 'reported-entry':
      return message.entry.issue.attachments ?? [];
    case 'chat':
      return message.lines.flatMap(({ attachments = [], note }) =>
        note === undefined
          ? attachments
          : attachments.map((file) => ({ ...file, isInternal: true as const })),
      );
    default:
      return [];
  }
}
