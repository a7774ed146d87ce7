import type { NextBest, Why } from '../../node/schemas/why.ts';
import { isWord, t } from './i18n.ts';
import { languageHere } from './languages.ts';
import { listOf, score, series } from './time.ts';

/** Who was chosen; no name when that is the reader. */
type About = { readonly name?: string | undefined };

/** What to say of the language before anything else: that the expert did not list it. */
export function languageWarning({ language }: Why, { name }: About): string | undefined {
  if (language === undefined || language.isRead) return undefined;
  const named = languageHere(language.is);
  return name === undefined
    ? t('why.notRead', { language: named })
    : t('why.notReadBy', { language: named, name });
}

/** The rest of an explanation, a sentence each, as far as the node told the reader. */
export function whySentences(why: Why, about: About): string[] {
  return [pastOf(why, about), ...nextOf(why), excludedOf(why), ...matcherOf(why)].filter(
    (sentence) => sentence !== undefined,
  );
}

function pastOf({ past }: Why, { name }: About): string | undefined {
  if (past === undefined) return undefined;
  const titles = past.issues.flatMap(({ title }) => (title === undefined ? [] : [t('why.title', { title })]));
  const others =
    past.others > 0
      ? [t(titles.length === 0 ? 'why.pastLike' : 'why.pastOthers', { count: past.others })]
      : [];
  const all = [...titles, ...others];
  if (all.length === 0) return undefined;
  const values = { titles: listOf(all) };
  return name === undefined ? t('why.past', values) : t('why.pastBy', { ...values, name });
}

const terms = ['skill', 'trust', 'availability', 'load'] as const;

function nextOf({ next = [] }: Why): string[] {
  // Without a name and figures, the second says nothing that the first does not.
  const told = next.filter((one, i) => i === 0 || one.expert !== undefined);
  return told.map((one) => {
    const word = one.expert === undefined ? 'why.nextSomeone' : 'why.next';
    const own = `${word}.${one.less}`;
    const text = t(isWord(own) ? own : `${word}.nothing`, one.expert && { name: one.expert.name });
    return withFigures(text, one);
  });
}

function withFigures(text: string, one: NextBest): string {
  if (one.score === undefined || one.terms === undefined) return t('why.sentence', { text });
  const { terms: figures } = one;
  const each = terms.map((term) => `${t(`issue.terms.${term}`)} ${score(figures[term])}`);
  return t('why.sentenceWithFigures', { text, score: score(one.score), terms: series(each) });
}

/** Reasons that a newer node may add are left out: their words are not known here. */
const reasons = ['away', 'full', 'passed', 'had', 'category', 'own', 'language'] as const;

function excludedOf({ excluded = {}, language }: Why): string | undefined {
  const named = language === undefined ? t('why.itsLanguage') : languageHere(language.is);
  const said = reasons.flatMap((reason) => {
    const count = excluded[reason] ?? 0;
    if (count === 0) return [];
    if (reason === 'own') return [t('why.own')];
    return [t(`why.reasons.${reason}`, { count, language: named })];
  });
  return said.length === 0 ? undefined : t('why.excluded', { reasons: listOf(said) });
}

function matcherOf({ matcher }: Why): string[] {
  if (matcher === undefined) return [];
  const judged = matcher.isFallback
    ? t('why.matcher.fallback')
    : matcher.name === 'keyword'
      ? t('why.matcher.words')
      : t('why.matcher.other', { name: matcher.name });
  return matcher.isFilling ? [judged, t('why.matcher.filling')] : [judged];
}

/** Of how many an expert was the best; `others` could have taken the issue, too. */
export const bestOf = (others: number) =>
  others === 0 ? t('issue.whyAlone') : t('issue.whyOthers', { count: others + 1 });
