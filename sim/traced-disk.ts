import type { RegionId } from '../node/core/ids.ts';
import type { Write } from '../node/store/change.ts';
import type { OnKept } from '../node/store/memory.ts';
import { seen } from './seen.ts';
import type { Trace } from './trace.ts';

/** Writes each commit into the trace at the moment it has become durable, whether or not anybody is told. */
export const traced =
  ({ region, trace }: { region: RegionId; trace: Trace }): OnKept =>
  (writes) => {
    for (const write of writes) trace.digest(textOf(write));
    const changes = writes.flatMap(({ collection, after }) =>
      after === undefined ? [] : (seen(collection, after.doc) ?? []),
    );
    if (changes.length > 0) trace.addCommit(region, changes);
  };

/** Which document became what; the text is the one that is stored, so it need not be made again. */
const textOf = ({ collection, id, after }: Write): string =>
  after === undefined ? `${collection}/${id} gone` : `${collection}/${id} ${after.version} ${after.text}`;
