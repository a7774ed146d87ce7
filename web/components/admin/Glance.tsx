import type { MeshView } from '../../../node/schemas/mesh-views.ts';
import { Icon, type IconName } from '../../icons.tsx';
import { longWaitMs, type Need, needsOf, type Summary, summaryOf } from '../../lib/glance.ts';
import { t } from '../../lib/i18n.ts';
import { isOpen, lossesOf } from '../../lib/losses.ts';
import { mesh } from '../../lib/mesh.ts';
import { followInPage, pageWith } from '../../lib/route.ts';
import { duration, listOf } from '../../lib/time.ts';
import { NotLoaded } from '../States.tsx';
import { useAdoptions } from './Adoption.tsx';
import { Losses } from './Losses.tsx';
import { pending } from './ToVerify.tsx';

/** The mesh in one line. */
function Line({ summary: { up, of, waiting, longestMs }, needs }: { summary: Summary; needs: number }) {
  const parts = [
    t('board.glance.up', { up, of }),
    t('board.glance.waiting', { count: waiting }),
    ...(longestMs === undefined ? [] : [t('board.glance.longest', { time: duration(longestMs) })]),
    needs === 0 ? t('board.glance.nothing') : t('board.glance.needs', { count: needs }),
  ];
  return (
    <p class="glance">
      {parts.map((part) => (
        <span key={part}>{part}</span>
      ))}
    </p>
  );
}

const looks = {
  'at-risk': 'warn',
  'long-wait': 'warn',
  nobody: 'bad',
  late: 'warn',
  registrations: 'info',
} as const satisfies Record<Need['kind'], string>;

const icons = {
  'at-risk': 'triangle-alert',
  'long-wait': 'clock',
  nobody: 'triangle-alert',
  late: 'clock',
  registrations: 'users',
} as const satisfies Record<Need['kind'], IconName>;

function sentenceOf(need: Need): { readonly title: string; readonly text: string } {
  switch (need.kind) {
    case 'late':
      return {
        title: t('board.need.late', { names: listOf(need.names), count: need.names.length }),
        text: t('board.need.lateText'),
      };
    case 'at-risk':
      return {
        title: t('admin.atRiskTitle', { region: need.region, count: need.count }),
        text: t('admin.atRiskText'),
      };
    case 'long-wait':
      return {
        title: t('board.need.longWait', { time: duration(need.longestMs), region: need.region }),
        text: t('board.need.longWaitText'),
      };
    case 'nobody':
      return { title: t('board.need.nobody'), text: t('board.need.nobodyText', { count: need.waiting }) };
    case 'registrations':
      return {
        title: t(need.isMore ? 'board.need.manyRegistrations' : 'board.need.registrations', {
          count: need.count,
        }),
        text: t('board.need.registrationsText'),
      };
  }
}

const waitingLong = { view: 'issues', state: 'waiting', minutes: String(longWaitMs / 60_000) };

function Way({ need: { kind } }: { need: Need }) {
  switch (kind) {
    case 'nobody':
      return <To query={{ view: 'issues', state: 'waiting' }} label={t('admin.seeIssues')} />;
    case 'long-wait':
      return <To query={waitingLong} label={t('admin.seeIssues')} />;
    case 'registrations':
      return <To query={{ view: 'people' }} label={t('board.need.decide')} />;
    case 'late':
    case 'at-risk':
      return null;
  }
}

const To = ({ query, label }: { query: Readonly<Record<string, string>>; label: string }) => (
  <a class="button small" href={pageWith(query)} onClick={followInPage}>
    {label}
  </a>
);

/** What an admin sees first: the mesh in a line, and what needs them. */
export function Glance({ view }: { view: MeshView }) {
  const registrations = pending.data.value;
  const needs = needsOf(view, {
    count: registrations?.items.length ?? 0,
    isMore: registrations?.next !== undefined,
  });
  const adoptions = useAdoptions();
  const losses = lossesOf(view, adoptions.data.value?.items, Date.now());
  const open = losses.filter((loss) => isOpen(loss, view.here)).length;
  return (
    <section class="stack close" aria-label={t('board.glance.title')}>
      <Line summary={summaryOf(view.regions)} needs={open + needs.length} />
      {/* Of the line each look changes a figure; what needs somebody is worth being read out. */}
      <div class="stack close" aria-live="polite">
        {/* Without the mesh there are no adoptions either, and that is said above. */}
        {mesh.problem.value === undefined && <NotLoaded of={adoptions} />}
        <Losses losses={losses} view={view} />
        {needs.map((need) => {
          const { title, text } = sentenceOf(need);
          return (
            <div key={need.kind} class={`banner ${looks[need.kind]}`}>
              <Icon name={icons[need.kind]} isLarge />
              <div class="grow">
                <b>{title}</b> {text}
              </div>
              <Way need={need} />
            </div>
          );
        })}
      </div>
    </section>
  );
}
