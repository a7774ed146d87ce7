import { clusterFor } from '../core/cluster.ts';
import type { IssueId } from '../core/ids.ts';
import { languageOf, proseOf } from '../core/language.ts';
import type { Issue } from '../core/model.ts';
import { likeness, titleTerms } from '../match/likeness.ts';
import type { Suggested } from '../match/suggest.ts';
import type { Clock, Languages } from '../ports.ts';
import type { EditIssue, FindSimilar } from '../schemas/inputs.ts';
import type { Similar as SimilarView } from '../schemas/similar.ts';
import type { Matching } from './matching.ts';
import type { Reports } from './reports.ts';
import type { Actor } from './services.ts';
import type { Solutions } from './solutions.ts';
import type { State } from './state.ts';

/** An open issue of one's own with such a title is most likely the same. */
const ownLikenessMin = 0.7;
/** With a title of a single word ("Wiki is down" has no more that count) only one in the same category is. */
const tellingTermsMin = 2;

/** What is known of the like of an issue that somebody is writing down. */
export class Similar {
  readonly #state: State;
  readonly #solutions: Pick<Solutions, 'like'>;
  readonly #matching: Pick<Matching, 'suggest'>;
  readonly #reports: Reports;
  readonly #languages: Languages;
  readonly #clock: Clock;

  constructor(deps: {
    state: State;
    solutions: Pick<Solutions, 'like'>;
    matching: Pick<Matching, 'suggest'>;
    reports: Reports;
    languages: Languages;
    clock: Clock;
  }) {
    this.#state = deps.state;
    this.#solutions = deps.solutions;
    this.#matching = deps.matching;
    this.#reports = deps.reports;
    this.#languages = deps.languages;
    this.#clock = deps.clock;
  }

  /** What the text is written in, as far as it says; else the language that its author lists first. */
  languageOf(
    { accountId }: Pick<Actor, 'accountId'>,
    text: Parameters<typeof proseOf>[0],
  ): string | undefined {
    const prose = proseOf(text);
    const { languages = [] } = this.#state.accounts.get(accountId) ?? {};
    return languageOf(prose, this.#languages.of(prose), languages);
  }

  /** An edit, with the language that the new text is in; unless its author has chosen another than the former text says. */
  edited(actor: Pick<Actor, 'accountId'>, former: Issue, edit: EditIssue): EditIssue {
    const { title = former.title, description = former.description } = edit;
    const isSameText = title === former.title && description === former.description;
    if (isSameText || edit.language !== undefined) return edit;
    if (former.language !== this.languageOf(actor, former)) return edit;
    const language = this.languageOf(actor, { title, description });
    return language === undefined ? edit : { ...edit, language };
  }

  /** Nothing of anybody else's is told but what they let help others, how many they are, and what several have in common. */
  async of(actor: Actor, query: FindSimilar): Promise<SimilarView> {
    const language = query.language ?? this.languageOf(actor, query);
    const solved = await this.#solutions.like({ ...query, language });
    return this.#state.ledger.read(() => {
      const own = this.#own(actor, query, language);
      const others = this.#others(actor, query, language);
      return {
        ...(language !== undefined && { language }),
        solved,
        ...(own && { own: { id: own.id, title: own.title } }),
        others,
        suggested: this.#suggested(query, language),
      };
    });
  }

  /** A category that admins have taken off the list since is not suggested. */
  #suggested({ title, description }: FindSimilar, language: string | undefined): Suggested {
    const { category, urgency } = this.#matching.suggest({ title, description, language }, this.#clock.now());
    const isKnown = category !== undefined && this.#state.settings.categories.includes(category);
    return { ...(isKnown && { category }), ...(urgency !== undefined && { urgency }) };
  }

  /** Their open issue that is most like it, here or kept here for another region. */
  #own(
    { accountId }: Actor,
    { title, category }: FindSimilar,
    language: string | undefined,
  ): Pick<Issue, 'id' | 'title'> | undefined {
    const words = titleTerms(title, language);
    const { issues, copies } = this.#state;
    const open = [
      ...issues.inGroup('user', accountId),
      ...copies.inGroup('user', accountId).map(({ issue }) => issue),
    ].filter(({ phase }) => phase.at !== 'closed' && phase.at !== 'cancelled' && phase.at !== 'resolved');
    return open
      .map((issue) => ({ issue, likeness: likeness(words, titleTerms(issue.title, issue.language)) }))
      .filter((one) => one.likeness >= ownLikenessMin)
      .filter(({ issue }) => words.length >= tellingTermsMin || issue.category === category)
      .sort(
        (a, b) =>
          Number(b.issue.category === category) - Number(a.issue.category === category) ||
          b.likeness - a.likeness ||
          (a.issue.id < b.issue.id ? -1 : 1),
      )[0]?.issue;
  }

  /** The first of the issues that report the like here within the hour. */
  firstLike(
    text: Pick<FindSimilar, 'title' | 'category'>,
    language: string | undefined,
  ): IssueId | undefined {
    const words = titleTerms(text.title, language);
    const { category } = text;
    return clusterFor(this.#reports.clusters(), { category, words })?.reports[0]?.id;
  }

  /** How many others report the like here within the hour; none, if that is usual. */
  #others({ accountId }: Actor, { title, category }: FindSimilar, language: string | undefined): number {
    const words = titleTerms(title, language);
    const cluster = clusterFor(this.#reports.clusters(), { category, words });
    return new Set(cluster?.reports.map(({ userId }) => userId).filter((id) => id !== accountId)).size;
  }
}
