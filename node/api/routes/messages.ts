import { ListMessages, PostMessage } from '../../schemas/inputs.ts';
import { MarkRead } from '../../schemas/reading.ts';
import { MessageList, MessageView } from '../../schemas/views.ts';
import { memberRoute, noInput, type Route } from '../route.ts';
import { IssueParams } from './params.ts';

export const messageRoutes: readonly Route[] = [
  memberRoute({
    ...noInput,
    who: 'signed-in',
    method: 'GET',
    path: '/issues/{id}/messages',
    operationId: 'listMessages',
    summary: 'Chat lines that arrived here after a given one',
    params: IssueParams,
    query: ListMessages,
    reply: MessageList,
    handle: ({ issues }, { actor, params, query }) => issues.messages(actor, params.id, query),
  }),
  memberRoute({
    ...noInput,
    who: 'signed-in',
    method: 'POST',
    path: '/issues/{id}/messages',
    operationId: 'postMessage',
    summary: 'Write a chat line',
    params: IssueParams,
    body: PostMessage,
    reply: MessageView,
    // A line has no address of its own; this lists it first.
    location: ({ arrival }, { id }) => `/api/v1/issues/${id}/messages?after=${arrival - 1}`,
    isIdempotent: true,
    handle: ({ issues }, { actor, params, body, once }) => issues.postMessage(actor, params.id, body, once),
  }),
  memberRoute({
    ...noInput,
    who: 'signed-in',
    method: 'POST',
    path: '/issues/{id}/read',
    operationId: 'markRead',
    summary:
      'Say how far you have come with the chat: the other side sees it, and it counts as unread no more',
    params: IssueParams,
    body: MarkRead,
    handle: ({ reading }, { actor, params, body }) => reading.markRead(actor, params.id, body),
  }),
  memberRoute({
    ...noInput,
    who: 'signed-in',
    method: 'POST',
    path: '/issues/{id}/typing',
    operationId: 'sayTyping',
    summary: 'Say that you are writing a line: the other side is told once, and it is not kept',
    params: IssueParams,
    handle: ({ reading }, { actor, params }) => reading.typing(actor, params.id),
  }),
];
