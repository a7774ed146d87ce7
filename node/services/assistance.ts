import { Mask } from '../core/assistant-mask.ts';
import {
  type IssueMaterial,
  replyTo,
  suggestionFor,
  summaryOf,
  translatedLengthMax,
  translationOf,
} from '../core/assistant-questions.ts';
import type { IssueId } from '../core/ids.ts';
import {
  type Assistant,
  AssistantError,
  type AssistantFailure,
  type AssistantQuestion,
  type Secrets,
} from '../ports.ts';
import { Problem } from '../problem.ts';
import type { ProblemReason } from '../reasons.ts';
import type {
  AssistantStatus,
  AssistantText,
  SuggestFor,
  SuggestionView,
  Translate,
  TranslationView,
} from '../schemas/assistant.ts';
import type { IssueView, MessageView } from '../schemas/views.ts';
import { checkAdmin } from './forward.ts';
import { KeptAnswers } from './kept-answers.ts';
import { limits } from './limits.ts';
import { notFound } from './naming.ts';
import type { Actor, AssistantCalls, IssueCalls } from './services.ts';
import type { State } from './state.ts';

/** Lines read at once, as many as one may ask for. */
const pageSize = 200;

type Deps = {
  readonly assistant: Assistant | undefined;
  readonly isAdvising: boolean;
  readonly state: State;
  /** Who may read what is theirs to say: all texts are read as the actor would. */
  readonly issues: Pick<IssueCalls, 'get' | 'messages'>;
  readonly secrets: Pick<Secrets, 'digest'>;
  readonly region: string;
};

