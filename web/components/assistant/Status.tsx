import { useEffect } from 'preact/hooks';
import { api } from '../../lib/api.ts';
import { resource } from '../../lib/resource.ts';
import { duration } from '../../lib/time.ts';
import { assistantWords } from '../../words/assistant.ts';
import { Shown } from '../States.tsx';

const status = resource(api.assistantStatus);

/** Whether this region has an assistant, and how it does. */
export function AssistantStatus() {
  useEffect(() => {
    status.refresh();
  }, []);
  const w = assistantWords;
  const count = (n: number, max: number) => w.ofMax(n.toLocaleString(), max.toLocaleString());
  return (
    <section class="card pad stack" aria-labelledby="assistant-status">
      <h2 id="assistant-status">{w.status}</h2>
      <Shown of={status}>
        {({ region, model, isAdvising, lastFailure, ...figures }) =>
          model === undefined ? (
            <p class="muted small">{w.statusOff}</p>
          ) : (
            <>
              <p class="muted small">{w.statusOn(region)}</p>
              <dl class="about">
                <dt>{w.modelName}</dt>
                <dd>{model}</dd>
                <dt>{w.state}</dt>
                <dd>{figures.pausedForMs > 0 ? w.paused(duration(figures.pausedForMs)) : w.works}</dd>
                <dt>{w.requests}</dt>
                <dd>{count(figures.requests, figures.requestsMax)}</dd>
                <dt>{w.failures}</dt>
                <dd>{figures.failures.toLocaleString()}</dd>
                <dt>{w.tokens}</dt>
                <dd>{count(figures.tokens, figures.tokensMax)}</dd>
                <dt>{w.advising}</dt>
                <dd>{isAdvising ? w.yes : w.no}</dd>
                {lastFailure !== undefined && (
                  <>
                    <dt>{w.lastFailure}</dt>
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
