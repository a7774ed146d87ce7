import { z } from 'zod';
import { RegionId } from '../core/ids.ts';
import { RegionRecord } from './membership-record.ts';
import { recordsPerMessageMax, regionsMax } from './membership-settings.ts';

const Epoch = z.int().min(0);
const Beat = z.int().min(0);

/** "I live": with how far each region's heartbeat is known to have come, for those who do not hear it themselves. */
export const pingMethod = 'members/ping';
export const Ping = z.object({
  bootEpoch: Epoch,
  beat: Beat,
  heard: z.array(z.tuple([RegionId, Epoch, Beat])).max(regionsMax),
});
export type Ping = z.infer<typeof Ping>;
export const PingReply = Ping.pick({ bootEpoch: true, beat: true });
export type PingReply = z.infer<typeof PingReply>;

/** "These versions I have": answered by newer records, and by whose record is older there. */
export const compareMethod = 'members/compare';
export const Compare = z.object({
  versions: z.array(z.tuple([RegionId, Epoch, z.int().min(0)])).max(regionsMax),
});
export type Compare = z.infer<typeof Compare>;
export const CompareReply = z.object({
  records: z.array(RegionRecord).max(recordsPerMessageMax),
  wanted: z.array(RegionId).max(regionsMax),
});
export type CompareReply = z.infer<typeof CompareReply>;

/** "News": records the receiver may lack. */
export const pushMethod = 'members/push';
export const Push = z.object({ records: z.array(RegionRecord).max(recordsPerMessageMax) });

/** "I leave now, on purpose." */
export const byeMethod = 'members/bye';
export const Bye = z.object({ bootEpoch: Epoch });

/** A region's new record, published by itself. */
export const recordsTopic = 'grapevine/members/records/1';
export const encodeRecord = (record: RegionRecord): Uint8Array => Buffer.from(JSON.stringify(record));
/** The record, or undefined when it is none. */
export const decodeRecord = (body: Uint8Array): RegionRecord | undefined => decode(RegionRecord, body);

/** The same goodbye, for members the leaving region is not connected to. */
export const byeTopic = 'grapevine/members/bye/1';
export const encodeBye = (bye: z.infer<typeof Bye>): Uint8Array => Buffer.from(JSON.stringify(bye));
/** The goodbye, or undefined when it is none. */
export const decodeBye = (body: Uint8Array): z.infer<typeof Bye> | undefined => decode(Bye, body);

const decode = <T>(schema: z.ZodType<T>, body: Uint8Array): T | undefined => {
  try {
    return schema.parse(JSON.parse(Buffer.from(body).toString('utf8')));
  } catch {
    return undefined;
  }
};
