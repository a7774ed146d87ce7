import type { AdoptionOf } from './adoption-record.ts';
import type { RegionId } from './ids.ts';

/** Of an account, whose it is and who wrote this version of it. */
export type Written = {
  readonly home: RegionId;
  /** Where they were at home before an adoption moved them. */
  readonly formerHome?: RegionId | undefined;
  readonly version: { readonly writer: RegionId };
};

/** Whether `by` goes on for `region`, after one adoption or one after another. */
export function goesOnFor(by: RegionId, region: RegionId, adoptionOf: AdoptionOf): boolean {
  const passed = new Set<RegionId>();
  let at: RegionId | undefined = region;
  while (at !== undefined && !passed.has(at)) {
    passed.add(at);
    at = adoptionOf(at)?.by;
    if (at === by) return true;
  }
  return false;
}

/**
 * Whether the region that wrote `next` may write this account, of which `known` is known here: its home may, and who goes on
 * for that. Of two that adopted a home at the same time, either may, and the later version wins. An account nobody knows here
 * is its writer's own, or is handed on by it to who goes on for it. That the writer really wrote it, its seal says.
 */
export function mayWrite(next: Written, known: Written | undefined, adoptionOf: AdoptionOf): boolean {
  const { writer } = next.version;
  if (known === undefined) return writer === next.home || goesOnFor(next.home, writer, adoptionOf);
  if (writer === known.home || goesOnFor(writer, known.home, adoptionOf)) return true;
  // Of the one that was first only the accounts may be heard of here, and never its record, which the later has replaced.
  const lost = known.formerHome ?? known.home;
  return next.formerHome === lost && adoptionOf(lost) !== undefined;
}
