import { useEffect } from 'preact/hooks';
import { ApiProblem } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { fewestRegions, filesInView, readStoredFiles, storedFiles } from '../../lib/storedFiles.ts';
import { listOf } from '../../lib/time.ts';

/** A file follows its issue to a second region within seconds; one that does not come so soon is asked about less often. */
const againMs = 3_000;
const againMaxMs = 60_000;
/** A file is safe in so many regions; whoever works on the issue has it only once they have opened it. */
const regionsEnough = 2;

/** Reads where the files in view are, and again as long as one of them is in one region, and its issue in more. */
function follow(issueId: string, issueRegions: number): () => void {
  let timer: number | undefined;
  let isOver = false;
  const look = async (pauseMs: number): Promise<void> => {
    const files = await readStoredFiles(issueId).catch((error: unknown) => {
      // Whatever is wrong: the files are there, and only where else they are is not known.
      if (!(error instanceof ApiProblem)) throw error;
      return undefined;
    });
    if (isOver) return;
    if (files !== undefined) storedFiles.value = files;
    if (fewestRegions(storedFiles.peek()) >= Math.min(issueRegions, regionsEnough)) return;
    timer = window.setTimeout(() => look(Math.min(pauseMs * 2, againMaxMs)), pauseMs);
  };
  void look(againMs);
  return () => {
    isOver = true;
    window.clearTimeout(timer);
  };
}

/** In how many regions the files of an issue are, which may be fewer than the issue itself for a while; and each by name. */
export function FileCopies({ issueId, issueRegions }: { issueId: string; issueRegions: number }) {
  const { value: inView } = filesInView;
  useEffect(
    () => (inView.issueId === issueId ? follow(issueId, issueRegions) : undefined),
    [inView, issueId, issueRegions],
  );
  const files = inView.issueId === issueId ? storedFiles.value : [];
  if (files.length === 0) return null;
  const fewest = fewestRegions(files);
  return (
    <details class="file-copies small">
      <summary>{fewest === 0 ? t('files.someAway') : t('files.keptIn', { count: fewest })}</summary>
      <ul class="reasons">
        {files.map(({ id, name, storedIn }) => (
          <li key={id}>
            <bdi class="break">{name}</bdi>
            <span class="muted line">{storedText(storedIn)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

const storedText = (regions: readonly string[]): string =>
  regions.length === 0
    ? t('files.away')
    : t('files.storedIn', { count: regions.length, regions: listOf(regions) });

/** The same beside a file's name, where one points at it. */
export const whereText = (name: string, regions: readonly string[] | undefined): string =>
  regions === undefined ? name : `${name}\n${storedText(regions)}`;
