import { acknowledgedExist } from '../../checkers/acknowledged-exist.ts';
import { atRest } from '../../checkers/at-rest.ts';
import { capacity } from '../../checkers/capacity.ts';
import { chat } from '../../checkers/chat.ts';
import type { Checker, Evidence } from '../../checkers/checker.ts';
import { copies } from '../../checkers/copies.ts';
import { countedOnce } from '../../checkers/counted-once.ts';
import { epochs } from '../../checkers/epochs.ts';
import { idempotent } from '../../checkers/idempotent.ts';
import { noComplaints } from '../../checkers/no-complaints.ts';
import { oneExpert } from '../../checkers/one-expert.ts';
import { type LiveEvidence, withAutopsies, withEnd } from '../evidence.ts';
import { asTold } from './as-told.ts';
import type { LiveChecker } from './checker.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { storedWhereTold } from './stored-where-told.ts';
import { worksAlone } from './works-alone.ts';

/** A checker of the simulator, with what can be known of commits from outside. */
const seenBy = (checker: Checker, knowing: (evidence: LiveEvidence) => Evidence): LiveChecker => ({
  ...checker,
  check: (evidence) => checker.check(knowing(evidence)),
});

/**
 * Every checker of a live run, in the order of the invariants. Those of the simulator that judge moments between commits
 * (`hops`, `bounded-wait`, `never-blocked`, `presence`) have nothing to look at here.
 */
export const liveCheckers: readonly LiveChecker[] = [
  acknowledgedExist,
  storedWhereTold,
  seenBy(oneExpert, withEnd),
  oneAtATime,
  seenBy(capacity, withAutopsies),
  seenBy(epochs, withEnd),
  seenBy(countedOnce, withEnd),
  idempotent,
  atRest,
  copies,
  chat,
  worksAlone,
  asTold,
  noComplaints,
];
