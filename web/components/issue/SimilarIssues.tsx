import type { Similar } from '../../../node/schemas/similar.ts';
import { Icon } from '../../icons.tsx';
import { t } from '../../lib/i18n.ts';
import { besideList } from '../../lib/myIssues.ts';
import { followInPage, pageWith } from '../../lib/route.ts';
import { Phrase } from '../Phrase.tsx';

type Props = {
  found: Similar | undefined;
  joins: boolean;
  onJoins: (joins: boolean) => void;
};

/** Below the form: one's own open issue like it, how many report the like now, and what solved such issues, wherever it was. */
export function SimilarIssues({ found, joins, onJoins }: Props) {
  const { own, others = 0, solved = [] } = found ?? {};
  return (
    // Always there, so that what is put into it is read out.
    <div class="stack" aria-live="polite">
      {own !== undefined && (
        <div class="banner warn">
          <Icon name="info" />
          <span class="grow">
            <Phrase
              of="issue.alreadyAsked"
              parts={{
                title: (
                  <a href={pageWith(besideList({ issue: own.id }))} onClick={followInPage} dir="auto">
                    {own.title}
                  </a>
                ),
              }}
            />
          </span>
        </div>
      )}
      {others > 0 && (
        <div class="banner">
          <Icon name="users" />
          <div class="grow stack tight">
            <p>
              <b>{t('issue.othersReport', { count: others })}</b> {t('issue.othersReportText')}
            </p>
            <label class="check">
              <input
                type="checkbox"
                name="joinsOthers"
                checked={joins}
                onChange={(event) => onJoins(event.currentTarget.checked)}
              />
              {t('issue.joinOthers')}
            </label>
          </div>
        </div>
      )}
      {solved.length > 0 && (
        <section class="card" aria-labelledby="similar-issues">
          <div class="card-head">
            <h2 id="similar-issues">{t('issue.similarTitle')}</h2>
          </div>
          {solved.map(({ title, resolution, region }) => (
            <details class="similar" key={`${title}\n${resolution}`}>
              <summary>
                <span dir="auto">{title}</span>
                {region !== undefined && (
                  <span class="similar-region">{t('issue.similarFrom', { region })}</span>
                )}
              </summary>
              <p class="prose" dir="auto">
                {resolution}
              </p>
            </details>
          ))}
        </section>
      )}
    </div>
  );
}
