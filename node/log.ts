/** Logs of a node: pino, as short lines in a terminal and as JSON lines everywhere else. */
import pino from 'pino';
import { z } from 'zod';
import type { Log } from './ports.ts';

const Line = z.looseObject({ level: z.number(), time: z.number(), msg: z.string().default('') });

/** `12:03:04 warn  South is suspected  {"ageMs":3021}`: what a person reads while it runs. */
export const shortLine = (json: string): string => {
  const { level, time, msg, ...fields } = Line.parse(JSON.parse(json));
  const at = new Date(time).toTimeString().slice(0, 8);
  const word = pino.levels.labels[level] ?? String(level);
  const rest = Object.keys(fields).length === 0 ? '' : `  ${JSON.stringify(fields)}`;
  return `${at} ${word.padEnd(5)} ${msg}${rest}\n`;
};

/**
 * @param options.level `debug`, `info`, `warn`, `error` or `silent`
 * @param options.isTerminal whether a person watches: short lines instead of JSON
 * @param options.write where each line goes, with its line break
 */
export const createLog = (options: {
  level: string;
  isTerminal: boolean;
  write: (line: string) => void;
}): Log => {
  const { level, isTerminal, write } = options;
  const stream = { write: (json: string) => write(isTerminal ? shortLine(json) : json) };
  // Neither process id nor host name: a service manager adds both, and containers make them meaningless.
  return pino({ level, base: null }, stream);
};
