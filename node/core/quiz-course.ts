/** The course of one attempt at the quiz: its time limit, and which answers count. */
import type { EpochMs } from './ids.ts';
import type { QuizAnswers } from './quiz.ts';

/** Two minutes a question: enough for who reads slowly, in a second language or by ear, too short to look each one up. */
export const quizTimeMs = 10 * 60_000;

/** What was sent in time may be on its way for so long. */
export const quizGraceMs = 5_000;

/** Attempts are counted over so long. */
export const attemptsWithinMs = 24 * 3_600_000;

/** What was drawn last, until it is handed in. */
export type Drawn = {
  readonly category: string;
  readonly questions: readonly string[];
  /** When the time began; not on those drawn by a former version, which have all the time they want. */
  readonly at?: EpochMs | undefined;
  /** What was saved meanwhile: question id → option id. */
  readonly answers?: QuizAnswers | undefined;
};

/** Milliseconds until the time is over; 0 when it is. */
export const timeLeftMs = ({ at }: Drawn, now: EpochMs): number =>
  at === undefined ? quizTimeMs : Math.max(0, Math.min(quizTimeMs, at + quizTimeMs - now));

/** Nothing that comes now counts any more. */
export const isOver = ({ at }: Drawn, now: EpochMs): boolean =>
  at !== undefined && now > at + quizTimeMs + quizGraceMs;

/** The answers that count: those handed in, or after the time those saved within it. */
export const countingAnswers = (drawn: Drawn, handedIn: QuizAnswers, now: EpochMs): QuizAnswers =>
  isOver(drawn, now) ? (drawn.answers ?? {}) : handedIn;

/** When the next attempt is free, if none is now. `attempts` are those of the last day, oldest first. */
export const nextAttemptAt = (attempts: readonly EpochMs[], perDay: number): EpochMs | undefined => {
  const blocking = attempts.at(-perDay);
  return blocking === undefined ? undefined : blocking + attemptsWithinMs;
};
