import { plural } from './common.ts';

/** How a choice is explained, in plain words. `name` is given where the reader is not the expert themselves. */
export const whyWords = {
  more: 'How this was decided',
  readsIt: (language: string, name?: string) =>
    name === undefined ? `You read ${language}.` : `${name} reads ${language}.`,
  notRead: (language: string) => `This issue is in ${language}, which you did not list.`,
  notReadBy: (language: string, name: string) =>
    `${name} does not list ${language}: nobody who does was free.`,
  past: (titles: string, name?: string) =>
    `${name === undefined ? 'You have' : `${name} has`} solved ${titles}.`,
  title: (title: string) => `“${title}”`,
  pastOthers: (n: number, isFirst: boolean) =>
    isFirst ? `${n} ${plural(n, 'issue', 'issues')} like this` : `${n} ${plural(n, 'other', 'others')}`,
  next: (name: string) => `Next would be ${name}`,
  nextSomeone: 'Whoever came next',
  less: {
    skill: 'knows this kind of problem less',
    trust: 'was rated lower',
    availability: 'answered less often in time',
    load: 'has less room',
    nothing: 'fits as well',
  },
  nextFigures: (score: string, terms: string) => `score ${score}: ${terms}`,
  excluded: (reasons: string) => `Not asked: ${reasons}.`,
  reasons: {
    away: (n: number) => `${n} away`,
    full: (n: number) => `${n} with no room left`,
    passed: (n: number) => `${n} who passed`,
    had: (n: number) => `${n} who had it before`,
    category: (n: number) => `${n} for other categories`,
    own: () => 'the one who asks',
    language: (n: number, language?: string) =>
      `${n} who ${plural(n, 'does', 'do')} not read ${language ?? 'it'}`,
  },
  matcher: {
    words: 'What they know was judged by keywords.',
    fallback: 'What they know was judged by keywords, because the other way to judge it did not answer.',
    filling: 'What was solved here before was still being read at that moment.',
    other: (name: string) => `What they know was judged by ${name}.`,
  },
} as const;
