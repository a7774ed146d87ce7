import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { VerdictResults } from '../../../node/schemas/admin-views.ts';
import type { AdminExpertView } from '../../../node/schemas/views.ts';
import { Icon } from '../../icons.tsx';
import { api } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { pagedResource } from '../../lib/pages.ts';
import { problemInWords } from '../../lib/problems.ts';
import { useSubmit } from '../../lib/submit.ts';
import { listOf } from '../../lib/time.ts';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';
import { More } from '../More.tsx';
import { Empty, NotAsked, ProblemNote, Shown } from '../States.tsx';
import { Applicant } from './Applicant.tsx';
import { ReasonField } from './ReasonField.tsx';

export const pending = pagedResource<AdminExpertView>((after) =>
  api.experts({ status: 'pending', after, limit: 30 }),
);

/** What was decided on several at once, to be told, and taken back if it can be. */
type Decided = { readonly verdict: 'verify' | 'decline'; readonly results: VerdictResults['items'] };

function DeclineDialog(props: {
  ids: readonly string[];
  done: (results: VerdictResults) => void;
  close: () => void;
}) {
  const { ids, done, close } = props;
  const reason = useSignal('');
  return (
    <Dialog
      title={t('board.bulk.declineTitle', { count: ids.length })}
      text={t('admin.declineText')}
      submitLabel={t('admin.declineSubmit')}
      keepLabel={t('admin.keep')}
      isDanger
      close={close}
      send={() => api.giveVerdicts({ ids, verdict: 'decline', reason: reason.value })}
      done={done}
    >
      {(problem) => <ReasonField label={t('admin.reason')} value={reason} problem={problem} />}
    </Dialog>
  );
}

type BulkProps = {
  all: readonly string[];
  chosen: Signal<readonly string[]>;
  done: (decided: Decided) => void;
};

/** What can be done with those who are ticked. */
function Bulk({ all, chosen, done }: BulkProps) {
  const isAsking = useSignal(false);
  const ids = chosen.value;
  const decide = (verdict: Decided['verdict']) => (results: VerdictResults) => {
    chosen.value = [];
    done({ verdict, results: results.items });
  };
  const { submit, isBusy, problem } = useSubmit(
    () => api.giveVerdicts({ ids, verdict: 'verify', reason: '' }),
    decide('verify'),
  );
  return (
    <>
      <div class="bulk">
        <label class="check grow">
          <input
            type="checkbox"
            checked={ids.length === all.length}
            onChange={(event) => {
              chosen.value = event.currentTarget.checked ? all : [];
            }}
          />
          {ids.length === 0 ? t('board.bulk.all') : t('board.bulk.chosen', { count: ids.length })}
        </label>
        {ids.length > 0 && (
          <>
            <Button isSmall look="primary" onClick={submit} isBusy={isBusy.value}>
              {t('board.bulk.verify', { count: ids.length })}
            </Button>
            <Button
              isSmall
              disabled={isBusy.value}
              onClick={() => {
                isAsking.value = true;
              }}
            >
              {t('board.bulk.decline', { count: ids.length })}
            </Button>
          </>
        )}
      </div>
      <ProblemNote problem={problem.value} />
      {isAsking.value && (
        <DeclineDialog
          ids={ids}
          done={decide('decline')}
          close={() => {
            isAsking.value = false;
          }}
        />
      )}
    </>
  );
}

/** What happened to each of those decided on together, and the way back. */
function Outcome({ decided, undone, close }: { decided: Decided; undone: () => void; close: () => void }) {
  const done = decided.results.filter(({ isDone }) => isDone);
  const failed = decided.results.filter(({ isDone }) => !isDone);
  const { submit, isBusy, problem } = useSubmit(
    () => api.giveVerdicts({ ids: done.map(({ id }) => id), verdict: 'reconsider', reason: '' }),
    undone,
  );
  const names = listOf(done.map(({ name }) => name));
  const message = useRef<HTMLDivElement>(null);
  // The buttons that were pressed are gone with those who were ticked; the way back is here.
  useEffect(() => {
    message.current?.focus();
  }, [decided]);
  return (
    <div
      ref={message}
      tabIndex={-1}
      data-row
      class={failed.length > 0 ? 'banner warn notice' : 'banner good notice'}
      role="status"
    >
      <Icon name={failed.length > 0 ? 'triangle-alert' : 'check'} isLarge />
      <div class="grow stack tight">
        {done.length > 0 && (
          <b>
            {decided.verdict === 'verify'
              ? t('board.bulk.verified', { names, count: done.length })
              : t('board.bulk.declined', { names, count: done.length })}
          </b>
        )}
        {failed.map(({ id, name, problem: why = {} }) => (
          <p key={id}>{t('board.bulk.failed', { name, why: problemInWords(why) })}</p>
        ))}
        <ProblemNote problem={problem.value} />
      </div>
      {done.length > 0 && (
        <Button isSmall icon="rotate-ccw" onClick={submit} isBusy={isBusy.value}>
          {t('board.bulk.undo')}
        </Button>
      )}
      <Button isSmall look="quiet" icon="x" aria-label={t('board.bulk.close')} onClick={close} />
    </div>
  );
}

/** Registrations to verify, one or many at once. */
export function ToVerify({ changed }: { changed: () => void }) {
  const chosen = useSignal<readonly string[]>([]);
  const decided = useSignal<Decided | undefined>(undefined);
  const tell = (next: Decided | undefined) => {
    decided.value = next;
    changed();
  };
  return (
    <section class="card">
      <div class="card-head">
        <h2 class="grow">{t('admin.toVerify')}</h2>
      </div>
      {decided.value && (
        <Outcome
          decided={decided.value}
          undone={() => tell(undefined)}
          close={() => {
            decided.value = undefined;
          }}
        />
      )}
      <Shown of={pending}>
        {({ items, next, notAsked }) => {
          const all = items.map(({ account }) => account.id);
          // Somebody else may have decided on one of them meanwhile.
          const still = chosen.value.filter((id) => all.includes(id));
          if (still.length < chosen.value.length) chosen.value = still;
          const tick = (id: string, isOn: boolean) => {
            chosen.value = isOn ? [...still, id] : still.filter((other) => other !== id);
          };
          return (
            <>
              <NotAsked regions={notAsked} />
              {items.length === 0 ? (
                <Empty title={t('admin.toVerifyEmpty')} text={t('admin.toVerifyEmptyText')} />
              ) : (
                <>
                  {items.length > 1 && <Bulk all={all} chosen={chosen} done={tell} />}
                  {items.map((expert) => (
                    <Applicant
                      key={expert.account.id}
                      expert={expert}
                      done={changed}
                      tick={
                        items.length > 1
                          ? {
                              isOn: still.includes(expert.account.id),
                              set: (isOn) => tick(expert.account.id, isOn),
                            }
                          : undefined
                      }
                    />
                  ))}
                </>
              )}
              {next !== undefined && <More list={pending} />}
            </>
          );
        }}
      </Shown>
    </section>
  );
}
