import { z } from 'zod';
import { AttachmentRefs } from '../core/attachments.ts';
import { chatRegionsOf } from '../core/custody.ts';
import * as entrySteps from '../core/entry.ts';
import type { IssueId, RegionId } from '../core/ids.ts';
import type { Entry, Issue } from '../core/model.ts';
import { Problem } from '../problem.ts';
import type { ListMessages } from '../schemas/inputs.ts';
import type { MessageList, MessageView } from '../schemas/views.ts';
import { messageLengthMax } from '../schemas/words.ts';
import type { Chat, StoredLine } from './chat.ts';
import type { FileFetching } from './file-fetching.ts';
import type { RemoteActor } from './forward.ts';
import type { Handoff } from './handoff.ts';
import type { IssueFiles } from './issue-files.ts';
import { attachmentView, type IssueViews } from './issue-views.ts';
import { notFound } from './naming.ts';
import { nameOf, type Peers } from './peers.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';
import type { Whereabouts } from './whereabouts.ts';

/** What somebody writes, with the files they gave the region where they are signed in. */
export const Line = z.object({
  text: z.string().max(messageLengthMax),
  key: z.string().max(64).optional(),
  attachments: AttachmentRefs.optional(),
});
export type Line = z.infer<typeof Line>;

type Deps = {
  readonly state: State;
  readonly chat: Chat;
  readonly files: IssueFiles;
  readonly fetching: FileFetching;
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

  /** Lines in the order of their arrival here, for somebody who may see the issue. @throws Problem store-unavailable */
  async list(id: IssueId, { after, limit }: ListMessages): Promise<MessageList> {
    const { lines, hasMore } = await this.#deps.chat.linesAfter(id, after, limit);
    return { items: lines.map((line) => this.#view(line)), hasMore };
  }

  /**
   * Writes a line where this person's part of the issue is, or, for its user, where something stands in for an origin that
   * cannot be reached. The same key again gives the line written first. Its files are here before it is, fetched from the
   * region where they were given. @throws Problem not-found, wrong-state, limit-reached, attachment-unavailable
   */
  async post(actor: RemoteActor, id: IssueId, input: Line, given?: RegionId): Promise<MessageView> {
    const { state, whereabouts, files, fetching } = this.#deps;
    const found = await whereabouts.entryFor(actor.accountId, id);
    for (const file of input.attachments ?? []) await fetching.obtain(file, given ? [given] : []);
    const isElsewhere = !found && !state.issues.get(id);
    const before = isElsewhere ? await this.#linesFrom(id, state.self) : [];
    const outcome = await state.ledger.run(
      (transaction) => {
        const issue = state.issues.get(id);
        const entry = found && (state.entries.get(found.id) ?? found);
        const writing = { transaction, actor, id, input };
        if (issue?.userId === actor.accountId) return this.#byUser(writing, issue);
        if (entry) return this.#byExpert(writing, entry, issue);
        return this.#byUserElsewhere(writing, before);
      },
      [
        state.chatNeed(id),
        state.copyNeed(id),
        ...files.needs(id, input.attachments),
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
    checkOpen(issue.phase.at !== 'closed' && issue.phase.at !== 'cancelled');
    return this.#write(writing, 'user', chatRegionsOf(issue));
  }

  #byExpert(writing: Writing, entry: Entry, issue: Issue | undefined): Written {
    const { handoff, views } = this.#deps;
    const { transaction, actor } = writing;
    checkOpen(views.ofEntry(entry, actor.accountId).can.includes('message'));
    const written = this.#write(writing, 'expert', issue ? chatRegionsOf(issue) : [entry.issue.origin]);
    const heard =
      'line' in written && entrySteps.heardFrom(entry, actor.accountId, handoff.context(transaction));
    if (heard) handoff.applyEntry(transaction, heard);
    return written;
  }

  /** The origin gets the line when it is back. An owner that is not here gets it at once. */
  #byUserElsewhere(writing: Writing, before: readonly StoredLine[]): Written {
    const { state, chat } = this.#deps;
    const { transaction, actor, id } = writing;
    const entry = state.entries.inGroup('issue', id).find(({ issue }) => issue.userId === actor.accountId);
    const copy = state.copies.get(id);
    const issue = entry?.issue ?? (copy?.userId === actor.accountId ? copy.issue : undefined);
    if (!issue) throw notFound();
    if (!entry && copy) checkOpen(copy.issue.phase.at !== 'closed' && copy.issue.phase.at !== 'cancelled');
    const written = this.#write(writing, 'user', [issue.origin]);
    const owner = !entry && copy && 'owner' in copy.issue.phase ? copy.issue.phase.owner : issue.origin;
    if ('line' in written && owner !== issue.origin) {
      // With all written here before: lines of one region must arrive in order, and those may have gone by the origin only.
      chat.send(transaction, owner, [...before.filter(({ n }) => n < written.line.n), written.line]);
    }
    return written;
  }

  #write(
    { transaction, actor, id, input }: Writing,
    role: 'user' | 'expert',
    to: readonly RegionId[],
  ): Written {
    const { chat, files } = this.#deps;
    const written = chat.write(transaction, {
      issueId: id,
      author: { id: actor.accountId, name: actor.name, role },
      text: input.text,
      ...(input.key !== undefined && { key: input.key }),
      ...(input.attachments && { attachments: input.attachments }),
    });
    if (!('line' in written)) return written;
    files.note(transaction, id, input.attachments);
    for (const region of to) chat.send(transaction, region, [written.line]);
    return written;
  }

  async #linesFrom(id: IssueId, region: RegionId): Promise<readonly StoredLine[]> {
    return (await this.#deps.chat.lines(id)).filter((line) => line.region === region);
  }

  #view({ issueId, region, n, counter, author, text, at, key, arrival, ...more }: StoredLine): MessageView {
    return {
      id: `${issueId}/${region}/${n}`,
      arrival,
      counter,
      region: nameOf(this.#deps.peers, region),
      n,
      author,
      text,
      at,
      ...(key !== undefined && { key }),
      ...(more.attachments && { attachments: more.attachments.map(attachmentView) }),
    };
  }
}

function checkOpen(isOpen: boolean): void {
  if (!isOpen) throw new Problem('wrong-state', 'This chat is closed. The user can reopen the issue.');
}
