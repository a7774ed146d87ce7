import { OptionalReason } from '../../schemas/inputs.ts';
import { IssueView, OfferList } from '../../schemas/views.ts';
import { memberRoute, noInput, type Route } from '../route.ts';
import { OfferParams } from './params.ts';

export const offerRoutes: readonly Route[] = [
  memberRoute({
    ...noInput,
    who: 'expert',
    method: 'GET',
    path: '/offers',
    operationId: 'listOffers',
    summary: 'Issues you are being asked to take, with the countdown and the reasons',
    reply: OfferList,
    handle: ({ offers }, { actor }) => offers.list(actor),
  }),
  memberRoute({
    ...noInput,
    who: 'expert',
    method: 'POST',
    path: '/offers/{id}/accept',
    operationId: 'acceptOffer',
    summary: 'Take the issue',
    params: OfferParams,
    reply: IssueView,
    handle: ({ offers }, { actor, params }) => offers.accept(actor, params.id),
  }),
  memberRoute({
    ...noInput,
    who: 'expert',
    method: 'POST',
    path: '/offers/{id}/reject',
    operationId: 'rejectOffer',
    summary: 'Pass: the next best expert is asked at once',
    params: OfferParams,
    body: OptionalReason,
    handle: ({ offers }, { actor, params, body }) => offers.reject(actor, params.id, body),
  }),
];
