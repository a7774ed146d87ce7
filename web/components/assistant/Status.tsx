import { useEffect } from 'preact/hooks';
import { api } from '../../lib/api.ts';
import { number, t } from '../../lib/i18n.ts';
import { resource } from '../../lib/resource.ts';
import { duration } from '../../lib/time.ts';
import { Shown } from '../States.tsx';

const status = resource(api.assistantStatus);

/** Whether this region has an assistant, and how it does. */
export function AssistantStatus() {
  useEffect(() => {
    status.refresh();
  }, []);
  const count = (n: number, max: number) => t('assistant.ofMax', { n, max });
  return (
    <section class="card pad stack" aria-labelledby="assistant-status">
      <h2 id="assistant-status">{t('assistant.status')}</h2>
      <Shown of={status}>
        {({ region, model, isAdvising, lastFailure, ...figures }) =>
          model === undefined ? (
            <p class="muted small">{t('assistant.statusOff')}</p>
          ) : (
            <>
              <p class="muted small">{t('assistant.statusOn', { region })}</p>
              <dl class="about">
                <dt>{t('assistant.modelName')}</dt>
                <dd>{model}</dd>
                <dt>{t('assistant.state')}</dt>
                <dd>
                  {figures.pausedForMs > 0
                    ? t('assistant.paused', { time: duration(figures.pausedForMs) })
                    : t('assistant.works')}
                </dd>
                <dt>{t('assistant.requests')}</dt>
                <dd>{count(figures.requests, figures.requestsMax)}</dd>
                <dt>{t('assistant.failures')}</dt>
                <dd>{number(figures.failures)}</dd>
                <dt>{t('assistant.tokens')}</dt>
                <dd>{count(figures.tokens, figures.tokensMax)}</dd>
                <dt>{t('assistant.advising')}</dt>
                <dd>{isAdvising ? t('assistant.yes') : t('assistant.no')}</dd>
                {lastFailure !== undefined && (
                  <>
                    <dt>{t('assistant.lastFailure')}</dt>
                    <dd dir="auto">{lastFailure}</dd>
                  </>
                )}
              </dl>
            </>
          )
        }
      </Shown>
    </section>
  );
}
