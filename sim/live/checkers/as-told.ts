import type { LiveChecker } from './checker.ts';

/** The history of every issue has what people were told had been done to it. */
export const asTold: LiveChecker = {
  name: 'as-told',
  promise:
    'What was acknowledged to an expert or a user has happened, and stands in the history of the issue.',
  check: ({ told, final }) => {
    const issues = new Map(
      final.flatMap(({ issues }) => issues.map((issue) => [String(issue.id), issue] as const)),
    );
    const has = (id: string, kind: string) =>
      issues.get(id)?.timeline.some((entry) => entry.kind === kind) === true;
    return told.flatMap(({ command, answer, key, person }) => {
      if (command === 'accept' && !has(answer, 'accepted'))
        return [`${person} accepted issue ${answer}, and its history does not say so.`];
      if (command === 'resolve' && !has(answer, 'resolved'))
        return [`${person} resolved issue ${answer}, and its history does not say so.`];
      const phase = issues.get(key)?.phase.at;
      if (command === 'confirm' && phase !== 'closed')
        return [`${person} confirmed issue ${key}, and it is ${phase ?? 'gone'}.`];
      return [];
    });
  },
};
