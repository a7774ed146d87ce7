import { matcherHere } from '../core/bid.ts';
import { AccountId, type EpochMs, type IssueId } from '../core/ids.ts';
import type { Entry } from '../core/model.ts';
import type { IssueText, Skill, Skilled } from '../core/skill.ts';
import { type Beside, KeywordMatcher, wordsAlone } from '../match/keyword-matcher.ts';
import type { PastIssue } from '../match/past-issues.ts';
import { type Labels, neighboursMax, type Suggested, suggestFrom } from '../match/suggest.ts';
import type { Cancel, Clock, Log } from '../ports.ts';
import type { Meaning } from './meaning.ts';
import { eachPage } from './reader.ts';
import type { State } from './state.ts';

/** Entries read in one go: some milliseconds of reading words, between which commands have their turn. */
const pageSize = 50;

/** Words, while there is no answer of the sentence model. */
const fallback: Beside = { ...wordsAlone, isFallback: true };

/** Until past issues are read again after the store could not be read. */
const retryMs = 5_000;

/** A past issue, and what it was. */
type Lesson = PastIssue & Labels;

/**
 * What this region's experts have resolved and what they declare, in memory, kept in step with what is durable: nobody who
 * changes an entry or a profile has to think of it. Past issues are read behind the start, page by page, so that the
 * region is ready at once; until all are read, experts are judged by what they remember as well, and skills say so.
 */
export class Matching {
  readonly #matcher: KeywordMatcher;
  readonly #state: State;
  readonly #meaning: Meaning | undefined;
  readonly #clock: Clock;
  readonly #log: Log;
  /** Issues whose entries changed since filling began: what a page says of them may be older. */
  readonly #changed = new Set<IssueId>();
  /** Of each past issue, what it was: the index has the words alone. */
  readonly #labels = new Map<IssueId, Labels>();
  /** Counts fillings: an older one that is still reading ends. */
  #filling = 0;
  #cancel: Cancel | undefined;

  /** With `meaning` the matcher is semantic, and words answer where that has no answer. */
  constructor(deps: { state: State; clock: Clock; log: Log; meaning?: Meaning | undefined }) {
    const { state, clock, log, meaning } = deps;
    this.#state = state;
    this.#meaning = meaning;
    this.#matcher = new KeywordMatcher(meaning?.roster);
    this.#clock = clock;
    this.#log = log;
    state.profiles.onChange((id, profile) => {
      if (profile) {
        this.#matcher.declare(profile);
        meaning?.declare(profile);
      } else {
        this.#matcher.undeclare(AccountId.parse(id));
        meaning?.undeclare(AccountId.parse(id));
      }
    });
    state.ledger.onCommand((transaction) => {
      for (const { table, id } of transaction.writes.values()) {
        if (table !== state.entries) continue;
        const [before, after] = [
          lessonOf(transaction.former(state.entries, id)),
          lessonOf(state.entries.get(id)),
        ];
        if (!before && !after) continue;
        transaction.afterCommit(() => this.#take(before, after));
      }
    });
    state.ledger.onLoad(() => this.#fill());
  }

  /** Past issues are still being read. */
  get isFilling(): boolean {
    return this.#matcher.isFilling;
  }

  /** Past issues in memory. */
  get size(): number {
    return this.#matcher.past.size;
  }

  /** A function from an expert of this region to their skill for the issue. */
  skillFor(issue: IssueText, now: EpochMs): (expert: Skilled) => Skill {
    const beside = this.#meaning?.beside(issue, now);
    return this.#matcher.skillFor(issue, now, beside === 'unknown' ? fallback : beside);
  }

  /**
   * What past issues that resemble a text say it is, by their words alone. Nothing of any of them is told but what at
   * least two have in common.
   */
  suggest(text: Omit<IssueText, 'category'>, now: EpochMs): Suggested {
    // The category that a form happens to show would speak for itself.
    const near = this.#matcher.past.nearest({ ...text, category: '' }, { now, limit: neighboursMax });
    return suggestFrom(
      near.flatMap(({ id, score }) => {
        const labels = this.#labels.get(id);
        return labels ? [{ ...labels, score }] : [];
      }),
    );
  }

  /** To be awaited before a command that chooses somebody for this text; undefined when there is nothing to wait for. */
  prepare(text: IssueText): Promise<void> | undefined {
    return this.#meaning?.prepare(text);
  }

  /** By which scores made with this matcher are known: only those of equal names compare. */
  nameOf(matcher: Skill['matcher']): string {
    return matcher === 'semantic' && this.#meaning ? this.#meaning.name : matcherHere;
  }

  /** For operators: past issues known, and with a sentence model whether it answers and how many it has read. */
  gauges(): Readonly<Record<string, number>> {
    const meaning = this.#meaning;
    return {
      grapevine_past_issues: this.size,
      ...(meaning && {
        grapevine_sentence_model_ready: meaning.state.kind === 'ready' ? 1 : 0,
        grapevine_past_issues_with_meaning: meaning.size,
      }),
    };
  }

  stop(): void {
    this.#meaning?.stop();
    this.#filling += 1;
    this.#cancel?.();
  }

  #take(before: Lesson | undefined, after: Lesson | undefined): void {
    for (const lesson of [before, after]) if (lesson && this.isFilling) this.#changed.add(lesson.id);
    if (after) this.#learn(after);
    else if (before) {
      this.#matcher.past.remove(before.id);
      this.#labels.delete(before.id);
    }
    this.#meaning?.take(before, after);
  }

  #learn(lesson: Lesson): void {
    this.#matcher.past.add(lesson);
    this.#labels.set(lesson.id, labelsOf(lesson));
  }

