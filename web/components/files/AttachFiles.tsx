import type { ComponentChildren } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { Icon } from '../../icons.tsx';
import { Draft, deviceStorage } from '../../lib/drafts.ts';
import { fileSize } from '../../lib/fileSize.ts';
import { t } from '../../lib/i18n.ts';
import { fileLimits } from '../../lib/mesh.ts';
import { uploadFile } from '../../lib/uploadFile.ts';
import { createUploads, isComing, parseKept, type Upload, type Uploads } from '../../lib/uploads.ts';
import { Phrase } from '../Phrase.tsx';
import { useDrops } from './useDrops.ts';

/** Files for what is being written under `name`, kept with it on this device. */
export function useUploads(meId: string, name: string): Uploads {
  return useMemo(
    () =>
      createUploads({
        send: uploadFile,
        kept: new Draft(deviceStorage(), meId, `files.${name}`, parseKept),
        limits: fileLimits,
      }),
    [meId, name],
  );
}

/** How many files, and how large: said before one tries. */
export function fileLimitsText(): string {
  const { countMax, sizeMaxBytes } = fileLimits();
  return sizeMaxBytes === undefined
    ? t('files.atMost', { max: countMax })
    : t('files.limits', { max: countMax, size: fileSize(sizeMaxBytes) });
}

/** What is wrong with a file that is not on its way, and what to do about it. */
function Trouble({ item, uploads }: { item: Upload; uploads: Uploads }) {
  switch (item.state) {
    case 'failed':
      return (
        <span class="file-problem">
          {item.detail}{' '}
          <button class="link" type="button" onClick={() => uploads.again(item.key)}>
            {t('files.again')}
          </button>
        </span>
      );
    case 'refused':
      return (
        <span class="file-problem">
          {t('files.tooLarge', { size: fileSize(fileLimits().sizeMaxBytes ?? item.size) })}
        </span>
      );
    case 'missing':
      return <span class="file-problem">{t('files.missing')}</span>;
    default:
      return null;
  }
}

const isInTrouble = ({ state }: Upload): boolean => state !== 'sent' && state !== 'sending';

/**
 * Takes a file away. With the last one the keyboard goes to where one goes on: the box that one writes in, or what adds files.
 */
function removeFile({ key }: Upload, uploads: Uploads, button: HTMLElement): void {
  const around = button.closest('.composer') ?? button.closest('.field');
  uploads.remove(key);
  if (uploads.items.peek().length > 0) return;
  // Of the two buttons, for fingers and for a pointer, the one that is not shown takes no focus.
  for (const next of around?.querySelectorAll<HTMLElement>('textarea, .drop button') ?? []) next.focus();
}

function Item({ item, uploads }: { item: Upload; uploads: Uploads }) {
  const percent = item.size === 0 ? 0 : Math.round((100 * item.sent) / item.size);
  const { name } = item;
  const label =
    item.state === 'sending' ? t('files.stop', { name: item.name }) : t('files.remove', { name: item.name });
  return (
    <li class={isInTrouble(item) ? 'file failed' : 'file'}>
      <Icon name={isInTrouble(item) ? 'circle-alert' : 'file-text'} />
      <div class="stack tight">
        <span class="file-line">
          <bdi class="truncate">{name}</bdi>
          <span class="muted">{fileSize(item.size)}</span>
        </span>
        {item.state === 'sending' && (
          <svg class="bar" role="img" aria-label={t('files.percent', { percent })}>
            <rect width={`${percent}%`} height="100%" rx="3" />
          </svg>
        )}
        <Trouble item={item} uploads={uploads} />
      </div>
      <button
        class="button quiet icon-only small"
        type="button"
        aria-label={label}
        onClick={({ currentTarget }) => removeFile(item, uploads, currentTarget)}
      >
        <Icon name="x" isLarge />
      </button>
    </li>
  );
}

/** The files so far, each with how far it is. */
export function UploadList({ uploads }: { uploads: Uploads }) {
  const items = uploads.items.value;
  const failed = items.filter(({ state }) => state === 'failed' || state === 'refused').length;
  const missing = items.filter(({ state }) => state === 'missing').length;
  const leftOut = uploads.leftOut.value;
  const sent = items.filter(({ state }) => state === 'sent').length;
  return (
    <>
      {leftOut > 0 && (
        <p class="file-problem small" role="status">
          {t('files.leftOut', { count: leftOut, max: fileLimits().countMax })}
        </p>
      )}
      {missing > 0 && <p class="file-problem small">{t('files.notAlong', { count: missing })}</p>}
      {items.length > 0 && (
        <ul class="files" aria-label={t('files.title')}>
          {items.map((item) => (
            <Item key={item.key} item={item} uploads={uploads} />
          ))}
        </ul>
      )}
      <p class="visually-hidden" role="status">
        {sent > 0 && t('files.ready', { count: sent })} {failed > 0 && t('files.failed', { count: failed })}
      </p>
    </>
  );
}

/** Opens the device's own choice of files: on a phone the camera, too. */
export function ChooseFiles({
  uploads,
  look,
  label,
  children,
}: {
  uploads: Uploads;
  look: string;
  label?: string;
  children: ComponentChildren;
}) {
  const input = useRef<HTMLInputElement>(null);
  const isFull = uploads.items.value.filter(isComing).length >= fileLimits().countMax;
  return (
    <>
      <button
        class={look}
        type="button"
        aria-label={label}
        title={label && `${label}. ${fileLimitsText()}`}
        disabled={isFull}
        onClick={() => input.current?.click()}
      >
        {children}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept="image/*,*/*"
        onChange={({ currentTarget }) => {
          uploads.add(currentTarget.files ?? []);
          // The same file may be chosen again after it was removed.
          currentTarget.value = '';
        }}
      />
    </>
  );
}

/** The part of a form in which files are dropped, pasted or chosen. */
export function AttachFiles({ uploads, error }: { uploads: Uploads; error?: string | undefined }) {
  const isOver = useDrops(uploads);
  return (
    <div class="field">
      <span class="field-head">
        <span>
          {t('files.title')} <span class="muted">{t('common.optional')}</span>
        </span>
      </span>
      <div class={isOver ? 'drop over' : 'drop'}>
        <Icon name="upload" isLarge />
        <ChooseFiles uploads={uploads} look="button small for-touch">
          {t('files.chooseSome')}
        </ChooseFiles>
        <span class="for-pointer">
          <Phrase
            of="files.drop"
            parts={{
              choose: (
                <ChooseFiles uploads={uploads} look="link">
                  {t('files.choose')}
                </ChooseFiles>
              ),
            }}
          />
        </span>
        <span class="tiny">{fileLimitsText()}</span>
      </div>
      <UploadList uploads={uploads} />
      {error && (
        <p class="error">
          <Icon name="circle-alert" />
          {error}
        </p>
      )}
    </div>
  );
}

/** What a composer shows of its files: above its tools, and the button that adds some. */
export function ComposerFiles({ uploads }: { uploads: Uploads }) {
  const isOver = useDrops(uploads);
  return (
    <>
      {isOver && (
        <p class="drop over">
          <span>{t('files.letGo')}</span>
          <span class="tiny">{fileLimitsText()}</span>
        </p>
      )}
      <UploadList uploads={uploads} />
    </>
  );
}
