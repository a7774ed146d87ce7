import { useSignal } from '@preact/signals';
import type { IssueView } from '../../../node/schemas/views.ts';
import { ApiProblem, api } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { useNow } from '../../lib/now.ts';
import type { TimedOffer } from '../../lib/offers.ts';
import { keysOf } from '../../lib/shortcutKeys.ts';
import { useSubmit } from '../../lib/submit.ts';
import { score } from '../../lib/time.ts';
import { say } from '../../lib/toast.ts';
import { bestOf } from '../../lib/why.ts';
import { Button } from '../Button.tsx';
import { Phrase } from '../Phrase.tsx';
import { Avatar, Category, Since, Urgency } from '../Pieces.tsx';
import { Ring, soonSeconds } from '../Ring.tsx';
import { ProblemNote } from '../States.tsx';
import { Terms } from '../Terms.tsx';
import { LanguageNote, WhyMore } from '../WhyMore.tsx';
import { PassDialog } from './PassDialog.tsx';

const tickMs = 1_000;
/** A description longer than this is shown in part first. */
const shortLength = 220;

function Countdown({ offer }: { offer: TimedOffer }) {
  const now = useNow(tickMs);
  const left = Math.max(0, Math.ceil((offer.deadlineMs - now) / 1_000));
  return (
    <>
      <Ring left={left} total={offer.secondsTotal} label={t('expert.secondsLeft', { count: left })} />
      <span class="visually-hidden" role="status">
        {left === 0 ? t('expert.over') : left <= soonSeconds ? t('expert.soon') : ''}
      </span>
    </>
  );
}

function Description({ text }: { text: string }) {
  const isWhole = useSignal(text.length <= shortLength);
  return (
    <blockquote>
      <span class="prose" dir="auto">
        {isWhole.value ? text : `${text.slice(0, shortLength)}…`}
      </span>{' '}
      {text.length > shortLength && (
        <button
          class="link"
          type="button"
          onClick={() => {
            isWhole.value = !isWhole.value;
          }}
        >
          {isWhole.value ? t('expert.readLess') : t('expert.readAll')}
        </button>
      )}
    </blockquote>
  );
}

type Props = {
  offer: TimedOffer;
  here: string;
  onAccepted: (issue: IssueView) => void;
  onGone: () => void;
};

/** An issue proposed to this expert: what it is, why it came here, and how long there is to answer. */
export function Offer({ offer, here, onAccepted, onGone }: Props) {
  const { issue, why } = offer;
  const isPassing = useSignal(false);
  const { submit, isBusy, problem } = useSubmit(
    async () => {
      try {
        return await api.accept(offer.id);
      } catch (error) {
        // The card goes away with the offer, so the reason is said outside of it.
        if (error instanceof ApiProblem) say(error.message);
        onGone();
        throw error;
      }
    },
    (accepted) => {
      say(t('expert.accepted'));
      onAccepted(accepted);
    },
  );
  return (
    <article class="offer" tabIndex={-1} aria-label={`${t('expert.newOffer')}: ${issue.title}`}>
      <div class="offer-head">
        <div class="stack tight">
          <p class="facts">
            <Urgency of={issue.urgency} />
            <Category of={issue.category} />
            {issue.origin !== here && <span>{t('expert.from', { region: issue.origin })}</span>}
          </p>
          <h2 dir="auto">{issue.title}</h2>
        </div>
        <Countdown offer={offer} />
      </div>
      {offer.note && (
        <p class="small" dir="auto">
          <b>{t('expert.noteBefore')}</b> {offer.note}
        </p>
      )}
      <LanguageNote why={why} />
      <Description text={issue.description} />
      <p class="row small">
        <Avatar id={issue.user.id} name={issue.user.name} size="small" />
        <span>
          {issue.user.name}{' '}
          <span class="muted">
            <Phrase of="expert.hasWaited" parts={{ time: <Since at={issue.submittedAt} /> }} />
          </span>
        </span>
      </p>
      <div class="stack close">
        <div class="side-head">
          <h3>{t('expert.whyYou')}</h3>
          <b class="num">{score(why.score)}</b>
        </div>
        <Terms why={why} />
        <WhyMore why={why} />
      </div>
      <div class="offer-actions">
        <Button look="primary" onClick={submit} isBusy={isBusy.value} {...keysOf('accept')}>
          {t('expert.accept')}
        </Button>
        <Button
          disabled={isBusy.value}
          {...keysOf('pass')}
          onClick={() => {
            isPassing.value = true;
          }}
        >
          {t('expert.pass')}
        </Button>
      </div>
      <ProblemNote problem={problem.value} />
      <p class="muted tiny">
        {bestOf(why.others)} {t('expert.passText')}
      </p>
      {isPassing.value && (
        <PassDialog
          offerId={offer.id}
          done={onGone}
          close={() => {
            isPassing.value = false;
          }}
        />
      )}
    </article>
  );
}
