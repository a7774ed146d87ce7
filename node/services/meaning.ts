import { z } from 'zod';
import { hash32 } from '../core/hash.ts';
import type { AccountId, EpochMs } from '../core/ids.ts';
import type { IssueText, Skilled } from '../core/skill.ts';
import { besideWords, nearMax } from '../match/fusion.ts';
import type { Beside } from '../match/keyword-matcher.ts';
import { Meanings } from '../match/meanings.ts';
import type { PastIssue } from '../match/past-issues.ts';
import { Roster } from '../match/roster.ts';
import { ownSentenceOf, sentenceOf } from '../match/sentence.ts';
import { type ByteVector, bytesAsText, bytesOfText, toBytes } from '../match/vector.ts';
import {
  type Cancel,
  type Clock,
  type Embedder,
  EmbedderError,
  type Log,
  type SentenceModel,
  type Store,
} from '../ports.ts';

/** People and peers wait so long for the meaning of an issue; a model that is well takes a tenth of it. */
const patienceMs = 250;

/** Sentences whose vectors are remembered: those of the issues that wait, and some that were written lately. */
const rememberedMax = 2_000;

/** What is stored of a past issue's meaning. Derived, so nothing is lost with it but the time to find it again. */
const VectorDoc = z.object({
  id: z.string(),
  /** Of another model it means something else. */
  model: z.string(),
  /** A hash of the sentence: it may have been edited, and resolved anew, since. */
  of: z.number(),
  scale: z.number().min(0),
  bytes: z.string(),
});

/** Past issues by pages, from wherever they are kept; the end of each page is waited for. */
export type EachLesson = (act: (lessons: readonly PastIssue[]) => Promise<void>) => Promise<void>;

/**
 * What issues mean, by a sentence model, beside what their words say. Vectors are made before a command enters the queue;
 * those of past issues are kept in the store, and made behind where they are missing or of another model. Without an answer
 * of the model there is none of this, and words decide.
 */
export class Meaning {
  /** Of the experts whose meaning is compared: to be shared with what compares their words. */
  readonly roster = new Roster();
  readonly #embedder: Embedder;
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #remembered = new Map<string, ByteVector>();
  /** Sentences under way. */
  readonly #asked = new Map<string, Promise<ByteVector | undefined>>();
  readonly #declared = new Map<AccountId, string>();
  #meanings: Meanings | undefined;
  #model: SentenceModel | undefined;
  #lessons: EachLesson | undefined;
  /** Counts fillings: an older one ends. */
  #filling = 0;
  #isFilling = true;
  #saving: Promise<void> = Promise.resolve();
  #declaring: Promise<void> = Promise.resolve();
  readonly #cancels: Cancel[] = [];

  constructor(deps: { embedder: Embedder; store: Store; clock: Clock; log: Log }) {
    this.#embedder = deps.embedder;
    this.#store = deps.store;
    this.#clock = deps.clock;
    this.#log = deps.log;
    this.#cancels.push(this.#embedder.onState(() => this.#onState()));
    this.#onState();
  }

  stop(): void {
    this.#filling += 1;
    for (const cancel of this.#cancels.splice(0)) cancel();
  }

  get state(): Embedder['state'] {
    return this.#embedder.state;
  }

  /** Past issues whose meaning is known. */
  get size(): number {
    return this.#meanings?.size ?? 0;
  }

  /** Some past issues' meaning is still being read or made. */
  get isFilling(): boolean {
    return this.#isFilling;
  }

  /** What scores made with it compare with: those of the same model alone. */
  get name(): string {
    return `semantic/1 ${this.#model?.id ?? ''}`;
  }

  /** Finds out what a text means, so that `beside` knows; gives up after a moment. Never throws. */
  async prepare(text: IssueText): Promise<void> {
    const sentence = sentenceOf(text);
    if (sentence === undefined || this.#remembered.has(sentence) || this.state.kind !== 'ready') return;
    await new Promise<void>((resolve) => {
      const cancel = this.#clock.after(patienceMs, resolve);
      void this.#ask(sentence).then(() => {
        cancel();
        resolve();
      });
    });
  }

