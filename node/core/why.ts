import type { Excluded, NextBest, Why } from '../schemas/why.ts';
import type { Person } from './model.ts';
import type { Ranked, Terms } from './rank.ts';

/** How many of those who came next are kept: enough to see how close it was. */
const nextMax = 2;

const termNames = ['skill', 'trust', 'availability', 'load'] as const satisfies readonly (keyof Terms)[];

/** What an explanation is made of, beside the one who was chosen. */
export type Grounds = {
  /** Everyone who could have been asked, the chosen one too, best first. */
  readonly ranked: readonly Ranked[];
  readonly personOf: (id: Ranked['id']) => Person;
  readonly excluded: Excluded;
  readonly language?: { readonly is: string; readonly isRead: boolean } | undefined;
};

/** Why this one of `ranked` is asked: kept with the offer and in the timeline, some hundred bytes. */
export function explain(chosen: Ranked, { ranked, personOf, excluded, language }: Grounds): Why {
  const others = ranked.filter(({ id }) => id !== chosen.id);
  const { score, terms, weights, skill, isTryout } = chosen;
  return {
    score,
    terms,
    weights,
    skill: skill.parts,
    others: others.length,
    next: others.slice(0, nextMax).map((other) => ({
      expert: personOf(other.id),
      score: other.score,
      terms: other.terms,
      less: lessOf(chosen, other),
    })),
    excluded,
    ...(isTryout && { isTryout }),
    ...(language && { language }),
    ...(skill.past.length > 0 && {
      past: { issues: skill.past.map(({ issueId }) => ({ id: issueId })), others: 0 },
    }),
    matcher: {
      name: skill.matcher,
      ...(skill.isFallback && { isFallback: true }),
      ...(skill.isFilling && { isFilling: true }),
    },
  };
}

/**
 * In which term somebody fell behind the chosen one most; `nothing` if in none: of equals a lot decides, and whoever comes
 * before the chosen one was left for another issue, or was not the one that a person had named.
 */
function lessOf(chosen: Ranked, other: Ranked): string {
  if (other.score >= chosen.score) return 'nothing';
  const lead = (term: keyof Terms) => chosen.weights[term] * (chosen.terms[term] - other.terms[term]);
  return termNames.reduce((most, term) => (lead(term) > lead(most) ? term : most));
}

/** Who reads an explanation: the person asked, somebody else with a part in the issue, or an admin. */
export type Reader = 'asked' | 'part' | 'admin';

/**
 * An explanation as far as its reader may know it: figures of those who came next are for admins, their names for the
 * expert who is asked too. `titleOf` has the titles of past issues whose users agreed; the others are counted.
 */
export function shownWhy(why: Why, reader: Reader, titleOf: (id: string) => string | undefined): Why {
  const { next, past, ...rest } = why;
  return {
    ...rest,
    ...(next && { next: next.map((one) => shownNext(one, reader)) }),
    ...(past && { past: shownPast(past, titleOf) }),
  };
}

function shownNext(next: NextBest, reader: Reader): NextBest {
  const { less, expert } = next;
  switch (reader) {
    case 'admin':
      return next;
    case 'asked':
      return { less, ...(expert && { expert }) };
    case 'part':
      return { less };
  }
}

function shownPast(
  { issues, others }: NonNullable<Why['past']>,
  titleOf: (id: string) => string | undefined,
): NonNullable<Why['past']> {
  const shown = issues.flatMap(({ id }) => {
    const title = titleOf(id);
    return title === undefined ? [] : [{ id, title }];
  });
  return { issues: shown, others: others + issues.length - shown.length };
}