  /** Reads all that is resolved from the store. What is known stays: after a failed commit little is new. */
  #fill(): void {
    this.#filling += 1;
    this.#cancel?.();
    const filling = this.#filling;
    const isStopped = () => filling !== this.#filling;
    this.#matcher.isFilling = true;
    this.#changed.clear();
    this.#eachLesson(isStopped, async (lessons) => {
      for (const lesson of lessons)
        if (!this.#changed.has(lesson.id) && !this.#matcher.past.has(lesson.id)) this.#learn(lesson);
    }).then(
      () => {
        if (isStopped()) return;
        this.#matcher.isFilling = false;
        this.#changed.clear();
        // Read again, as whoever reopened or resolved one meanwhile has said so to both.
        this.#meaning?.fill((act) => this.#eachLesson(isStopped, act));
      },
      (error: unknown) => {
        if (isStopped()) return;
        this.#log.warn({ error }, 'Past issues could not be read; it is tried again.');
        this.#cancel = this.#clock.after(retryMs, () => this.#fill());
      },
    );
  }

  /** Goes through all that is resolved, page by page; those that are in memory only, where one has changed since. */
  #eachLesson(isStopped: () => boolean, act: (lessons: readonly Lesson[]) => Promise<void>): Promise<void> {
    const from = { collection: 'entries', limit: pageSize, isStopped };
    return eachPage(this.#state.ledger.store, from, async (items) => {
      if (isStopped()) return;
      await act(items.flatMap(({ doc }) => lessonOf(doc as unknown as Entry) ?? []));
      if (items.length === pageSize) await this.#breathe();
    });
  }

  /** Lets everything else that waits have its turn. */
  #breathe(): Promise<void> {
    return new Promise((resolve) => {
      this.#cancel = this.#clock.after(0, resolve);
    });
  }
}

/** What an entry teaches of its expert: an answer that its user confirmed. */
function lessonOf(entry: Entry | undefined): Lesson | undefined {
  if (entry?.phase.at !== 'done' || entry.outcome !== 'confirmed') return undefined;
  const { issueId: id, issue, phase } = entry;
  return { ...issue, id, expertId: phase.expert.id, at: phase.since };
}

/** One object for each pair there is: a region may have resolved a hundred thousand. */
const allLabels = new Map<string, Labels>();

function labelsOf({ category, urgency }: Labels): Labels {
  const key = `${urgency} ${category}`;
  const known = allLabels.get(key) ?? { category, urgency };
  allLabels.set(key, known);
  return known;
}
