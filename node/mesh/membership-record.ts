import { z } from 'zod';
import { RegionId } from '../core/ids.ts';
import type { Mesh } from '../ports.ts';
import { RegionName } from '../schemas/words.ts';

/** More than a machine has interfaces; with the lengths below a record stays under 5 kB. */
const addressesMax = 16;
const addressLengthMax = 200;
const urlLengthMax = 300;

/**
 * What a region says of itself, signed by its node's key: handed from node to node and kept on disk, so that its
 * truth does not depend on who passes it on. Of two records of a region the greater (bootEpoch, seq) is the newer.
 */
export const RegionRecord = z
  .object({
    region: RegionId,
    /** A label for people; `nameKey` says when two are the same. */
    name: RegionName,
    /** Where its pages are. Only web addresses: the pages of other regions link there. */
    url: z.url({ protocol: /^https?$/ }).max(urlLengthMax),
    addresses: z.array(z.string().min(1).max(addressLengthMax)).max(addressesMax),
    /** Raised durably at every start of the node. */
    bootEpoch: z.int().min(0),
    /** Raised at every change within one boot epoch. */
    seq: z.int().min(0),
    /** Of the program. */
    version: z.string().min(1).max(40),
    /** base64url, over `signedBytes`. */
    signature: z.string().max(200),
  })
  .readonly();
export type RegionRecord = z.infer<typeof RegionRecord>;

/** One version of a region's record: (bootEpoch, seq), compared in this order. */
export type RecordVersion = { readonly bootEpoch: number; readonly seq: number };

export const isNewer = (a: RecordVersion, b: RecordVersion | undefined): boolean =>
  b === undefined || a.bootEpoch > b.bootEpoch || (a.bootEpoch === b.bootEpoch && a.seq > b.seq);

/** Names that differ only in case or in how their letters are encoded would be taken for one another. */
export const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase();

/** As many of the mesh's addresses as a record holds. */
export const recordAddresses = (mesh: Mesh): string[] =>
  mesh
    .addresses()
    .filter((address) => address.length <= addressLengthMax)
    .slice(0, addressesMax);

/** Signs what a region says of itself now. @throws ZodError when that is no valid record */
export const signRecord = async (
  mesh: Mesh,
  content: Omit<RegionRecord, 'region' | 'addresses' | 'signature'>,
): Promise<RegionRecord> => {
  const unsigned = { ...content, region: mesh.self, addresses: recordAddresses(mesh) };
  const signature = await mesh.sign(signedBytes(unsigned));
  return RegionRecord.parse({ ...unsigned, signature: Buffer.from(signature).toString('base64url') });
};

/** Whether the region itself said this. */
export const isGenuine = (mesh: Mesh, record: RegionRecord): Promise<boolean> =>
  mesh.verify(record.region, signedBytes(record), Buffer.from(record.signature, 'base64url'));

/** A list, so that no order of members can vary; the first entry keeps it apart from all else that is signed. */
const signedBytes = (record: Omit<RegionRecord, 'signature'>): Uint8Array =>
  Buffer.from(
    JSON.stringify([
      'grapevine region record 1',
      record.region,
      record.name,
      record.url,
      record.addresses,
      record.bootEpoch,
      record.seq,
      record.version,
    ]),
  );
