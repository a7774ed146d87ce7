import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AttachmentView } from '../../../node/schemas/attachments.ts';
import { Icon } from '../../icons.tsx';
import { fileSize } from '../../lib/fileSize.ts';
import { t } from '../../lib/i18n.ts';
import { showFiles, storedFiles } from '../../lib/storedFiles.ts';
import { fileAddress } from '../../lib/uploadFile.ts';
import { whereText } from './FileCopies.tsx';

type Props = { issueId: string; file: AttachmentView };

/** A region that has the file cannot be reached just now. */
function Unavailable({ file, again }: { file: AttachmentView; again: () => void }) {
  return (
    <div class="file failed" role="alert">
      <Icon name="circle-alert" />
      <div class="stack tight">
        <bdi class="truncate">{file.name}</bdi>
        <span class="file-problem">
          {t('files.away')}{' '}
          <button class="link" type="button" onClick={again}>
            {t('files.again')}
          </button>
        </span>
      </div>
    </div>
  );
}

const where = ({ id, name }: AttachmentView): string =>
  whereText(name, storedFiles.value.find((file) => file.id === id)?.storedIn);

/** A picture in a box of fixed shape, so that nothing moves when it comes. */
function Picture({ issueId, file }: Props) {
  const tries = useSignal(0);
  const isAway = useSignal(false);
  if (isAway.value) {
    const again = () => {
      tries.value += 1;
      isAway.value = false;
    };
    return <Unavailable file={file} again={again} />;
  }
  const address = fileAddress(issueId, file.id);
  return (
    <a class="thumbnail" href={address} target="_blank" rel="noopener" title={where(file)}>
      <img
        key={tries.value}
        src={address}
        alt={file.name}
        width={160}
        height={120}
        loading="lazy"
        decoding="async"
        onError={() => {
          isAway.value = true;
        }}
      />
    </a>
  );
}

/** Anything else: its name and size, to save. The page asks first, so that it can say what is wrong. */
function Other({ issueId, file }: Props) {
  const state = useSignal<'ready' | 'asking' | 'away'>('ready');
  const address = fileAddress(issueId, file.id);
  async function save(): Promise<void> {
    if (state.peek() === 'asking') return;
    state.value = 'asking';
    const answer = await fetch(address, { method: 'HEAD', credentials: 'same-origin' }).catch(
      () => undefined,
    );
    state.value = answer?.ok ? 'ready' : 'away';
    if (!answer?.ok) return;
    const link = document.createElement('a');
    link.href = address;
    link.download = file.name;
    link.click();
  }
  if (state.value === 'away') return <Unavailable file={file} again={save} />;
  return (
    <a
      class="file chip-file"
      title={where(file)}
      href={address}
      download={file.name}
      aria-busy={state.value === 'asking' ? 'true' : undefined}
      onClick={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Icon name="file-text" />
      <bdi class="truncate">{file.name}</bdi>
      <span class="muted">{fileSize(file.size)}</span>
    </a>
  );
}

/** Files of an issue or a line: pictures as they look, others by name. */
export function Attachments({
  issueId,
  files,
}: {
  issueId: string;
  files: readonly AttachmentView[] | undefined;
}) {
  useEffect(() => {
    if (files && files.length > 0)
      showFiles(
        issueId,
        files.map(({ id }) => id),
      );
  }, [issueId, files]);
  if (files === undefined || files.length === 0) return null;
  const isPicture = ({ type }: AttachmentView) => type.startsWith('image/');
  const picturesFirst = [...files.filter(isPicture), ...files.filter((file) => !isPicture(file))];
  return (
    <ul class="attachments" aria-label={t('files.title')}>
      {picturesFirst.map((file) => (
        <li key={file.id}>
          {isPicture(file) ? (
            <Picture issueId={issueId} file={file} />
          ) : (
            <Other issueId={issueId} file={file} />
          )}
        </li>
      ))}
    </ul>
  );
}
