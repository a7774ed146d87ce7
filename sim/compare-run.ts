import { createHash } from 'node:crypto';
import type { DispatchPolicy } from '../node/core/policy.ts';
import { type Timing, timing } from '../node/services/timing.ts';
import { CommitWatch } from './commit-watch.ts';
import { Course } from './compare-course.ts';
import { startPeopledMesh } from './compare-mesh.ts';
import type { Sample } from './compare-sample.ts';
import { type Conditions, planOf } from './compare-workload.ts';
import type { LinkConditions } from './link.ts';
import { playCentral, type QueueOrder } from './oracle.ts';
import { SeededRandom } from './random.ts';

const conditionsOfLinks: Readonly<Record<Conditions['lines'], Partial<LinkConditions>>> = {
  lossy: { lossRate: 0.3, latency: { minMs: 250, maxMs: 250 } },
  far: { lossRate: 0, latency: { minMs: 250, maxMs: 250 } },
  near: { lossRate: 0, latency: { minMs: 1, maxMs: 1 } },
};

/**
 * People stay at their desks: being set away, for want of a sign of life or for offers that ran out, is no matter of
 * dispatch, and a central queue has no such rule.
 */
const atTheirDesks: Partial<Timing> = { presenceMs: 24 * 3_600_000, timedOutInRowMax: 1_000_000 };

/** News that is really old: nothing is told before the 5 s are over. */
const newsOf = (news: Conditions['news']): Partial<Timing> =>
  news === 'old' ? { summaryMinMs: timing.summaryMs } : {};

/** What a central queue makes of these conditions. */
export const playUnderCentral = (
  order: QueueOrder,
  conditions: Conditions,
  seed: number,
  scale = 1,
): Sample => {
  const plan = planOf(conditions, seed, scale);
  const hash = createHash('sha256');
  const accepted = playCentral(plan, order).flatMap((fate, index) => {
    const issue = plan.issues[index];
    if (fate === undefined || issue === undefined) return [];
    hash.update(`${index} ${fate.expert} ${fate.acceptedMs}\n`);
    const { urgency, atMs } = issue;
    return [
      { urgency, waitMs: fate.acceptedMs - atMs, offeredMs: fate.offeredMs - atMs, isForwarded: false },
    ];
  });
  return {
    accepted,
    left: plan.issues.length - accepted.length,
    handOffMs: [],
    vain: 0,
    virtualMs: 0,
    hash: hash.digest('hex'),
  };
};

/**
 * What regions under this policy make of them: the production services in a virtual world. A pure function of its
 * arguments. @throws Error when something happened that must not
 */
export const playUnder = async (
  policy: DispatchPolicy,
  conditions: Conditions,
  seed: number,
  scale = 1,
): Promise<Sample> => {
  const plan = planOf(conditions, seed, scale);
  const course = new Course(plan);
  const watch = new CommitWatch((changes) => course.note(changes));
  const mesh = await startPeopledMesh({
    plan,
    services: { policy, timing: { ...atTheirDesks, ...newsOf(conditions.news) } },
    conditions: conditionsOfLinks[conditions.lines],
    random: new SeededRandom(`compare world ${seed}`),
    watch,
  });
  await course.run(mesh);
  const [complaint] = watch.complaints;
  if (complaint !== undefined) throw new Error(complaint);
  return course.sample();
};
