import { z } from 'zod';
import { SignIn } from '../../schemas/inputs.ts';
import { OpenSessionList, RoamHere, RoamingTicketList } from '../../schemas/sessions.ts';
import { SessionView } from '../../schemas/views.ts';
import { memberRoute, noInput, publicRoute, type Route } from '../route.ts';

const SessionParams = z.object({ id: z.string().regex(/^[\w-]{1,128}$/) });

export const sessionRoutes: readonly Route[] = [
  publicRoute({
    ...noInput,
    method: 'POST',
    path: '/sessions',
    operationId: 'signIn',
    summary: 'Sign in; sets the session cookie, and gives the same session as a token for programs',
    body: SignIn,
    reply: SessionView,
    location: () => '/api/v1/sessions/current',
    opens: ({ token, expiresAt }) => ({ token, expiresAt }),
    throttle: (throttles, ip, { email }, work) => throttles.signIn(ip, email, work),
    handle: ({ sessions }, { body, device }) => sessions.open(body, { device }),
  }),
  publicRoute({
    ...noInput,
    method: 'POST',
    path: '/sessions/roaming',
    operationId: 'signInByTicket',
    summary: 'Go on here with a ticket of another region, as signing in with a password does',
    body: RoamHere,
    reply: SessionView,
    location: () => '/api/v1/sessions/current',
    opens: ({ token, expiresAt }) => ({ token, expiresAt }),
    throttle: (throttles, ip, _body, work) => throttles.signIn(ip, 'by ticket', work),
    handle: ({ roaming }, { body, device }) => roaming.open(body, { device }),
  }),
  memberRoute({
    ...noInput,
    who: 'signed-in',
    method: 'POST',
    path: '/sessions/current/tickets',
    operationId: 'getRoamingTickets',
    summary:
      'Tickets for the other regions, each good for one session there within ten minutes: to go on when this one is gone',
    reply: RoamingTicketList,
    handle: ({ roaming }, { actor }) => roaming.tickets(actor),
  }),
  memberRoute({
    ...noInput,
    who: 'signed-in',
    method: 'GET',
    path: '/me/sessions',
    operationId: 'listSessions',
    summary: 'Where you are signed in, at every region',
    reply: OpenSessionList,
    handle: ({ openSessions }, { actor }) => openSessions.list(actor),
  }),
  memberRoute({
    ...noInput,
    who: 'signed-in',
    method: 'DELETE',
    path: '/me/sessions',
    operationId: 'endOtherSessions',
    summary: 'End all of your sessions but this one',
    handle: ({ openSessions }, { actor }) => openSessions.endOthers(actor),
  }),
  memberRoute({
    ...noInput,
    who: 'signed-in',
    method: 'DELETE',
    path: '/me/sessions/{id}',
    operationId: 'endSession',
    summary: 'End one of your sessions',
    params: SessionParams,
    handle: ({ openSessions }, { actor, params }) => openSessions.end(actor, params.id),
  }),
  memberRoute({
    ...noInput,
    who: 'signed-in',
    method: 'DELETE',
    path: '/sessions/current',
    operationId: 'signOut',
    summary: 'Sign out',
    endsSession: true,
    handle: ({ sessions }, { actor }) => sessions.close(actor),
  }),
];
