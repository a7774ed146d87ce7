import { acknowledgedExist } from './acknowledged-exist.ts';
import { atRest } from './at-rest.ts';
import { boundedWait } from './bounded-wait.ts';
import { capacity } from './capacity.ts';
import { chat } from './chat.ts';
import type { Checker } from './checker.ts';
import { copies } from './copies.ts';
import { countedOnce } from './counted-once.ts';
import { epochs } from './epochs.ts';
import { hops } from './hops.ts';
import { idempotent } from './idempotent.ts';
import { neverBlocked } from './never-blocked.ts';
import { noComplaints } from './no-complaints.ts';
import { oneExpert } from './one-expert.ts';
import { presence } from './presence.ts';

/** Every checker, in the order of the invariants. */
export const checkers: readonly Checker[] = [
  acknowledgedExist,
  oneExpert,
  capacity,
  epochs,
  countedOnce,
  hops,
  idempotent,
  atRest,
  copies,
  boundedWait,
  chat,
  neverBlocked,
  presence,
  noComplaints,
];
