import { z } from 'zod';
import { AttachmentRefs } from '../core/attachments.ts';
import { chatRegionsOf } from '../core/custody.ts';
import * as entrySteps from '../core/entry.ts';
import { type IssueId, RegionId } from '../core/ids.ts';
import type { Entry, Issue } from '../core/model.ts';
import type { Mark, Position } from '../core/reading.ts';
import { Problem } from '../problem.ts';
import type { ListMessages } from '../schemas/inputs.ts';
import type { ReaderView } from '../schemas/reading.ts';
import type { IssueView, MessageList, MessageView } from '../schemas/views.ts';
import { messageLengthMax } from '../schemas/words.ts';
import type { Chat, StoredLine } from './chat.ts';
import type { Files } from './files.ts';
import type { RemoteActor } from './forward.ts';
import type { Handoff } from './handoff.ts';
import { attachmentView, type IssueViews } from './issue-views.ts';
import { notFound, restoringProblem } from './naming.ts';
import { nameOf, type Peers } from './peers.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';
import type { Whereabouts } from './whereabouts.ts';

/** What somebody writes, with the files they gave the region where they are signed in. */
export const Line = z.object({
  text: z.string().max(messageLengthMax),
  isInternal: z.boolean().optional(),
  key: z.string().max(64).optional(),
  attachments: AttachmentRefs.optional(),
});
export type Line = z.infer<typeof Line>;

type Deps = {
  readonly state: State;
  readonly chat: Chat;
  readonly files: Files;
  readonly handoff: Handoff;
  readonly views: IssueViews;
  readonly whereabouts: Whereabouts;
  readonly peers: Peers;
};

/** What somebody is about to write, in a transaction. */
type Writing = {
  readonly transaction: Transaction;
  readonly actor: RemoteActor;
  readonly id: IssueId;
  readonly input: Line;
};

type Written = ReturnType<Chat['write']>;

/** Who may write in an issue's chat, and what its readers get. */
export class Conversations {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * Lines in the order of their arrival here, for somebody who may see the issue as `role`: notes only for its experts and
   * for admins. Notes are passed over here and not by whoever shows them, and a page of lines is as long without them.
   * @throws Problem store-unavailable
   */
  async list(id: IssueId, { after, limit }: ListMessages, role: IssueView['role']): Promise<MessageList> {
    const { state, chat, peers } = this.#deps;
    const shown: StoredLine[] = [];
    let from = after;
    let hasMore = true;
    while (hasMore && shown.length < limit) {
      const page = await chat.linesAfter(id, from, limit - shown.length);
      shown.push(...page.lines.filter(({ note }) => note === undefined || role !== 'user'));
      from = page.lines.at(-1)?.arrival ?? from;
      hasMore = page.hasMore;
    }
    const marks = await state.ledger.read(() => chat.marks(id), [state.chatNeed(id)]);
    return {
      items: shown.map((line) => this.#view(line)),
      hasMore,
      region: nameOf(peers, state.self),
      readers: marks.map((mark) => this.#reader(mark)),
    };
  }

  /**
   * Writes a line where this person's part of the issue is, or, for its user, where something stands in for an origin that
   * cannot be reached; or a note, as its expert or an admin. The same key again gives the line written first. Its files are
   * here before it is, fetched from the region where they were given.
   * @throws Problem not-found, wrong-state, limit-reached, attachment-unavailable, forbidden for a user's note,
   * region-unreachable while this region works on a backup
   */
  async post(actor: RemoteActor, id: IssueId, input: Line, given?: RegionId): Promise<MessageView> {
    const { state, whereabouts, files } = this.#deps;
    const found = await whereabouts.entryFor(actor.accountId, id);
    for (const file of input.attachments ?? []) await files.fetching.obtainToKeep(file, given ? [given] : []);
    const isElsewhere = !found && !state.issues.get(id);
    const before = isElsewhere ? await this.#linesFrom(id, state.self) : [];
    const outcome = await state.ledger.run(
      (transaction) => {
        const issue = state.issues.get(id);
        const entry = found && (state.entries.get(found.id) ?? found);
        const writing = { transaction, actor, id, input };
        if (issue?.userId === actor.accountId) return this.#byUser(writing, issue);
        if (entry) return this.#byExpert(writing, entry, issue);
        if (issue && input.isInternal) return this.#byAdmin(writing, issue);
        return this.#byUserElsewhere(writing, before);
      },
      [
        state.chatNeed(id),
        state.copyNeed(id),
        ...files.noted.needs(id, input.attachments),
        ...whereabouts.needs(id),
        ...(found ? [state.entryNeed(found.id)] : []),
      ],
    );
    if ('line' in outcome) return this.#view(outcome.line);
    const { n, region } = outcome.repeated;
    const line = (await this.#linesFrom(id, region)).find((one) => one.n === n);
    if (!line) throw new Problem('internal', 'The line sent before could not be read.');
    return this.#view(line);
  }

  #byUser(writing: Writing, issue: Issue): Written {
    checkNoNote(writing.input);
    checkOpen(issue.phase.at !== 'closed' && issue.phase.at !== 'cancelled');
    return this.#write(writing, 'user', chatRegionsOf(issue));
  }

  #byExpert(writing: Writing, entry: Entry, issue: Issue | undefined): Written {
    const { handoff, views } = this.#deps;
    const { transaction, actor, input } = writing;
    checkOpen(views.ofEntry(entry, actor.accountId).can.includes(input.isInternal ? 'note' : 'message'));
    const written = this.#write(
      writing,
      'expert',
      issue ? chatRegionsOf(issue) : [this.#deps.state.originOf(entry)],
    );
    // Its user hears nothing of a note: whoever writes only those is silent.
    const heard =
      'line' in written &&
      !input.isInternal &&
      entrySteps.heardFrom(entry, actor.accountId, handoff.context(transaction));
    if (heard) handoff.applyEntry(transaction, heard);
    return written;
  }

  /** An admin looks at issues at their origin. */
  #byAdmin(writing: Writing, issue: Issue): Written {
    if (!writing.actor.roles.includes('admin')) throw notFound();
    checkOpen(this.#deps.views.ofIssue(issue, 'admin').can.includes('note'));
    return this.#write(writing, 'admin', chatRegionsOf(issue));
  }

  /** The origin gets the line when it is back. An owner that is not here gets it at once. */
  #byUserElsewhere(writing: Writing, before: readonly StoredLine[]): Written {
    const { state, chat, peers } = this.#deps;
    const { transaction, actor, id } = writing;
    // What it had written before a backup was put back, it does not know: the number may be taken.
    if (state.isRestoring) throw restoringProblem(peers);
    const entry = state.entries.inGroup('issue', id).find(({ issue }) => issue.userId === actor.accountId);
    const copy = state.copies.get(id);
    const kept = copy?.userId === actor.accountId ? copy.issue : undefined;
    // Not as it was when it came here: a region that is gone hears nothing, whoever goes on for it does.
    const origin = entry ? state.originOf(entry) : kept && state.originOf({ issue: kept, epoch: kept.epoch });
    if (!origin) throw notFound();
    checkNoNote(writing.input);
    if (!entry && kept) checkOpen(kept.phase.at !== 'closed' && kept.phase.at !== 'cancelled');
    const written = this.#write(writing, 'user', [origin]);
    const owner = !entry && kept ? state.workerOf(kept) : undefined;
    if ('line' in written && owner && owner !== origin) {
      // With all written here before: lines of one region must arrive in order, and those may have gone by the origin only.
      chat.send(transaction, owner, [...before.filter(({ n }) => n < written.line.n), written.line]);
    }
    return written;
  }

