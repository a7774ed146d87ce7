import { useSignal } from '@preact/signals';
import type { IssueView } from '../../../node/schemas/views.ts';
import { api } from '../../lib/api.ts';
import { useDraftText } from '../../lib/draftText.ts';
import { t } from '../../lib/i18n.ts';
import { limits } from '../../lib/limits.ts';
import { useSubmit } from '../../lib/submit.ts';
import { say } from '../../lib/toast.ts';
import { Button } from '../Button.tsx';
import { TextArea } from '../Field.tsx';
import { Stars, StarsPick } from '../Stars.tsx';
import { ProblemNote } from '../States.tsx';

type Props = { issue: IssueView; meId: string; changed: (issue: IssueView) => void };

/** One to five stars and a few words: the user's of the expert, or the expert's of the user. Once. */
export function RateForm({ issue, meId, changed }: Props) {
  const stars = useSignal(0);
  const comment = useDraftText(meId, `rating.${issue.id}`);
  const { submit, isBusy, problem } = useSubmit(
    (once) => {
      const body = { stars: stars.value, comment: comment.text.value };
      return api.rate(issue.id, body, once.keyFor(body));
    },
    (result) => {
      comment.write('');
      changed(result);
      say(t('issue.done.rated'));
    },
  );
  const isUser = issue.role === 'user';
  const legend = isUser
    ? t('issue.rateTitle', { name: issue.expert?.name ?? '' })
    : t('expert.rateTitle', { name: issue.user.name });
  return (
    <form class="card pad stack" onSubmit={submit} noValidate>
      <StarsPick
        legend={legend}
        value={stars.value}
        onValue={(value) => {
          stars.value = value;
        }}
      />
      <TextArea
        label={t('issue.rateComment')}
        name="comment"
        lengthMax={limits.comment}
        isOptional
        rows={2}
        value={comment.text.value}
        onValue={comment.write}
        hint={isUser ? undefined : t('expert.rateHelp')}
        problem={problem.value}
      />
      <ProblemNote problem={problem.value} />
      <p>
        <Button type="submit" look="primary" disabled={stars.value === 0} isBusy={isBusy.value}>
          {t('issue.rateSubmit')}
        </Button>
      </p>
    </form>
  );
}

type Given = { stars: number; comment: string };
const Said = ({ who, given }: { who: string; given: Given }) => (
  <div class="stack tight">
    <p class="row small">
      <span class="muted">{who}</span>
      <Stars n={given.stars} />
    </p>
    {given.comment !== '' && (
      <blockquote class="prose" dir="auto">
        {given.comment}
      </blockquote>
    )}
  </div>
);

/** Who gave a rating, in the reader's words; `by` is whose rating it is. */
function giver(issue: IssueView, by: 'user' | 'expert'): string {
  const name = by === 'user' ? issue.user.name : (issue.expert?.name ?? t('issue.step.someone'));
  if (issue.role === by) return t('issue.youRated');
  return issue.role === 'admin' ? t('issue.gave', { name }) : t('issue.ratedYou', { name });
}

/** The ratings that were given, as far as the reader may see them. */
export function Ratings({ issue }: { issue: IssueView }) {
  const { rating, userRating } = issue;
  if (rating === undefined && userRating === undefined) return null;
  return (
    <section class="card pad stack close">
      {rating && <Said who={giver(issue, 'user')} given={rating} />}
      {userRating && <Said who={giver(issue, 'expert')} given={userRating} />}
    </section>
  );
}
