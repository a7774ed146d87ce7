import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { PersonView } from '../../../node/schemas/admin-views.ts';
import type { PasswordLinkView } from '../../../node/schemas/password-links.ts';
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
import { MadePasswordLink, MakePasswordLink } from './PasswordLink.tsx';
import { ReasonField } from './ReasonField.tsx';
import { Search } from './Search.tsx';

/** The dialog that is open, about whom. */
type Asked =
  | { readonly what: 'role'; readonly person: PersonView }
  | { readonly what: 'link'; readonly person: PersonView }
  | { readonly what: 'made link'; readonly person: PersonView; readonly link: PasswordLinkView };

const isAdmin = ({ roles }: PersonView) => roles.includes('admin');

function RoleDialog({ person, done, close }: { person: PersonView; done: () => void; close: () => void }) {
  const { name } = person;
  const makes = !isAdmin(person);
  const reason = useSignal('');
  return (
    <Dialog
      title={makes ? t('board.people.makeTitle', { name }) : t('board.people.takeTitle', { name })}
      text={makes ? t('board.people.makeText') : t('board.people.takeText', { name })}
      submitLabel={makes ? t('board.people.makeSubmit') : t('board.people.takeSubmit')}
      keepLabel={t('admin.keep')}
      isDanger={!makes}
      close={close}
      send={() => api.setAdmin(person.id, { isAdmin: makes, reason: reason.value })}
      done={() => {
        say(makes ? t('board.people.made', { name }) : t('board.people.taken', { name }));
        done();
      }}
    >
      {(problem) => <ReasonField label={t('admin.reason')} value={reason} problem={problem} />}
    </Dialog>
  );
}

function Person({ person, ask }: { person: PersonView; ask: (asked: Asked) => void }) {
  const { id, name, email, region, roles } = person;
  return (
    <li class="row wide wrap">
      <span class="grow break">
        <b dir="auto" id={`name-${id}`}>
          {name}
        </b>{' '}
        <span class="muted small">{series([email, region])}</span>
      </span>
      <span class="small">{series(roles.map((role) => t(`board.people.roles.${role}`)))}</span>
      {!isAdmin(person) && (
        <Button isSmall aria-describedby={`name-${id}`} onClick={() => ask({ what: 'link', person })}>
          {t('password.admin.make')}
        </Button>
      )}
      <Button isSmall aria-describedby={`name-${id}`} onClick={() => ask({ what: 'role', person })}>
        {isAdmin(person) ? t('board.people.take') : t('board.people.make')}
      </Button>
    </li>
  );
}

type DialogsProps = { asked: Asked; ask: (asked: Asked) => void; done: () => void; close: () => void };

function Dialogs({ asked, ask, done, close }: DialogsProps) {
  const { person } = asked;
  switch (asked.what) {
    case 'role':
      return <RoleDialog person={person} done={done} close={close} />;
    case 'link':
      return (
        <MakePasswordLink
          person={person}
          done={(link) => ask({ what: 'made link', person, link })}
          close={close}
        />
      );
    case 'made link':
      return <MadePasswordLink name={person.name} link={asked.link} close={close} />;
  }
}

/** Everyone in the mesh by name, who of them is an admin, and links for those who have forgotten their password. */
export function Everyone() {
  const q = route.value.get('who') ?? undefined;
  const list = useMemo(
    () => pagedResource<PersonView>((after) => api.accounts({ q, after, limit: 20 })),
    [q],
  );
  const asked = useSignal<Asked | undefined>(undefined);
  const ask = (next: Asked) => {
    asked.value = next;
  };
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
              {items.map((person) => (
                <Person key={person.id} person={person} ask={ask} />
              ))}
            </ul>
            {next !== undefined && <More list={list} />}
          </>
        )}
      </Shown>
      {asked.value && (
        <Dialogs
          asked={asked.value}
          ask={ask}
          done={list.refresh}
          close={() => {
            asked.value = undefined;
          }}
        />
      )}
    </section>
  );
}
