import { abroad } from './abroad.ts';
import {
  adoptedFromUnderWork,
  adoptedReturns,
  adoptedReturnsOld,
  adoptedWhileAbroad,
  adoptedWithoutAnswer,
  adopterAdopted,
  adopterRestored,
  adopterRestoredSoon,
  bystanderRestored,
  diskLostAndAdopted,
  retiredReturns,
  twoAdopters,
} from './adoption.ts';
import { allAway } from './all-away.ts';
import { busy } from './busy.ts';
import { calm } from './calm.ts';
import { cascade } from './cascade.ts';
import { chaos } from './chaos.ts';
import { clockSkew } from './clock-skew.ts';
import { diskTrouble } from './disk-trouble.ts';
import {
  drainHeirLost,
  drainInTrouble,
  drainOverNarrowLines,
  drainUnderLoad,
  drainWithoutOne,
} from './drain.ts';
import { farApart } from './far-apart.ts';
import { fickle } from './fickle.ts';
import { files } from './files.ts';
import { flapping } from './flapping.ts';
import { forgetting } from './forgetting.ts';
import { freeze } from './freeze.ts';
import { joinUnderLoad } from './join-under-load.ts';
import { languages } from './languages.ts';
import { newcomers } from './newcomers.ts';
import { oneWayLoss } from './one-way-loss.ts';
import { overtaken } from './overtaken.ts';
import { prying } from './prying.ts';
import { reading } from './reading.ts';
import { regionCrash } from './region-crash.ts';
import { restored } from './restored.ts';
import { rollingRestart } from './rolling-restart.ts';
import type { Scenario } from './scenario.ts';
import { secondThoughts } from './second-thoughts.ts';
import { slowAndLossy } from './slow-and-lossy.ts';
import { slowDisks } from './slow-disks.ts';
import { slowMotion } from './slow-motion.ts';
import { surge } from './surge.ts';
import { toAndFro } from './to-and-fro.ts';
import { twoAgainstTwo } from './two-against-two.ts';
import { workingDay } from './working-day.ts';

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
  overtaken,
  toAndFro,
  slowMotion,
  farApart,
  flapping,
  diskTrouble,
  slowDisks,
  clockSkew,
  surge,
  allAway,
  fickle,
  languages,
  workingDay,
  newcomers,
  reading,
  secondThoughts,
  abroad,
  prying,
  forgetting,
  files,
  joinUnderLoad,
  drainUnderLoad,
  drainInTrouble,
  drainOverNarrowLines,
  drainWithoutOne,
  drainHeirLost,
  diskLostAndAdopted,
  adoptedReturns,
  adoptedReturnsOld,
  twoAdopters,
  retiredReturns,
  adopterAdopted,
  adopterRestored,
  adopterRestoredSoon,
  bystanderRestored,
  adoptedWithoutAnswer,
  adoptedWhileAbroad,
  adoptedFromUnderWork,
  restored,
  chaos,
  busy,
];

/** The scenario of that name, or undefined. */
export const scenarioNamed = (name: string): Scenario | undefined =>
  scenarios.find((scenario) => scenario.name === name);
