import { SignIn } from '../../schemas/inputs.ts';
import { SessionView } from '../../schemas/views.ts';
import { memberRoute, noInput, publicRoute, type Route } from '../route.ts';

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
    handle: ({ sessions }, { body }) => sessions.open(body),
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
