import type { AdminExpertView } from '../../../node/schemas/views.ts';
import { t } from '../../lib/i18n.ts';
import { followInPage, pageWith } from '../../lib/route.ts';
import { score } from '../../lib/time.ts';
import { VerificationBadge } from '../Pieces.tsx';
import { Verdicts } from './verdicts.tsx';

function Row({ expert, done }: { expert: AdminExpertView; done: () => void }) {
  const { account, profile, offers, resolved } = expert;
  return (
    <tr>
      <th scope="row">
        <a href={pageWith({ view: 'people', expert: account.id })} onClick={followInPage} dir="auto">
          {account.name}
        </a>
      </th>
      <td>
        <VerificationBadge of={account.verification} />
      </td>
      <td data-label={t('admin.region')}>{account.region}</td>
      <td class="num" data-label={t('admin.load')}>
        {profile.load}/{profile.capacity}
      </td>
      <td class="num" data-label={t('admin.offers')}>
        {offers.offered}
      </td>
      <td class="num" data-label={t('admin.accepted')}>
        {offers.accepted}
      </td>
      <td class="num" data-label={t('admin.rejected')}>
        {offers.rejected}
      </td>
      <td class="num" data-label={t('admin.timedOut')}>
        {offers.timedOut}
      </td>
      <td class="num" data-label={t('admin.resolved')}>
        {resolved}
      </td>
      <td class="num" data-label={t('admin.trust')}>
        {score(profile.trust)}
      </td>
      <td class="wide-cell">
        {/* Registrations to verify are decided above, beside what was written. */}
        {account.verification !== 'pending' && <Verdicts account={account} done={done} />}
      </td>
    </tr>
  );
}

/** Every expert with what they were asked and what they did. */
export function ExpertTable({ experts, done }: { experts: readonly AdminExpertView[]; done: () => void }) {
  const figures = [
    t('admin.load'),
    t('admin.offers'),
    t('admin.accepted'),
    t('admin.rejected'),
    t('admin.timedOut'),
    t('admin.resolved'),
    t('admin.trust'),
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section class="table-scroll" tabIndex={0} aria-label={t('admin.experts')}>
      <table class="table folds tiles">
        <thead>
          <tr>
            <th scope="col">{t('admin.expert')}</th>
            <th scope="col">{t('admin.status')}</th>
            <th scope="col">{t('admin.region')}</th>
            {figures.map((figure) => (
              <th key={figure} scope="col" class="num">
                {figure}
              </th>
            ))}
            <th scope="col">{t('admin.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {experts.map((expert) => (
            <Row key={expert.account.id} expert={expert} done={done} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
