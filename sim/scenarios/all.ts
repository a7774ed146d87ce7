import { allAway } from './all-away.ts';
import { busy } from './busy.ts';
import { calm } from './calm.ts';
import { cascade } from './cascade.ts';
import { chaos } from './chaos.ts';
import { clockSkew } from './clock-skew.ts';
import { diskTrouble } from './disk-trouble.ts';
import { farApart } from './far-apart.ts';
import { flapping } from './flapping.ts';
import { freeze } from './freeze.ts';
import { joinUnderLoad } from './join-under-load.ts';
import { oneWayLoss } from './one-way-loss.ts';
import { regionCrash } from './region-crash.ts';
import { rollingRestart } from './rolling-restart.ts';
import type { Scenario } from './scenario.ts';
import { slowAndLossy } from './slow-and-lossy.ts';
import { surge } from './surge.ts';
import { twoAgainstTwo } from './two-against-two.ts';

/** Every scenario, in the order in which they are listed. */
export const scenarios: readonly Scenario[] = [
  calm,
  regionCrash,
  cascade,
  rollingRestart,
  freeze,
  twoAgainstTwo,
  oneWayLoss,
  slowAndLossy,
  farApart,
  flapping,
  diskTrouble,
  clockSkew,
  surge,
  allAway,
  joinUnderLoad,
  chaos,
  busy,
];

/** The scenario of that name, or undefined. */
export const scenarioNamed = (name: string): Scenario | undefined =>
  scenarios.find((scenario) => scenario.name === name);
