import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { PersonView } from '../../../node/schemas/admin-views.ts';
import { api } from '../../lib/api.ts';
import { useLive } from '../../lib/connection.ts';
import { t } from '../../lib/i18n.ts';
import { pagedResource } from '../../lib/pages.ts';
import { route } from '../../lib/route.ts';
import { series } from '../../lib/time.ts';
import { say } from '../../lib/toast.ts';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';
import { More } from '../More.tsx';
import { Shown } from '../States.tsx';
import { NothingFits } from './NothingFits.tsx';
import { ReasonField } from './ReasonField.tsx';
import { Search } from './Search.tsx';

type Asked = { readonly person: PersonView; readonly isAdmin: boolean };

function RoleDialog({ asked, done, close }: { asked: Asked; done: () => void; close: () => void }) {
  const { person, isAdmin } = asked;
  const { name } = person;
  const reason = useSignal('');
  return (
    <Dialog
      title={isAdmin ? t('board.people.makeTitle', { name }) : t('board.people.takeTitle', { name })}
      text={isAdmin ? t('board.people.makeText') : t('board.people.takeText', { name })}
      submitLabel={isAdmin ? t('board.people.makeSubmit') : t('board.people.takeSubmit')}
      keepLabel={t('admin.keep')}
      isDanger={!isAdmin}
      close={close}
      send={() => api.setAdmin(person.id, { isAdmin, reason: reason.value })}
      done={() => {
        say(isAdmin ? t('board.people.made', { name }) : t('board.people.taken', { name }));
        done();
      }}
    >
      {(problem) => <ReasonField label={t('admin.reason')} value={reason} problem={problem} />}
    </Dialog>
  );
}

/** Everyone in the mesh by name, and who of them is an admin. */
export function Everyone() {
  const q = route.value.get('who') ?? undefined;
  const list = useMemo(
    () => pagedResource<PersonView>((after) => api.accounts({ q, after, limit: 20 })),
    [q],
  );
  const asked = useSignal<Asked | undefined>(undefined);
  useEffect(() => {
    list.refresh();
  }, [list]);
  useLive((event) => {
    if (event.kind === 'admin' || event.kind === 'reset') list.refresh();
  });
  return (
    <section class="card">
      <div class="card-head">
        <h2 class="grow">{t('board.people.everyone')}</h2>
      </div>
      <search class="card-body">
        <Search label={t('board.people.find')} name="who" query={Object.fromEntries(route.value)} />
      </search>
      <Shown of={list}>
        {({ items, next }) => (
          <>
            {items.length === 0 && (
              <NothingFits
                title={t('board.people.nobodyFits')}
                text={t('board.people.nobodyFitsText')}
                all={{ ...Object.fromEntries(route.value), who: undefined }}
              />
            )}
            <ul class="rows">
              {items.map((person) => {
                const isAdmin = person.roles.includes('admin');
                return (
                  <li key={person.id} class="row wide wrap">
                    <span class="grow break">
                      <b dir="auto" id={`name-${person.id}`}>
                        {person.name}
                      </b>{' '}
                      <span class="muted small">{series([person.email, person.region])}</span>
                    </span>
                    <span class="small">
                      {series(person.roles.map((role) => t(`board.people.roles.${role}`)))}
                    </span>
                    <Button
                      isSmall
                      aria-describedby={`name-${person.id}`}
                      onClick={() => {
                        asked.value = { person, isAdmin: !isAdmin };
                      }}
                    >
                      {isAdmin ? t('board.people.take') : t('board.people.make')}
                    </Button>
                  </li>
                );
              })}
            </ul>
            {next !== undefined && <More list={list} />}
          </>
        )}
      </Shown>
      {asked.value && (
        <RoleDialog
          asked={asked.value}
          done={list.refresh}
          close={() => {
            asked.value = undefined;
          }}
        />
      )}
    </section>
  );
}
