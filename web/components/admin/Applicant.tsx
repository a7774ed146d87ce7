import type { AdminExpertView, ExpertProfile } from '../../../node/schemas/views.ts';
import { t } from '../../lib/i18n.ts';
import { categoryName } from '../../lib/names.ts';
import { languageName, percent, series } from '../../lib/time.ts';
import { Phrase } from '../Phrase.tsx';
import { Avatar, Badge, Time } from '../Pieces.tsx';
import { Verdicts } from './verdicts.tsx';

function Quiz({ quiz }: { quiz: ExpertProfile['quiz'] }) {
  const results = Object.entries(quiz);
  if (results.length === 0) return <Badge>{t('admin.noQuiz')}</Badge>;
  return (
    <>
      {results.map(([category, share]) => (
        <Badge key={category} tone={share >= 0.7 ? 'good' : 'warn'}>
          {t('admin.quizOf', { category: categoryName(category), share: percent(share) })}
        </Badge>
      ))}
    </>
  );
}

/** A link from a stranger: only web addresses become links, and the page it leads to learns nothing of this one. */
const Link = ({ to }: { to: string }) =>
  /^https?:\/\//i.test(to) ? (
    <a href={to} target="_blank" rel="noopener noreferrer nofollow">
      {to}
    </a>
  ) : (
    <span>{to}</span>
  );

/** What someone wrote about themselves, as text. */
export function Profile({ profile }: { profile: ExpertProfile }) {
  return (
    <dl class="about">
      <dt>{t('admin.quiz')}</dt>
      <dd class="row wrap">
        <Quiz quiz={profile.quiz} />
      </dd>
      <dt>{t('admin.qualifications')}</dt>
      <dd class="prose" dir="auto">
        {profile.qualifications || t('admin.nothing')}
      </dd>
      <dt>{t('admin.links')}</dt>
      <dd>
        {profile.links.length === 0
          ? t('admin.nothing')
          : profile.links.map((link) => (
              <div key={link}>
                <Link to={link} />
              </div>
            ))}
      </dd>
      <dt>{t('admin.resume')}</dt>
      <dd class="prose" dir="auto">
        {profile.resume || t('admin.nothing')}
      </dd>
    </dl>
  );
}

type ApplicantProps = {
  expert: AdminExpertView;
  done: () => void;
  /** A box to tick, where several can be decided on at once. */
  tick?: { readonly isOn: boolean; readonly set: (isOn: boolean) => void } | undefined;
};

/** One registration to verify. */
export function Applicant({ expert, done, tick }: ApplicantProps) {
  const { account, profile, registeredAt } = expert;
  return (
    <article class="registration" aria-label={account.name}>
      <div class="row wide wrap">
        {tick && (
          <input
            class="tick"
            type="checkbox"
            aria-label={t('board.bulk.choose', { name: account.name })}
            checked={tick.isOn}
            onChange={(event) => tick.set(event.currentTarget.checked)}
          />
        )}
        <Avatar id={account.id} name={account.name} />
        <div class="grow">
          <h3 dir="auto">{account.name}</h3>
          <p class="muted small">
            {[
              series(profile.categories.map(categoryName)),
              t('admin.years', { count: profile.yearsOfExperience }),
              account.region,
              series(account.languages.map(languageName)),
              account.email,
            ].join(' · ')}
          </p>
          <p class="muted small">
            <Phrase of="admin.registered" parts={{ time: <Time at={registeredAt} /> }} />
          </p>
        </div>
        <Verdicts account={account} done={done} />
      </div>
      <div class="row wrap">
        <Quiz quiz={profile.quiz} />
      </div>
      <details>
        <summary>{t('admin.details', { name: account.name })}</summary>
        <Profile profile={profile} />
      </details>
    </article>
  );
}
