/**
 * Letters read of one text: more than the word pieces that any model reads (`embedder-model.ts`), so that the same sentence
 * is the same vector.
 */
const lettersMax = 2_048;

const hasWords = /[\p{L}\p{Nd}]/u;

/**
 * What a sentence model reads of an issue: the title first, as long texts are cut; not the category, which is a word like
 * any other to the keywords and would turn every sentence towards its own. Undefined without any word: such a text has a
 * vector as well, but it means nothing.
 */
export function sentenceOf({
  title,
  description,
}: {
  readonly title: string;
  readonly description: string;
}): string | undefined {
  return wordsOf(`${title}\n${description}`);
}

/** What a sentence model reads of an expert: what they say of themselves. */
export function ownSentenceOf({
  qualifications,
  categories,
}: {
  readonly qualifications: string;
  readonly categories: readonly string[];
}): string | undefined {
  return wordsOf(qualifications) ?? wordsOf(categories.join(', '));
}

function wordsOf(text: string): string | undefined {
  const sentence = text.replaceAll('\0', ' ').trim().slice(0, lettersMax);
  return hasWords.test(sentence) ? sentence : undefined;
}
