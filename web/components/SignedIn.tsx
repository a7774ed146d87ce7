import { useSignal, useSignalEffect } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { MeView } from '../../node/schemas/views.ts';
import { ApiProblem, isSignedOut } from '../lib/api.ts';
import { isArriving, isWaiting } from '../lib/arrival.ts';
import { sendUnsent } from '../lib/chats.ts';
import { liveState, startLive, useLive } from '../lib/connection.ts';
import { t } from '../lib/i18n.ts';
import { dashboardOf, leaveToSignIn, me, readMe } from '../lib/session.ts';
import { Button } from './Button.tsx';
import type { GoOnAsProps as Arriving } from './GoOnAs.tsx';
import { lazily } from './lazily.tsx';
import { Loading, ProblemNote } from './States.tsx';

const GoOnAs = lazily(() => import('./GoOnAs.tsx').then((module) => module.GoOnAs));

/** How often a page that lost its socket asks whether it is still signed in. */
const sessionCheckMs = 10_000;

type Props = {
  /** Whom the page is for; others go to their own dashboard. */
  isFor?: (me: MeView) => boolean;
  signInPage?: string;
  children: (me: MeView) => ComponentChildren;
};

/** Shows a page to who is signed in, and sends others to sign in and back. Keeps `me` fresh. */
export function SignedIn({ isFor = () => true, signInPage, children }: Props) {
  const problem = useSignal<ApiProblem | undefined>(undefined);
  const arriving = useSignal<Arriving | undefined>(undefined);

  const isThem = (email: string) =>
    new Promise<boolean>((resolve) => {
      const answer = (isSo: boolean) => {
        arriving.value = undefined;
        resolve(isSo);
      };
      arriving.value = { email, answer };
    });

  async function read(): Promise<void> {
    try {
      problem.value = undefined;
      if (isArriving()) await (await import('../lib/goOn.ts')).arrive(isThem);
      const found = await readMe();
      if (found !== undefined && isWaiting())
        (await import('../lib/goOn.ts')).restoreWaiting(found.account.id);
      if (found === undefined) leaveToSignIn(signInPage);
      else if (!isFor(found)) location.replace(dashboardOf(found.account.roles));
      else startLive();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      problem.value = error;
    }
  }
  const sendMine = () => {
    const account = me.peek()?.account;
    if (account !== undefined) sendUnsent(account.id);
  };
  async function begin(): Promise<void> {
    await read();
    sendMine();
  }
  useEffect(() => {
    begin();
  }, []);
  // Also the first time: until then it may have been tried in vain.
  useSignalEffect(() => {
    if (liveState.value === 'live') sendMine();
  });
  useSignalEffect(() => {
    if (isSignedOut.value) leaveToSignIn(signInPage);
  });
  // A socket does not say why it is refused: while it is, this finds out whether the session has ended.
  useEffect(() => {
    if (liveState.value !== 'lost') return;
    const timer = window.setInterval(() => readMe().catch(() => undefined), sessionCheckMs);
    return () => window.clearInterval(timer);
  }, [liveState.value]);
  useLive((event) => {
    if (event.kind === 'me' || event.kind === 'reset') read();
    if (event.kind === 'reset') sendMine();
  });

  if (me.value !== undefined && isFor(me.value)) return <>{children(me.value)}</>;
  return (
    <main class="page narrow" id="main">
      {arriving.value !== undefined ? (
        <GoOnAs {...arriving.value} />
      ) : problem.value === undefined ? (
        <Loading />
      ) : (
        <>
          <ProblemNote problem={problem.value} />
          <p>
            <Button onClick={begin}>{t('common.tryAgain')}</Button>
          </p>
        </>
      )}
    </main>
  );
}