  /** What meaning says beside words of an issue; `unknown` while the model has not answered; undefined if it means nothing. */
  beside(issue: IssueText, now: EpochMs): Beside | 'unknown' | undefined {
    const sentence = sentenceOf(issue);
    if (sentence === undefined) return undefined;
    const vector = this.#remembered.get(sentence);
    if (!vector || !this.#meanings) {
      // For the next time that somebody looks.
      if (this.state.kind === 'ready') void this.#ask(sentence);
      return 'unknown';
    }
    this.#remember(sentence, vector);
    const look = this.#meanings.look(vector, { now, limit: nearMax });
    return { ...besideWords(look), ...(this.#isFilling && { isFilling: true }) };
  }

  /** What an expert says of themselves. */
  declare(expert: Skilled): void {
    const sentence = ownSentenceOf(expert);
    if (sentence === this.#declared.get(expert.id)) return;
    if (sentence === undefined) this.#declared.delete(expert.id);
    else this.#declared.set(expert.id, sentence);
    this.#declareSoon(expert.id);
  }

  undeclare(expert: AccountId): void {
    this.#declared.delete(expert);
    this.#meanings?.declare(expert, undefined);
  }

  /** A past issue has come, or is none any more. */
  take(before: PastIssue | undefined, after: PastIssue | undefined): void {
    if (after) void this.#learn(after);
    else if (before) {
      this.#meanings?.remove(before.id);
      this.#save(before.id, undefined);
    }
  }

  /** Reads the meanings of all past issues from the store, and finds out those that are missing, one after the other. */
  fill(lessons: EachLesson): void {
    this.#lessons = lessons;
    if (this.state.kind !== 'ready' || !this.#meanings) return;
    this.#filling += 1;
    this.#isFilling = true;
    const filling = this.#filling;
    this.#fillFrom(lessons, this.#meanings, () => filling !== this.#filling).then(
      () => {
        if (filling === this.#filling) this.#isFilling = false;
      },
      (error: unknown) => {
        if (filling !== this.#filling) return;
        this.#log.warn({ error: String(error) }, 'What past issues mean is not known of all of them.');
      },
    );
  }

  async #fillFrom(lessons: EachLesson, meanings: Meanings, isOver: () => boolean): Promise<void> {
    const { id: model, width } = this.#model ?? { id: '', width: 0 };
    let others = 0;
    await lessons(async (page) => {
      if (isOver()) return;
      const missing = page.filter(({ id }) => !meanings.has(id));
      const known = await Promise.all(missing.map((lesson) => this.#stored(lesson)));
      for (const [index, lesson] of missing.entries()) {
        const found = known[index];
        if (found?.model === model && found.bytes.length === width)
          meanings.add(lesson.id, lesson.expertId, lesson.at, found);
        else if (found) others += 1;
      }
    });
    if (others > 0)
      this.#log.warn(
        { others, model, width },
        'Vectors of another sentence model are stored: they are made anew, and until then words speak for those issues.',
      );
    await lessons(async (page) => {
      for (const lesson of page) {
        if (isOver()) return;
        if (!meanings.has(lesson.id)) await this.#learn(lesson, true);
      }
    });
  }

  /** @returns what is stored of the text as it is now */
  async #stored(lesson: PastIssue): Promise<(ByteVector & { readonly model: string }) | undefined> {
    const stored = await this.#store.get('vectors', lesson.id);
    const parsed = VectorDoc.safeParse(stored?.doc);
    if (!parsed.success || parsed.data.of !== hash32(sentenceOf(lesson) ?? '')) return undefined;
    const { model, scale, bytes } = parsed.data;
    return { model, scale, bytes: bytesOfText(bytes) };
  }

  async #learn(lesson: PastIssue, isBehind = false): Promise<void> {
    const sentence = sentenceOf(lesson);
    const meanings = this.#meanings;
    const vector = sentence === undefined ? undefined : await this.#ask(sentence, isBehind);
    if (!vector || !meanings || meanings !== this.#meanings) return;
    meanings.add(lesson.id, lesson.expertId, lesson.at, vector);
    const { scale } = vector;
    const model = this.#model?.id ?? '';
    this.#save(lesson.id, {
      id: lesson.id,
      model,
      of: hash32(sentence ?? ''),
      scale,
      bytes: bytesAsText(vector),
    });
  }

  /** One after the other: at a start they are all of the region. */
  #declareSoon(expert: AccountId): void {
    if (this.#meanings) this.#declaring = this.#declaring.then(() => this.#declareMeaning(expert));
  }

  async #declareMeaning(expert: AccountId): Promise<void> {
    const sentence = this.#declared.get(expert);
    if (!this.#meanings) return;
    const vector = sentence === undefined ? undefined : await this.#ask(sentence, true);
    // It may have changed meanwhile.
    if (this.#declared.get(expert) === sentence) this.#meanings?.declare(expert, vector);
  }

  /** A sentence's vector; undefined when the model gives none. Asked for twice it is made once. */
  #ask(sentence: string, isBehind = false): Promise<ByteVector | undefined> {
    const known = this.#remembered.get(sentence);
    if (known) return Promise.resolve(known);
    const under = this.#asked.get(sentence);
    if (under) return under;
    const asking = this.#embedder
      .embed(sentence, { isBehind })
      .then(
        (vector) => {
          const bytes = toBytes(vector);
          this.#remember(sentence, bytes);
          return bytes;
        },
        (error: unknown) => {
          if (!(error instanceof EmbedderError)) throw error;
          this.#log.debug({ code: error.code }, 'The sentence model gave no answer: words decide.');
          return undefined;
        },
      )
      .finally(() => this.#asked.delete(sentence));
    this.#asked.set(sentence, asking);
    return asking;
  }

  /** The newest last, and the oldest of too many forgotten. */
  #remember(sentence: string, vector: ByteVector): void {
    this.#remembered.delete(sentence);
    this.#remembered.set(sentence, vector);
    if (this.#remembered.size <= rememberedMax) return;
    const [oldest] = this.#remembered.keys();
    if (oldest !== undefined) this.#remembered.delete(oldest);
  }

  /** Stores or removes one vector, one after the other. Outside the queue: nothing is decided by it. */
  #save(id: PastIssue['id'], doc: z.infer<typeof VectorDoc> | undefined): void {
    this.#saving = this.#saving.then(async () => {
      try {
        const stored = await this.#store.get('vectors', id);
        const at = { collection: 'vectors', id };
        if (doc && stored)
          await this.#store.commit([{ ...at, kind: 'replace', doc, version: stored.version }]);
        else if (doc) await this.#store.commit([{ ...at, kind: 'insert', doc }]);
        else if (stored) await this.#store.commit([{ ...at, kind: 'remove', version: stored.version }]);
      } catch (error) {
        this.#log.warn(
          { error: String(error) },
          'What an issue means could not be stored; it is made again.',
        );
      }
    });
  }

  #onState(): void {
    const { state } = this.#embedder;
    if (state.kind !== 'ready' || this.#meanings) return;
    this.#model = state.model;
    this.#meanings = new Meanings(state.model.width, this.roster);
    for (const expert of this.#declared.keys()) this.#declareSoon(expert);
    if (this.#lessons) this.fill(this.#lessons);
  }
}
