import type { QuizResult, QuizView } from '../../../node/schemas/views.ts';
import { Icon } from '../../icons.tsx';
import { t } from '../../lib/i18n.ts';
import { wordedIn } from '../../lib/languages.ts';
import { Badge } from '../Pieces.tsx';

type Props = {
  question: QuizView['questions'][number];
  number: string;
  chosen: string | undefined;
  /** Without it the question can only be looked at. */
  onChosen?: (option: string) => void;
  /** After marking: whether the answer was right, and why. */
  mark?: QuizResult['perQuestion'][number] | undefined;
};

/** One question of the quiz, to answer or marked. */
export function Question({ question, number, chosen, onChosen, mark }: Props) {
  const words = wordedIn(question.language);
  const classOf = (option: string) =>
    mark?.rightOption === option ? 'choice right' : onChosen === undefined ? 'choice settled' : 'choice';
  return (
    <fieldset class="card pad field question">
      <legend class="visually-hidden">
        {number}: <span {...words}>{question.question}</span>
      </legend>
      <div class="row wrap" aria-hidden="true">
        <span class="muted small grow">{number}</span>
      </div>
      <p class="reading" aria-hidden="true" {...words}>
        <b>{question.question}</b>
      </p>
      <div class="stack close">
        {question.options.map((option) => (
          <label key={option.id} class={classOf(option.id)}>
            <input
              type="radio"
              name={question.id}
              value={option.id}
              checked={chosen === option.id}
              disabled={onChosen === undefined}
              onChange={() => onChosen?.(option.id)}
            />
            <span {...words}>{option.text}</span>
            {mark?.rightOption === option.id && (
              <span class="answer-note good">
                <Icon name="check" />
                {t('home.quiz.rightAnswer')}
              </span>
            )}
            {mark !== undefined && !mark.isRight && chosen === option.id && (
              <span class="answer-note bad">
                <Icon name="x" />
                {t('home.quiz.yourAnswer')}
              </span>
            )}
          </label>
        ))}
      </div>
      {mark !== undefined && (
        <div class="stack close">
          <p class="row wrap">
            <Badge tone={mark.isRight ? 'good' : 'bad'} icon={mark.isRight ? 'check' : 'x'}>
              {mark.isRight
                ? t('account.quiz.right')
                : chosen === undefined
                  ? t('account.quiz.noAnswer')
                  : t('account.quiz.wrong')}
            </Badge>
          </p>
          <p {...wordedIn(mark.language)}>{mark.explanation}</p>
        </div>
      )}
    </fieldset>
  );
}