  #write(
    { transaction, actor, id, input }: Writing,
    role: IssueView['role'],
    to: readonly RegionId[],
  ): Written {
    const { chat, files } = this.#deps;
    const written = chat.write(transaction, {
      issueId: id,
      author: { id: actor.accountId, name: actor.name, role },
      ...(input.isInternal ? { text: '', note: input.text } : { text: input.text }),
      ...(input.key !== undefined && { key: input.key }),
      ...(input.attachments && { attachments: input.attachments }),
    });
    if (!('line' in written)) return written;
    const isInternal = input.isInternal ? ({ isInternal: true } as const) : {};
    files.noted.note(
      transaction,
      id,
      input.attachments?.map((file) => ({ ...file, ...isInternal })),
    );
    for (const region of to) chat.send(transaction, region, [written.line]);
    return written;
  }

  async #linesFrom(id: IssueId, region: RegionId): Promise<readonly StoredLine[]> {
    return (await this.#deps.chat.lines(id)).filter((line) => line.region === region);
  }

  #reader({ reader, role, delivered, read }: Mark): ReaderView {
    const named = (position: Position) =>
      Object.fromEntries(
        Object.entries(position).map(([region, n]) => [nameOf(this.#deps.peers, RegionId.parse(region)), n]),
      );
    return { id: reader, role, delivered: named(delivered), read: named(read) };
  }

  #view(line: StoredLine): MessageView {
    const { issueId, region, n, counter, author, text, note, at, key, attachments, arrival } = line;
    return {
      id: `${issueId}/${region}/${n}`,
      arrival,
      counter,
      region: nameOf(this.#deps.peers, region),
      n,
      author,
      ...(note === undefined ? { text } : { text: note, isInternal: true }),
      at,
      ...(key !== undefined && { key }),
      ...(attachments && { attachments: attachments.map(attachmentView) }),
    };
  }
}

function checkOpen(isOpen: boolean): void {
  if (!isOpen)
    throw new Problem('wrong-state', 'This chat is closed. The user can reopen the issue.', {
      reason: 'chat-closed',
    });
}

function checkNoNote({ isInternal }: Line): void {
  if (isInternal) throw new Problem('forbidden', 'Notes are for the experts of an issue and for admins.');
}
