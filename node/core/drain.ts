import type { RegionId } from './ids.ts';

/** How far a region that leaves the mesh is; `services/draining.ts` says what it does in each. See core/README.md. */
export type DrainStage = 'finishing' | 'handing-over' | 'leaving' | 'left';

/** What a region still has that somebody waits for. While there is any of it, nobody can go on for the region. */
export type Unfinished = {
  /** Issues that its experts are asked for or work on. */
  readonly working: number;
  /** Its issues that are on their way to another region. */
  readonly handOffs: number;
  /** Its adoptions of other regions that are not done. */
  readonly adoptions: number;
  /** Issues of others that it keeps a copy of. */
  readonly copies: number;
};

/** Whether another region can take over now. */
export const isFinished = (unfinished: Unfinished): boolean =>
  Object.values(unfinished).every((count) => count === 0);

/** A region that stays, and how much there is to do: issues waiting and being worked on, and experts online. */
export type Heir = {
  readonly region: RegionId;
  readonly issues: number;
  readonly experts: number;
};

const loadOf = ({ issues, experts }: Heir): number =>
  experts > 0 ? issues / experts : Number.POSITIVE_INFINITY;

/** Who goes on for a region that leaves: the least loaded with experts; of equals the smaller id. */
export const heirOf = (heirs: readonly Heir[]): RegionId | undefined =>
  [...heirs].sort((a, b) => {
    const [one, other] = [loadOf(a), loadOf(b)];
    return one === other ? (a.region < b.region ? -1 : 1) : one - other;
  })[0]?.region;
