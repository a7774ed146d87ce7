import type { ComponentChildren } from 'preact';
import { Icon } from '../icons.tsx';
import type { ApiProblem } from '../lib/api.ts';
import { t } from '../lib/i18n.ts';
import type { Resource } from '../lib/resource.ts';
import { listOf } from '../lib/time.ts';
import { Button } from './Button.tsx';
import { Heading } from './Heading.tsx';
import { EmptyMark } from './Mark.tsx';

/** What went wrong with an action, read out at once. Nothing without a problem. */
export function ProblemNote({ problem }: { problem: ApiProblem | undefined }) {
  if (problem === undefined) return null;
  return (
    <div class="banner bad" role="alert">
      <Icon name="circle-alert" />
      <span class="grow">{problem.errors.length > 0 ? t('common.correct') : problem.message}</span>
    </div>
  );
}

/** Stands where a list will be. */
export function Loading() {
  return (
    <div class="stack pad" role="status" aria-busy="true" aria-label={t('common.loading')}>
      {[0, 1, 2].map((row) => (
        <div class="row wide" key={row}>
          <span class="skeleton round" />
          <div class="stack close grow">
            <span class="skeleton w2" />
            <span class="skeleton w3" />
          </div>
        </div>
      ))}
    </div>
  );
}

/** A list without entries: what will be here, and what to do. */
export function Empty({
  title,
  text,
  isMain = false,
  children,
}: {
  title: string;
  text: string;
  /** It is what the page is about: its title is the page's. */
  isMain?: boolean;
  children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <EmptyMark />
      {isMain ? <Heading text={title} /> : <h2>{title}</h2>}
      <p>{text}</p>
      {children}
    </div>
  );
}

/** That something was not read, why, and the way to try again where that may help. Nothing as long as it was. */
export function NotLoaded<T>({ of }: { of: Resource<T> }) {
  const problem = of.problem.value;
  if (problem === undefined) return null;
  return (
    <div class="row wide wrap small pad" role="alert">
      <Icon name="circle-alert" />
      <span class="grow">
        {t('common.notLoaded')} {problem.message}
      </span>
      {problem.isPassing && (
        <Button isSmall icon="rotate-ccw" onClick={of.refresh} isBusy={of.isLoading.value}>
          {t('common.tryAgain')}
        </Button>
      )}
    </div>
  );
}

/** What was read, or that it is being read, or why it was not; old data stay in view below a problem. */
export function Shown<T>({ of, children }: { of: Resource<T>; children: (data: T) => ComponentChildren }) {
  const data = of.data.value;
  return (
    <>
      <NotLoaded of={of} />
      {data !== undefined ? children(data) : of.problem.value === undefined && <Loading />}
    </>
  );
}

/** Which regions' entries may be missing from a list. */
export function NotAsked({ regions }: { regions: readonly string[] | undefined }) {
  if (regions === undefined || regions.length === 0) return null;
  return (
    <p class="hint pad" role="status">
      <Icon name="cloud-off" />
      {t('common.notAsked', { regions: listOf(regions), count: regions.length })}
    </p>
  );
}
