import { chatRegionsOf } from '../core/custody.ts';
import * as entrySteps from '../core/entry.ts';
import type { IssueId } from '../core/ids.ts';
import { Problem } from '../problem.ts';
import type { ListMessages, PostMessage } from '../schemas/inputs.ts';
import type { MessageList, MessageView } from '../schemas/views.ts';
import type { Chat, StoredLine } from './chat.ts';
import type { RemoteActor } from './forward.ts';
import type { Handoff } from './handoff.ts';
import type { IssueViews } from './issue-views.ts';
import { notFound } from './naming.ts';
import { nameOf, type Peers } from './peers.ts';
import type { State } from './state.ts';
import type { Whereabouts } from './whereabouts.ts';

type Deps = {
  readonly state: State;
  readonly chat: Chat;
  readonly handoff: Handoff;
  readonly views: IssueViews;
  readonly whereabouts: Whereabouts;
  readonly peers: Peers;
};

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

  /** Writes a line where this person's part of the issue is. The same key again gives the line written first. @throws Problem not-found, wrong-state, limit-reached */
  async post(actor: RemoteActor, id: IssueId, input: PostMessage): Promise<MessageView> {
    const { state, chat, handoff, views, whereabouts } = this.#deps;
    const found = await whereabouts.entryFor(actor.accountId, id);
    const outcome = await state.ledger.run(
      (transaction) => {
        const issue = state.issues.get(id);
        const entry = found && (state.entries.get(found.id) ?? found);
        const role = issue?.userId === actor.accountId ? 'user' : 'expert';
        const author = { id: actor.accountId, name: actor.name, role } as const;
        const line = {
          issueId: id,
          author,
          text: input.text,
          ...(input.key !== undefined && { key: input.key }),
        };
        if (issue && role === 'user') {
          checkOpen(issue.phase.at !== 'closed' && issue.phase.at !== 'cancelled');
          const written = chat.write(transaction, line);
          if ('line' in written) {
            for (const region of chatRegionsOf(issue)) chat.send(transaction, region, [written.line]);
          }
          return written;
        }
        if (!entry) throw notFound();
        checkOpen(views.ofEntry(entry, actor.accountId).can.includes('message'));
        const written = chat.write(transaction, line);
        if ('line' in written) {
          const regions = issue ? chatRegionsOf(issue) : [entry.issue.origin];
          for (const region of regions) chat.send(transaction, region, [written.line]);
          const heard = entrySteps.heardFrom(entry, actor.accountId, handoff.context(transaction));
          if (heard) handoff.applyEntry(transaction, heard);
        }
        return written;
      },
      [state.chatNeed(id), ...whereabouts.needs(id), ...(found ? [state.entryNeed(found.id)] : [])],
    );
    if ('line' in outcome) return this.#view(outcome.line);
    const lines = await chat.lines(id);
    const line = lines.find(({ n, region }) => n === outcome.repeated && region === state.self);
    if (!line) throw new Problem('internal', 'The line sent before could not be read.');
    return this.#view(line);
  }

  #view({ issueId, region, n, counter, author, text, at, key, arrival }: StoredLine): MessageView {
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
    };
  }
}

function checkOpen(isOpen: boolean): void {
  if (!isOpen) throw new Problem('wrong-state', 'This chat is closed. The user can reopen the issue.');
}
