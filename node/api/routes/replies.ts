import { AddReply, ChangeReply, ReplyList, ReplyView } from '../../schemas/replies.ts';
import { memberRoute, noInput, type Route } from '../route.ts';
import { ReplyParams } from './params.ts';

export const replyRoutes: readonly Route[] = [
  memberRoute({
    ...noInput,
    who: 'signed-in',
    method: 'GET',
    path: '/replies',
    operationId: 'listReplies',
    summary: 'Canned replies: your own, and those that the experts of your home region share',
    reply: ReplyList,
    handle: ({ replies }, { actor }) => replies.list(actor),
  }),
  memberRoute({
    ...noInput,
    who: 'signed-in',
    method: 'POST',
    path: '/replies',
    operationId: 'addReply',
    summary: 'Keep a canned reply',
    body: AddReply,
    reply: ReplyView,
    // One has no address of its own; the list has them all.
    location: () => '/api/v1/replies',
    isIdempotent: true,
    handle: ({ replies }, { actor, body, once }) => replies.add(actor, body, once),
  }),
  memberRoute({
    ...noInput,
    who: 'signed-in',
    method: 'PUT',
    path: '/replies/{id}',
    operationId: 'changeReply',
    summary: 'Change a canned reply',
    params: ReplyParams,
    body: ChangeReply,
    reply: ReplyView,
    handle: ({ replies }, { actor, params, body }) => replies.change(actor, params.id, body),
  }),
  memberRoute({
    ...noInput,
    who: 'signed-in',
    method: 'DELETE',
    path: '/replies/{id}',
    operationId: 'removeReply',
    summary: 'Remove a canned reply',
    params: ReplyParams,
    handle: ({ replies }, { actor, params }) => replies.remove(actor, params.id),
  }),
];
