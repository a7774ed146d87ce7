/**
 * How far the people of an issue have come with its chat. A position is, for each region where lines are written, the number
 * of the newest line that somebody has: lines of one region arrive everywhere in order and without gaps, so it means the same
 * in every region, whichever lines are still on their way to it. Positions are joined member by member and never move back: in
 * whatever order they arrive, and however often, all regions come to the same (a join semilattice: Shapiro et al., 2011).
 */
import { z } from 'zod';
import { AccountId, RegionId } from './ids.ts';

/** Regions where lines of one chat were written: the origin, where its people signed in, a few owners. */
const writersMax = 64;
/** People of one issue whose positions are kept: its user, and the experts it had last. */
export const readersMax = 20;

const Position = z
  .record(RegionId, z.int().min(1))
  .refine((position) => Object.keys(position).length <= writersMax)
  .readonly();
export type Position = z.infer<typeof Position>;

export const Mark = z
  .object({
    reader: AccountId,
    role: z.enum(['user', 'expert']),
    /** Loaded by a page of theirs. */
    delivered: Position,
    /** Seen on a screen. */
    read: Position,
  })
  .readonly();
export type Mark = z.infer<typeof Mark>;

export const Marks = z.array(Mark).max(readersMax).readonly();
export type Marks = z.infer<typeof Marks>;

/** The later of two positions, writer by writer; `known` itself when the other adds nothing. */
const joined = (known: Position, told: Position): Position => {
  const news = Object.entries(told).filter(([writer, n]) => n > (known[RegionId.parse(writer)] ?? 0));
  if (news.length === 0) return known;
  const all = { ...known, ...Object.fromEntries(news) };
  return Object.keys(all).length <= writersMax ? all : known;
};

/** What is read has been delivered. */
const joinedMark = (known: Mark, told: Mark): Mark => {
  const read = joined(known.read, told.read);
  const delivered = joined(joined(known.delivered, told.delivered), told.read);
  return read === known.read && delivered === known.delivered ? known : { ...known, read, delivered };
};

/** All marks with one more; `marks` itself when it says nothing new. Beyond the limit the oldest expert's goes. */
const withMark = (marks: Marks, told: Mark): Marks => {
  const known = marks.find(({ reader }) => reader === told.reader);
  if (known) {
    const next = joinedMark(known, told);
    return next === known ? marks : marks.map((mark) => (mark === known ? next : mark));
  }
  const oldest = marks.length < readersMax ? -1 : marks.findIndex(({ role }) => role === 'expert');
  const fresh = { ...told, delivered: joined(told.delivered, told.read) };
  return [...marks.filter((_, index) => index !== oldest), fresh].slice(-readersMax);
};

/** What is known, joined with what is told; `marks` itself when nothing of it is new. */
export const joinedMarks = (marks: Marks, told: Marks): Marks => told.reduce(withMark, marks);

/** Whether somebody's lines are counted as unread for the reader: beyond their position, and by somebody else. */
export const isUnread = (
  line: { readonly region: RegionId; readonly n: number; readonly author: { readonly id: AccountId } },
  reader: AccountId,
  marks: Marks,
): boolean =>
  line.author.id !== reader &&
  line.n > (marks.find((mark) => mark.reader === reader)?.read[line.region] ?? 0);