/** What people may ask the assistant of the region where they are signed in. It is told texts, and never whose they are. */
export class Assistance implements AssistantCalls {
  readonly #deps: Deps;
  readonly #kept = new KeptAnswers();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async suggest(_actor: Actor, input: SuggestFor): Promise<SuggestionView> {
    const { state } = this.#deps;
    const { model } = this.#assistant();
    const question = suggestionFor(input, state.settings.categories, new Mask());
    const { category, urgency } = await this.#ask(question);
    return {
      ...(category !== undefined && { category }),
      ...(urgency !== undefined && { urgency }),
      model,
    };
  }

  async summarise(actor: Actor, id: IssueId): Promise<AssistantText> {
    const { model } = this.#assistant();
    const issue = await this.#asExpert(actor, id);
    const language = languageName(this.#languageOf(actor));
    const material = await this.#material(actor, id, issue);
    return { text: await this.#askOnce(summaryOf(material, language, new Mask()), material), model };
  }

  async draftReply(actor: Actor, id: IssueId): Promise<AssistantText> {
    const { model } = this.#assistant();
    const issue = await this.#asExpert(actor, id);
    if (!issue.can.includes('message'))
      throw new Problem('wrong-state', 'Nothing can be written to this chat now.', { reason: 'chat-closed' });
    // Asked again, it is to say something else.
    const material = await this.#material(actor, id, issue);
    return { text: await this.#ask(replyTo(material, new Mask())), model };
  }

  async translate(actor: Actor, id: IssueId, { message, part }: Translate): Promise<TranslationView> {
    const { model } = this.#assistant();
    const language = this.#languageOf(actor);
    const text = message ? await this.#lineText(actor, id, message) : await this.#partText(actor, id, part);
    const question = translationOf(text, languageName(language), new Mask());
    return {
      text: await this.#askOnce(question, text),
      language,
      ...(text.length > translatedLengthMax && { isBeginning: true }),
      model,
    };
  }

  status(actor: Actor): AssistantStatus {
    checkAdmin(actor);
    const { assistant, isAdvising, region } = this.#deps;
    if (!assistant) return { region, isAdvising: false, ...nothingAsked };
    const { waiting: _, lastFailure, ...figures } = assistant.figures();
    return {
      region,
      model: assistant.model,
      isAdvising,
      ...figures,
      ...(lastFailure !== undefined && { lastFailure }),
    };
  }

  /** @throws Problem assistant-off */
  #assistant(): Assistant {
    const { assistant } = this.#deps;
    if (assistant) return assistant;
    throw new Problem('assistant-off', 'The operator of this region has not given it an assistant.');
  }

  /** @throws Problem assistant-unavailable */
  async #ask<T>(question: AssistantQuestion<T>): Promise<T> {
    try {
      return await this.#assistant().ask(question);
    } catch (error) {
      if (!(error instanceof AssistantError)) throw error;
      const [detail, retryAfterSeconds, reason] = inWords[error.code];
      throw new Problem('assistant-unavailable', detail, {
        reason,
        retryAfterSeconds: Math.ceil((error.retryAfterMs ?? retryAfterSeconds * 1_000) / 1_000),
        cause: error,
      });
    }
  }

  /**
   * The same answer to the same question, as long as it is remembered. The question alone is not enough to tell: what was
   * left out of it stands in the answer.
   */
  #askOnce(question: AssistantQuestion<string>, material: IssueMaterial | string): Promise<string> {
    const key = this.#deps.secrets.digest(question.instructions, JSON.stringify(material));
    return this.#kept.get(key, () => this.#ask(question));
  }

  /** @throws Problem not-found, forbidden */
  async #asExpert(actor: Actor, id: IssueId): Promise<IssueView> {
    const issue = await this.#deps.issues.get(actor, id);
    if (issue.role === 'expert') return issue;
    throw new Problem('forbidden', 'This is for the expert of the issue.');
  }

  async #material(
    actor: Actor,
    id: IssueId,
    { title, description }: Pick<IssueView, 'title' | 'description'>,
  ): Promise<IssueMaterial> {
    const lines: MessageView[] = [];
    for (let hasMore = true; hasMore && lines.length < 2 * limits.chatLines; ) {
      const after = lines.at(-1)?.arrival ?? 0;
      const page = await this.#deps.issues.messages(actor, id, { after, limit: pageSize });
      lines.push(...page.items);
      hasMore = page.hasMore && page.items.length > 0;
    }
    // Notes are for people: nothing of them leaves the region, or comes back in a reply to the user.
    const chat = lines
      .filter(({ isInternal }) => !isInternal)
      .sort((a, b) => a.counter - b.counter || (a.region < b.region ? -1 : 1) || a.n - b.n)
      .map(({ author, text }) => ({ by: author.role, text }));
    return { title, description, chat };
  }

  async #partText(actor: Actor, id: IssueId, part: Translate['part']): Promise<string> {
    const { title, description, resolution } = await this.#deps.issues.get(actor, id);
    if (part === 'issue') return `${title}\n\n${description}`;
    if (resolution) return resolution.text;
    throw new Problem('wrong-state', 'There is no answer to this issue yet.', { reason: 'no-answer-yet' });
  }

  async #lineText(
    actor: Actor,
    id: IssueId,
    { id: lineId, arrival }: NonNullable<Translate['message']>,
  ): Promise<string> {
    const { items } = await this.#deps.issues.messages(actor, id, { after: arrival - 1, limit: 1 });
    const [line] = items;
    // Another region answers for the issue than the one the page read it from: there it has another place.
    if (line?.id !== lineId) throw notFound();
    if (line.isInternal) throw new Problem('forbidden', 'Notes are for people: the assistant is told none.');
    return line.text;
  }

  #languageOf({ accountId }: Actor): string {
    return this.#deps.state.accounts.get(accountId)?.languages[0] ?? 'en';
  }
}

const nothingAsked = {
  requests: 0,
  failures: 0,
  tokens: 0,
  requestsMax: 0,
  tokensMax: 0,
  pausedForMs: 0,
} as const satisfies Partial<AssistantStatus>;

const away = 'The assistant does not answer right now. Everything else works without it.';

/** What a person is told, and after how many seconds it may be otherwise. */
const inWords = {
  busy: ['The assistant is busy with others. Please try again in a moment.', 5, 'assistant-busy'],
  paused: [away, 30, 'assistant-away'],
  spent: [
    'The assistant has been asked as much as it may be in an hour. Please try again later.',
    600,
    'assistant-spent',
  ],
  timeout: ['The assistant took too long. Please try again, or go on without it.', 10, 'assistant-late'],
  unreachable: [away, 30, 'assistant-away'],
  misconfigured: [away, 60, 'assistant-away'],
  overloaded: [away, 30, 'assistant-away'],
  refused: ['The assistant would not answer this.', 60, 'assistant-refused'],
  unreadable: ['The assistant had no usable answer to this.', 10, 'assistant-unreadable'],
} as const satisfies Record<
  AssistantFailure,
  readonly [detail: string, retryAfterSeconds: number, reason: ProblemReason]
>;

const english = new Intl.DisplayNames(['en'], { type: 'language' });

/** As a model knows a language best: its English name, and its tag where that says more. */
function languageName(tag: string): string {
  try {
    return `${english.of(tag)} (${tag})`;
  } catch {
    return tag;
  }
}
