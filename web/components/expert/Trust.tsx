import type { ExpertProfile, RatingView } from '../../../node/schemas/views.ts';
import { t } from '../../lib/i18n.ts';
import { percent, score } from '../../lib/time.ts';
import { Time } from '../Pieces.tsx';
import { Stars } from '../Stars.tsx';
import { Empty } from '../States.tsx';
import { TrustPlot } from '../TrustPlot.tsx';

/** Ratings with their words, the newest first. */
export const RatingList = ({ ratings }: { ratings: readonly RatingView[] }) => (
  <ul class="ratings">
    {ratings.map((rating) => (
      <li key={`${rating.issue}.${rating.at}`}>
        <p class="row wrap">
          <Stars n={rating.stars} />
          <b dir="auto">{rating.title}</b>
        </p>
        <p class={rating.comment === '' ? 'muted small' : 'prose'} dir="auto">
          {rating.comment === '' ? t('expert.noComment') : rating.comment}
        </p>
        <p class="muted small">
          {rating.by.name}, <Time at={rating.at} />
          {rating.weight !== undefined && ` · ${t('expert.ratingCounts', { share: percent(rating.weight) })}`}
        </p>
      </li>
    ))}
  </ul>
);

const rules = ['once', 'repeated', 'friends', 'own', 'doubt'] as const;

/** An expert's own trust over time, and what people said. */
export function Trust({ profile }: { profile: ExpertProfile }) {
  return (
    <main class="page narrow" id="main">
      <h1>{t('expert.trustTitle')}</h1>
      <section class="card pad stack">
        <div class="row wide wrap">
          <div class="figure-line grow">
            <span class="muted small">{t('expert.trustNow')}</span>
            <b>{score(profile.trust)}</b>
          </div>
          <div class="figure-line grow">
            <span class="muted small">{t('expert.availability')}</span>
            <b>{percent(profile.availability)}</b>
            {profile.isOutsideHours && <span class="muted small">{t('expert.outsideHours')}</span>}
          </div>
        </div>
        <p class="muted small">{t('expert.trustText')}</p>
        <details>
          <summary>{t('expert.trustRules')}</summary>
          <ul class="small stack">
            {rules.map((rule) => (
              <li key={rule}>{t(`expert.trustRulesList.${rule}`)}</li>
            ))}
          </ul>
        </details>
        <TrustPlot points={profile.trustOverTime} now={Date.now()} />
      </section>
      <section class="card">
        <div class="card-head">
          <h2 class="grow">{t('expert.ratingsTitle')}</h2>
        </div>
        {profile.ratings.length === 0 ? (
          <Empty title={t('expert.noRatings')} text={t('expert.noRatingsText')} />
        ) : (
          <RatingList ratings={profile.ratings} />
        )}
      </section>
    </main>
  );
}
