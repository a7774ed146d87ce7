import { blackout } from './blackout.ts';
import { freeze } from './freeze.ts';
import { killEach } from './kill-each.ts';
import { lostConnections } from './lost-connections.ts';
import { oneStore } from './one-store.ts';
import { oneWayCut } from './one-way-cut.ts';
import { rollingRestart } from './rolling-restart.ts';
import type { LiveScenario } from './scenario.ts';
import { threeOfFour } from './three-of-four.ts';
import { twoAgainstTwo } from './two-against-two.ts';

/** Every live scenario, in the order in which they are listed and played. */
export const liveScenarios: readonly LiveScenario[] = [
  killEach,
  threeOfFour,
  blackout,
  twoAgainstTwo,
  oneWayCut,
  lostConnections,
  freeze,
  rollingRestart,
  oneStore,
];

/** The scenario of that name, or undefined. */
export const liveScenarioNamed = (name: string): LiveScenario | undefined =>
  liveScenarios.find((scenario) => scenario.name === name);
