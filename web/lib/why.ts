import type { NextBest, Why } from '../../node/schemas/why.ts';
import { issueWords } from '../words/issue.ts';
import { whyWords } from '../words/why.ts';
import { languageHere } from './languages.ts';
import { listOf, score } from './time.ts';

/** Who was chosen; no name when that is the reader. */
type About = { readonly name?: string | undefined };

/** What to say of the language before anything else: that the expert did not list it. */
export function languageWarning({ language }: Why, { name }: About): string | undefined {
  if (language === undefined || language.isRead) return undefined;
  const named = languageHere(language.is);
  return name === undefined ? whyWords.notRead(named) : whyWords.notReadBy(named, name);
}

/** The rest of an explanation, a sentence each, as far as the node told the reader. */
export function whySentences(why: Why, about: About): string[] {
  return [pastOf(why, about), ...nextOf(why), excludedOf(why), ...matcherOf(why)].filter(
    (sentence) => sentence !== undefined,
  );
}

function pastOf({ past }: Why, { name }: About): string | undefined {
  if (past === undefined) return undefined;
  const titles = past.issues.flatMap(({ title }) => (title === undefined ? [] : [whyWords.title(title)]));
  const others = past.others > 0 ? [whyWords.pastOthers(past.others, titles.length === 0)] : [];
  const all = [...titles, ...others];
  return all.length === 0 ? undefined : whyWords.past(listOf(all), name);
}

const terms = ['skill', 'trust', 'availability', 'load'] as const;
const lesses: Readonly<Record<string, string>> = whyWords.less;

function nextOf({ next = [] }: Why): string[] {
  // Without a name and figures, the second says nothing that the first does not.
  const told = next.filter((one, i) => i === 0 || one.expert !== undefined);
  return told.map((one) => {
    const who = one.expert === undefined ? whyWords.nextSomeone : whyWords.next(one.expert.name);
    const less = lesses[one.less] ?? whyWords.less.nothing;
    const joined = one.expert === undefined ? `${who} ${less}` : `${who}, who ${less}`;
    return `${joined}${figuresOf(one)}.`;
  });
}

function figuresOf(one: NextBest): string {
  if (one.score === undefined || one.terms === undefined) return '';
  const { terms: figures } = one;
  const each = terms.map((term) => `${issueWords.terms[term]} ${score(figures[term])}`);
  return ` (${whyWords.nextFigures(score(one.score), each.join(', '))})`;
}

const reasons: Readonly<Record<string, (n: number, language?: string) => string>> = whyWords.reasons;

/** Reasons that a newer node may add are left out: their words are not known here. */
function excludedOf({ excluded = {}, language }: Why): string | undefined {
  const named = language === undefined ? undefined : languageHere(language.is);
  const said = Object.keys(whyWords.reasons).flatMap((reason) => {
    const n = excluded[reason] ?? 0;
    return n > 0 ? [reasons[reason]?.(n, named) ?? ''] : [];
  });
  return said.length === 0 ? undefined : whyWords.excluded(listOf(said));
}

function matcherOf({ matcher }: Why): string[] {
  if (matcher === undefined) return [];
  const { words, fallback, filling, other } = whyWords.matcher;
  return [
    ...(matcher.isFallback ? [fallback] : [matcher.name === 'keyword' ? words : other(matcher.name)]),
    ...(matcher.isFilling ? [filling] : []),
  ];
}
