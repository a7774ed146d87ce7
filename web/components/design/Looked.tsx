import { Icon, iconNames } from '../../icons.tsx';
import { ApiProblem } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { MeshMap } from '../MeshMap.tsx';
import { Avatar, Badge, Berries, Category, Time, Urgency, VerificationBadge } from '../Pieces.tsx';
import { RegionState } from '../RegionTable.tsx';
import { Ring } from '../Ring.tsx';
import { ShareBar } from '../ShareBar.tsx';
import { Stars } from '../Stars.tsx';
import { Empty, Loading, NotAsked, ProblemNote } from '../States.tsx';
import { Terms } from '../Terms.tsx';
import { TrustPlot } from '../TrustPlot.tsx';
import { Vine } from '../Vine.tsx';
import { Sample } from './Sample.tsx';
import { curve, now, person, regions, why } from './samples.ts';

const tones = [undefined, 'accent', 'good', 'warn', 'bad', 'info'] as const;
const urgencies = ['low', 'normal', 'high', 'critical'] as const;
const verifications = ['pending', 'verified', 'declined', 'suspended'] as const;
const categories = [
  'network',
  'hardware',
  'software',
  'account',
  'database',
  'web',
  'mobile',
  'cloud',
  'security',
];

const Small = () => (
  <Sample
    name="Badge"
    code='<Badge tone="good" icon="check">, <Urgency of />, <Category of />, <Avatar />, <Stars n />'
  >
    <p class="row wrap">
      {tones.map((tone) => (
        <Badge key={tone} {...(tone && { tone })} icon="check">
          {t('issue.solved')}
        </Badge>
      ))}
      {verifications.map((of) => (
        <VerificationBadge key={of} of={of} />
      ))}
    </p>
    <p class="row wrap">
      {tones.map((tone) => (
        <span key={tone} class={`dot ${tone ?? ''}`} />
      ))}
      <span class="count">3</span>
      <span class="count plain">3</span>
      <Time at={now} />
    </p>
    <p class="facts">
      {urgencies.map((of) => (
        <Urgency key={of} of={of} />
      ))}
    </p>
    <p class="facts">
      {categories.map((of) => (
        <Category key={of} of={of} />
      ))}
    </p>
    <p class="row wrap">
      <Avatar {...person} size="large" />
      <Avatar {...person} />
      <Avatar {...person} size="small" />
      <Berries taken={2} of={5} label={t('home.design.berries')} />
      {[1, 3, 5].map((n) => (
        <Stars key={n} n={n} />
      ))}
    </p>
  </Sample>
);

const States = () => (
  <Sample name="States" code="<Shown of={resource}>: <Loading />, <Empty />, <ProblemNote />, <NotAsked />">
    <Loading />
    <Empty title={t('issue.emptyTitle')} text={t('issue.emptyText')} />
    <ProblemNote problem={new ApiProblem(0, 'offline', t('common.offline'))} />
    <NotAsked regions={['South']} />
    {(['', 'good', 'warn', 'bad'] as const).map((tone) => (
      <div key={tone} class={`banner ${tone}`}>
        <Icon name="info" />
        <span class="grow">{t('issue.safeToLeave')}</span>
      </div>
    ))}
  </Sample>
);

const Vines = () => (
  <Sample name="Vine" code="<Vine steps={vine({ issue, meId })} />">
    <Vine
      steps={[
        {
          look: 'done',
          title: t('issue.step.submitted'),
          at: now,
          detail: t('issue.step.storedIn', { region: 'North' }),
        },
        { look: 'passed', title: t('issue.step.rejected', { name: 'Daniel' }), at: now },
        { look: 'now', title: t('issue.state.working', { name: 'Meera' }) },
        { look: 'next', title: t('issue.step.nextConfirms') },
      ]}
    />
  </Sample>
);

const Figures = () => (
  <Sample
    name="Terms"
    code="<Terms why />, <ShareBar shares />, <Ring left total />, <TrustPlot points now />"
  >
    <Terms why={why} />
    <ShareBar shares={why.weights} label={t('home.design.weights')} />
    <p class="row wide">
      {[60, 25, 8, 0].map((left) => (
        <Ring key={left} left={left} total={60} label={t('home.design.secondsLeft', { n: left })} />
      ))}
    </p>
    <TrustPlot points={curve} now={now} />
  </Sample>
);

const Mesh = () => (
  <Sample name="MeshMap" code="<MeshMap regions />, <RegionState region />">
    <MeshMap regions={regions} />
    <p class="facts">
      {regions.slice(0, 6).map((region) => (
        <RegionState key={region.name} region={region} />
      ))}
    </p>
  </Sample>
);

const Icons = () => (
  <Sample name="Icon" code='<Icon name="check" isLarge turns isOn />'>
    <ul class="design-icons">
      {iconNames.map((name) => (
        <li key={name}>
          <Icon name={name} isLarge />
          <code dir="ltr">{name}</code>
        </li>
      ))}
    </ul>
  </Sample>
);

/** What is only looked at. */
export const Looked = () => (
  <>
    <Small />
    <States />
    <Vines />
    <Figures />
    <Mesh />
    <Icons />
  </>
);
