import type { ExpertProfile, RatingView } from '../../../node/schemas/views.ts';
import { percent, score } from '../../lib/time.ts';
import { expertWords } from '../../words/expert.ts';
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
          {rating.comment === '' ? expertWords.noComment : rating.comment}
        </p>
        <p class="muted small">
          {rating.by.name}, <Time at={rating.at} />
          {rating.weight !== undefined && ` · ${expertWords.ratingCounts(percent(rating.weight))}`}
        </p>
      </li>
    ))}
  </ul>
);

/** An expert's own trust over time, and what people said. */
export function Trust({ profile }: { profile: ExpertProfile }) {
  const w = expertWords;
  return (
    <main class="page narrow" id="main">
      <h1>{w.trustTitle}</h1>
      <section class="card pad stack">
        <div class="row wide wrap">
          <div class="figure-line grow">
            <span class="muted small">{w.trustNow}</span>
            <b>{score(profile.trust)}</b>
          </div>
          <div class="figure-line grow">
            <span class="muted small">{w.availability}</span>
            <b>{percent(profile.availability)}</b>
            {profile.isOutsideHours && <span class="muted small">{w.outsideHours}</span>}
          </div>
        </div>
        <p class="muted small">{w.trustText}</p>
        <details>
          <summary>{w.trustRules}</summary>
          <ul class="small stack">
            {w.trustRulesList.map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        </details>
        <TrustPlot points={profile.trustOverTime} now={Date.now()} />
      </section>
      <section class="card">
        <div class="card-head">
          <h2 class="grow">{w.ratingsTitle}</h2>
        </div>
        {profile.ratings.length === 0 ? (
          <Empty title={w.noRatings} text={w.noRatingsText} />
        ) : (
          <RatingList ratings={profile.ratings} />
        )}
      </section>
    </main>
  );
}
