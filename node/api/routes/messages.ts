import { ListMessages, PostMessage } from '../../schemas/inputs.ts';
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
];
