import { useEffect, useMemo } from 'preact/hooks';
import type { ExpertPerformance, TimeTaken } from '../../../node/schemas/performance.ts';
import type { AdminExpertView } from '../../../node/schemas/views.ts';
import { Icon } from '../../icons.tsx';
import { api } from '../../lib/api.ts';
import { useLive } from '../../lib/connection.ts';
import { number, t } from '../../lib/i18n.ts';
import { type Resource, resource } from '../../lib/resource.ts';
import { followInPage, pageWith } from '../../lib/route.ts';
import { duration, percent, score } from '../../lib/time.ts';
import { RatingList } from '../expert/Trust.tsx';
import { Heading } from '../Heading.tsx';
import { VerificationBadge } from '../Pieces.tsx';
import { Empty, Shown } from '../States.tsx';
import { TrustPlot } from '../TrustPlot.tsx';
import { Profile } from './Applicant.tsx';
import { Verdicts } from './verdicts.tsx';

/** How many there are of each kind, as a bar beside the figure. */
function Shares({ rows, of }: { rows: readonly (readonly [name: string, count: number])[]; of: number }) {
  return (
    <dl class="shares">
      {rows.map(([name, count]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <svg class="bar turns" aria-hidden="true">
              <rect width={`${of === 0 ? 0 : (count / of) * 100}%`} height="100%" />
            </svg>
            <span class="num">{number(count)}</span>
            <span class="num muted">{of === 0 ? '' : percent(count / of)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Took({ name, taken: { count, medianMs, p90Ms } }: { name: string; taken: TimeTaken }) {
  return (
    <div class="figure">
      <span class="muted small">{name}</span>
      <b>{medianMs === undefined ? '–' : duration(medianMs)}</b>
      <span class="small muted">
        {p90Ms === undefined
          ? t('board.expert.nothingYet')
          : t('board.expert.tookOf', { time: duration(p90Ms), count })}
      </span>
    </div>
  );
}

function Figures({ of }: { of: ExpertPerformance }) {
  return (
    <section class="card figures always" aria-label={t('admin.figures')}>
      <div class="figure">
        <span class="muted small">{t('admin.load')}</span>
        <b>
          {number(of.load)} <span class="of">{t('admin.of', { n: of.capacity })}</span>
        </b>
        <span class="small muted">{t(`board.expert.${of.presence}`)}</span>
      </div>
      <Took name={t('board.expert.toAccept')} taken={of.toAccept} />
      <Took name={t('board.expert.toResolve')} taken={of.toResolve} />
      <div class="figure">
        <span class="muted small">{t('admin.resolved')}</span>
        <b>{number(of.resolved)}</b>
        <span class="small muted">{t('board.expert.confirmed')}</span>
      </div>
      <div class="figure">
        <span class="muted small">{t('admin.trust')}</span>
        <b>{score(of.trust)}</b>
        <span class="small muted">
          {of.averageStars === undefined
            ? t('board.expert.unrated')
            : t('board.expert.average', { stars: score(of.averageStars) })}
        </span>
      </div>
    </section>
  );
}

/** What they wrote about themselves, if they are among the experts. */
type About = { readonly found: AdminExpertView | undefined };

function Whole({
  of,
  about,
  changed,
}: {
  of: ExpertPerformance;
  about: Resource<About>;
  changed: () => void;
}) {
  const { offers, stars } = of;
  const found = about.data.value?.found;
  const rated = stars.reduce((sum, count) => sum + count, 0);
  const starRows = stars
    .map((count, i) => [t('common.stars', { count: i + 1 }), count] as const)
    .toReversed();
  return (
    <>
      <div class="page-head" data-row>
        <Heading text={of.expert.name} />
        <VerificationBadge of={of.verification} />
        <span class="muted grow">{of.region}</span>
        {found && <Verdicts account={found.account} done={changed} />}
      </div>
      <Figures of={of} />
      <div class="split even">
        <section class="card pad stack">
          <h2>{t('board.expert.offers')}</h2>
          {offers.offered === 0 ? (
            <p class="muted">{t('board.expert.noOffers')}</p>
          ) : (
            <Shares
              of={offers.offered}
              rows={[
                [t('admin.accepted'), offers.accepted],
                [t('admin.rejected'), offers.rejected],
                [t('admin.timedOut'), offers.timedOut],
              ]}
            />
          )}
        </section>
        <section class="card pad stack">
          <h2>{t('expert.ratingsTitle')}</h2>
          {rated === 0 ? (
            <p class="muted">{t('board.expert.unrated')}</p>
          ) : (
            <Shares of={rated} rows={starRows} />
          )}
        </section>
      </div>
      <section class="card pad stack">
        <h2>{t('admin.trustTitle')}</h2>
        <TrustPlot points={of.trustOverTime} now={Date.now()} name={of.expert.name} />
      </section>
      <section class="card pad stack">
        <h2>{t('admin.details', { name: of.expert.name })}</h2>
        <Shown of={about}>
          {({ found }) =>
            found ? <Profile profile={found.profile} /> : <p class="muted">{t('admin.nothing')}</p>
          }
        </Shown>
      </section>
      <section class="card">
        <div class="card-head">
          <h2 class="grow">{t('board.expert.words')}</h2>
        </div>
        {of.ratings.length === 0 ? (
          <Empty title={t('expert.noRatings')} text={t('expert.noRatingsText')} />
        ) : (
          <RatingList ratings={of.ratings} />
        )}
      </section>
    </>
  );
}

/** How one expert has done, and what can be decided about them. */
export function ExpertPage({ id }: { id: string }) {
  const performance = useMemo(() => resource(() => api.performance(id)), [id]);
  // What they wrote about themselves is in the list of experts; without it the rest is shown all the same.
  const about = useMemo(
    () =>
      resource(async (): Promise<About> => {
        const { expert } = await api.performance(id);
        const { items } = await api.experts({ q: expert.name, limit: 100 });
        return { found: items.find(({ account }) => account.id === id) };
      }),
    [id],
  );
  const reread = () => {
    performance.refresh();
    about.refresh();
  };
  useEffect(reread, [performance]);
  useLive((event) => {
    if (event.kind === 'admin' || event.kind === 'reset') reread();
  });
  return (
    <main class="page board" id="main">
      <p>
        <a class="button quiet small back" href={pageWith({ view: 'people' })} onClick={followInPage}>
          <Icon name="chevron-left" turns />
          {t('common.nav.people')}
        </a>
      </p>
      <Shown of={performance}>{(of) => <Whole of={of} about={about} changed={reread} />}</Shown>
    </main>
  );
}
