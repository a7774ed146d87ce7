import { RegisterExpert, RegisterUser, SetPresence, UpdateMe } from '../../schemas/inputs.ts';
import { AccountView, MeView, PresenceView } from '../../schemas/views.ts';
import { memberRoute, noInput, publicRoute, type Route } from '../route.ts';

/** An account has no address of its own: who signs in finds it here. */
const locationOfMe = () => '/api/v1/me';

export const accountRoutes: readonly Route[] = [
  publicRoute({
    ...noInput,
    method: 'POST',
    path: '/users',
    operationId: 'registerUser',
    summary: 'Register as someone who reports issues',
    body: RegisterUser,
    reply: AccountView,
    location: locationOfMe,
    isIdempotent: true,
    throttle: (throttles, ip, _body, work) => throttles.registration(ip, work),
    handle: ({ accounts }, { body, once }) => accounts.registerUser(body, once),
  }),
  publicRoute({
    ...noInput,
    method: 'POST',
    path: '/experts',
    operationId: 'registerExpert',
    summary: 'Register as an expert; an admin verifies it before the first offer',
    body: RegisterExpert,
    reply: AccountView,
    location: locationOfMe,
    isIdempotent: true,
    throttle: (throttles, ip, _body, work) => throttles.registration(ip, work),
    handle: ({ accounts }, { body, once }) => accounts.registerExpert(body, once),
  }),
  memberRoute({
    ...noInput,
    who: 'signed-in',
    method: 'GET',
    path: '/me',
    operationId: 'getMe',
    summary: 'Your account, and your profile as an expert',
    reply: MeView,
    handle: ({ accounts }, { actor }) => accounts.me(actor),
  }),
  memberRoute({
    ...noInput,
    who: 'signed-in',
    method: 'PATCH',
    path: '/me',
    operationId: 'updateMe',
    summary: 'Change your account or profile',
    body: UpdateMe,
    reply: MeView,
    handle: ({ accounts }, { actor, body }) => accounts.updateMe(actor, body),
  }),
  memberRoute({
    ...noInput,
    who: 'expert',
    method: 'PUT',
    path: '/me/presence',
    operationId: 'setPresence',
    summary: 'Go online or away',
    body: SetPresence,
    reply: PresenceView,
    handle: ({ accounts }, { actor, body }) => accounts.setPresence(actor, body),
  }),
];
