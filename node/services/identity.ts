import { z } from 'zod';
import type { Store } from '../ports.ts';

const BootEpoch = z.object({ bootEpoch: z.int().min(0) });

/**
 * Raises the boot epoch on the disk to at least this. Only who starts the node writes its identity, so nobody else is in
 * the way. @throws StoreUnavailable, or Error when the node was never started on this store
 */
export const raiseBootEpoch = async (store: Store, bootEpoch: number): Promise<void> => {
  const stored = await store.get('meta', 'identity');
  if (!stored) throw new Error('There is no identity in this store: a node makes one when it starts.');
  if (BootEpoch.parse(stored.doc).bootEpoch >= bootEpoch) return;
  const { id, doc, version } = stored;
  await store.commit([{ kind: 'replace', collection: 'meta', id, doc: { ...doc, bootEpoch }, version }]);
};
