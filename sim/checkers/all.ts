import { acknowledgedExist } from './acknowledged-exist.ts';
import { askedAgain } from './asked-again.ts';
import { atRest } from './at-rest.ts';
import { boundedWait } from './bounded-wait.ts';
import { capacity } from './capacity.ts';
import { chat } from './chat.ts';
import type { Checker } from './checker.ts';
import { choices } from './choices.ts';
import { clientView } from './client-view.ts';
import { copies } from './copies.ts';
import { countedOnce } from './counted-once.ts';
import { disclosure } from './disclosure.ts';
import { epochs } from './epochs.ts';
import { files } from './files.ts';
import { hops } from './hops.ts';
import { hours } from './hours.ts';
import { idempotent } from './idempotent.ts';
import { influence } from './influence.ts';
import { leases } from './leases.ts';
import { left } from './left.ts';
import { neverBlocked } from './never-blocked.ts';
import { noComplaints } from './no-complaints.ts';
import { offeredToWhom } from './offered-to-whom.ts';
import { oneExpert } from './one-expert.ts';
import { ownersKnow } from './owners-know.ts';
import { presence } from './presence.ts';
import { reading } from './reading.ts';
import { reservations } from './reservations.ts';
import { steps } from './steps.ts';
import { strongestFirst } from './strongest-first.ts';
import { tombstones } from './tombstones.ts';
import { truthful } from './truthful.ts';
import { urgency } from './urgency.ts';

/** Every checker, in the order of the invariants. */
export const checkers: readonly Checker[] = [
  acknowledgedExist,
  oneExpert,
  capacity,
  epochs,
  tombstones,
  steps,
  truthful,
  countedOnce,
  reservations,
  leases,
  hops,
  idempotent,
  atRest,
  copies,
  clientView,
  boundedWait,
  chat,
  reading,
  disclosure,
  files,
  neverBlocked,
  askedAgain,
  offeredToWhom,
  choices,
  strongestFirst,
  urgency,
  hours,
  influence,
  ownersKnow,
  presence,
  left,
  noComplaints,
];
