import type { AdminExpertView } from '../../../node/schemas/views.ts';
import { score } from '../../lib/time.ts';
import { adminWords } from '../../words/mesh.ts';
import { RatingList } from '../expert/Trust.tsx';
import { VerificationBadge } from '../Pieces.tsx';
import { Profile } from './Applicant.tsx';
import { Verdicts } from './verdicts.tsx';

function Row({ expert, done }: { expert: AdminExpertView; done: () => void }) {
  const w = adminWords;
  const { account, profile, offers, resolved } = expert;
  return (
    <tr>
      <th scope="row">
        <span dir="auto">{account.name}</span>
        <details>
          <summary class="muted small">{w.details(account.name)}</summary>
          <Profile profile={profile} />
          <RatingList ratings={profile.ratings} />
        </details>
      </th>
      <td>
        <VerificationBadge of={account.verification} />
      </td>
      <td data-label={w.region}>{account.region}</td>
      <td class="num" data-label={w.load}>
        {profile.load}/{profile.capacity}
      </td>
      <td class="num" data-label={w.offers}>
        {offers.offered}
      </td>
      <td class="num" data-label={w.accepted}>
        {offers.accepted}
      </td>
      <td class="num" data-label={w.rejected}>
        {offers.rejected}
      </td>
      <td class="num" data-label={w.timedOut}>
        {offers.timedOut}
      </td>
      <td class="num" data-label={w.resolved}>
        {resolved}
      </td>
      <td class="num" data-label={w.trust}>
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
  const w = adminWords;
  const figures = [w.load, w.offers, w.accepted, w.rejected, w.timedOut, w.resolved, w.trust];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section class="table-scroll" tabIndex={0} aria-label={w.experts}>
      <table class="table folds">
        <thead>
          <tr>
            <th scope="col">{w.expert}</th>
            <th scope="col">{w.status}</th>
            <th scope="col">{w.region}</th>
            {figures.map((figure) => (
              <th key={figure} scope="col" class="num">
                {figure}
              </th>
            ))}
            <th scope="col">{w.actions}</th>
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
