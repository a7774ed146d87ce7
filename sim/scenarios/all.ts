import { calm } from './calm.ts';
import { regionCrash } from './region-crash.ts';
import type { Scenario } from './scenario.ts';

/** Every scenario, in the order in which they are listed. */
export const scenarios: readonly Scenario[] = [calm, regionCrash];

/** The scenario of that name, or undefined. */
export const scenarioNamed = (name: string): Scenario | undefined =>
  scenarios.find((scenario) => scenario.name === name);
