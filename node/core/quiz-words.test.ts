import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { quizQuestions } from '../quiz/en/all.ts';
import type { Question } from '../quiz/question.ts';
import { askQuiz, markQuiz } from './quiz.ts';
import { originalLanguage, questionWords, quizWords } from './quiz-words.ts';

const categories = [...quizQuestions];
const questions = categories.flatMap(([, all]) => all);

type Words = Omit<Question, 'id'>;
const sentences = ({ text, right, wrong, explanation }: Words) => [text, right, ...wrong, explanation];

/** What nobody translates: numbers and addresses, acronyms, words of code and of products. */
const sameEverywhere =
  /\d+(?:[./]\d+)*|\b[A-Z]{2,}\w*|\b(?:CrashLoopBackOff|HttpOnly|Argon2id|Kubernetes|IPv4|UTF-8|Latin-1|Windows-1252|GHz|MHz|curl|traceroute|ping|viewport|localhost)\b|\(country, city\)|WHERE city <> 'Paris'|https?:\S*|[\w.]*example\.com|<script>|Müller|MÃ¼ller|width=device-width/g;

/** In a translation a number may have a decimal comma, 2,4 GHz, and an acronym any case: Power Delivery. */
const plain = (text: string) => text.replaceAll(/(\d),(\d)/g, '$1.$2').toLowerCase();

/** `check` for each question in each language. */
function everywhere(check: (english: Question, words: Words, where: string) => void): void {
  for (const [language, words] of quizWords) {
    for (const question of questions) {
      const said = words[question.id];
      assert.ok(said, `${language} lacks ${question.id}`);
      check(question, said, `${language}: ${question.id}`);
    }
  }
}

test('every language has every question, and none that there is not', () => {
  const ids = questions.map(({ id }) => id).sort();
  assert.ok(quizWords.size > 0);
  for (const [language, words] of quizWords) {
    assert.equal(Object.keys(words).sort(), ids, language);
    assert.is.not(language, originalLanguage);
  }
});

test('four answers that differ, a question that asks, and one explanation', () => {
  everywhere((_, said, where) => {
    assert.is(new Set([said.right, ...said.wrong]).size, 4, where);
    for (const sentence of sentences(said)) {
      assert.ok(sentence.length > 0, where);
      assert.is(sentence, sentence.trim(), where);
    }
    assert.match(said.text, /[.?؟।]$/, where);
    assert.match(said.explanation, /^\S.*[.।]$/, where);
  });
});

test('numbers, addresses, acronyms and words of code are the same in every language', () => {
  const lost: string[] = [];
  everywhere((english, said, where) => {
    const translated = sentences(said).map(plain);
    for (const [at, sentence] of sentences(english).entries()) {
      for (const [word] of sentence.matchAll(sameEverywhere))
        if (!translated[at]?.includes(plain(word))) lost.push(`${where}: “${word}” of “${sentence}”`);
    }
  });
  assert.equal(lost, []);
});

test('no sentence was left in English', () => {
  everywhere((english, said, where) => {
    assert.is.not(said.text, english.text, where);
    assert.is.not(said.explanation, english.explanation, where);
  });
});

test('choosing the longest option is no better than guessing, in any language', () => {
  for (const [language, words] of quizWords) {
    for (const [category, all] of categories) {
      const longest = all.filter(({ id }) => {
        const said = words[id];
        return said?.wrong.every(({ length }) => length < said.right.length);
      });
      assert.ok(
        longest.length <= all.length / 3,
        `${language}, ${category}: ${longest.map(({ id }) => id).join(', ')}`,
      );
    }
  }
});

test('an answer is the same answer in every language: its words are found by its id, and marked by it', () => {
  for (const [language, words] of quizWords) {
    const answers = askQuiz(
      questions.map(({ id }) => id),
      '1',
    ).map(({ id, options }) => {
      const said = questionWords(id, language);
      const read = options.map((option) => ({ id: option.id, text: said?.options.get(option.id) }));
      const right = read.find(({ text }) => text === words[id]?.right);
      assert.equal(
        read.map(({ text }) => text).sort(),
        [words[id]?.right, ...(words[id]?.wrong ?? [])].sort(),
      );
      return [id, right?.id ?? 'none'] as const;
    });
    const result = markQuiz(
      questions.map(({ id }) => id),
      Object.fromEntries(answers),
    );
    assert.is(result.right, questions.length, language);
  }
});

test('a tag of a region reads its language; a language or a question without words has none', () => {
  const [first] = questions;
  assert.ok(first);
  assert.is(questionWords(first.id, 'de-AT')?.language, 'de');
  for (const tag of ['en', 'tlh', 'constructor']) assert.is(questionWords(first.id, tag), undefined);
  for (const id of ['network-gone', 'constructor']) assert.is(questionWords(id, 'de'), undefined);
});

test.run();
