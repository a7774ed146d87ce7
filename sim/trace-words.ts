import type { Run } from './run.ts';
import type { Seen } from './seen.ts';
import type { TraceEvent } from './trace.ts';

/** Enough of a run that was made small; of a long one the end, where things went wrong. */
const linesMax = 120;

/** Commands that every run begins with, in numbers that hide the rest. */
const quiet: ReadonlySet<string> = new Set(['register', 'sign in', 'verify', 'presence']);

/** What happened in a run, a line for each event that has to do with issues, faults or complaints. */
export const traceInWords = ({ evidence: { events, final } }: Pick<Run, 'evidence'>): readonly string[] => {
  const names = new Map<string, string>(final.map(({ region, name }) => [region, name]));
  const nameOf = (region: string) => names.get(region) ?? region;
  const lines = events.flatMap((event) =>
    wordsOf(event, nameOf).map((words) => `${(event.atMs / 1_000).toFixed(3).padStart(9)} s  ${words}`),
  );
  const left = lines.length - linesMax;
  return left <= 0 ? lines : [`(${left} earlier events are left out)`, ...lines.slice(left)];
};

const wordsOf = (event: TraceEvent, nameOf: (region: string) => string): readonly string[] => {
  switch (event.kind) {
    case 'started':
      return [`${nameOf(event.region)} starts, boot epoch ${event.bootEpoch}`];
    case 'crashed':
    case 'stopped':
      return [`${nameOf(event.region)} ${event.kind}`];
    case 'went-on':
      return [
        `an admin goes on with the adoption of ${nameOf(event.lost)} without ${event.without.map(nameOf).join(', ')}`,
      ];
    case 'put-back':
      return [`${nameOf(event.region)} has a backup of ${event.docs.length} documents put back`];
    case 'fault':
      return [`fault ${event.what} at ${event.regions.map(nameOf).join(', ')}: ${event.is}`];
    case 'struck':
      return [`FAULT: ${event.what}`];
    case 'saw': {
      const seen = event.issues.map(({ id, state }) => `${id} ${state}`);
      return [`${event.person} sees ${seen.length === 0 ? 'nothing' : seen.join(', ')}`];
    }
    case 'pried':
      return [
        `${event.person} tries to ${event.what}${event.issue === undefined ? '' : ` of ${event.issue}`} and gets ${event.got}`,
      ];
    case 'attached':
      return [`${event.person} has attached ${event.file} to ${event.issue}`];
    case 'opened':
      return [`${event.person} opens ${event.file} of ${event.issue} and gets ${event.got}`];
    case 'seat':
      return [`${nameOf(event.region)} has a seat of ${event.expert} ${event.is}`];
    case 'complained':
      return [`${event.by} complains: ${event.what}`];
    case 'committed':
      return event.changes.flatMap((change) => {
        const words = changeInWords(change, nameOf);
        return words === undefined ? [] : [`${nameOf(event.region)} keeps ${words}`];
      });
    case 'asked':
      return quiet.has(event.command) ? [] : [`${event.person} asks to ${event.command} (${event.key})`];
    case 'answered':
      return quiet.has(event.command)
        ? []
        : [`${event.person} is answered: ${event.command} ${event.answer} (${event.key})`];
    case 'refused':
      return quiet.has(event.command)
        ? []
        : [`${event.person} is refused: ${event.command}, ${event.problem}`];
  }
};

const changeInWords = (change: Seen, nameOf: (region: string) => string): string | undefined => {
  switch (change.in) {
    case 'issues': {
      const { id, epoch, phase } = change.doc;
      const where = phase.owner ?? phase.to;
      return `issue ${id} at epoch ${epoch}: ${phase.at}${where === undefined ? '' : ` ${nameOf(where)}`}${phase.stage === undefined ? '' : `, ${phase.stage}`}`;
    }
    case 'entries': {
      const { id, phase } = change.doc;
      return `entry ${id}: ${phase.at}${phase.expert === undefined ? '' : ` by ${phase.expert.id}`}`;
    }
    case 'messages':
      return `line ${change.doc.n} of ${nameOf(change.doc.region)} on ${change.doc.issueId}`;
    case 'ratings':
      return `rating of ${change.doc.of} for ${change.doc.issueId}: ${change.doc.stars}`;
    case 'profiles':
      return `profile ${change.doc.id}: ${change.doc.presence}`;
    default:
      return undefined;
  }
};
