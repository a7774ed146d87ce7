/** Files that people attach to an issue or a line of its chat: what travels of them, their names, what may be shown. */
import { z } from 'zod';

/** Of one issue, and of one line: more is a folder, and goes better as one archive. */
export const attachmentsMax = 10;
/** What any region may be set to take; a reference to more than this is none. */
export const attachmentSizeMaxBytes = 100_000_000;
/** Characters of a file name: what fits into a line of a page, and into every file system. */
const nameLengthMax = 120;
/** Of these the last are the ending, which says what kind of file it is. */
const endingLengthMax = 16;

/** A file of one person: the same bytes under the same name are the same attachment. */
export const AttachmentId = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .brand<'AttachmentId'>();
export type AttachmentId = z.infer<typeof AttachmentId>;

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const range = (from: number, to: number) => `${String.fromCodePoint(from)}-${String.fromCodePoint(to)}`;

/**
 * What has no place in a name: control characters, line and paragraph separators, marks that turn the direction of what
 * follows (by which `exe.png` can be shown for `gnp.exe`), what is not seen at all, and halves of characters. Joiners of
 * letters and emoji stay.
 */
const unseen = new RegExp(
  `[${[
    range(0x00, 0x1f),
    range(0x7f, 0x9f),
    '\u00ad\u061c\u200b\u2060\ufeff\u200e\u200f',
    range(0x2028, 0x202e),
    range(0x2066, 0x2069),
    range(0xe0000, 0xe007f),
    range(0xd800, 0xdfff),
  ].join('')}]`,
  'gu',
);

/** A name as it is kept and shown: never a path, never empty, without what deceives the eye. A cleaned one stays as it is. */
export const fileNameOf = (given: string): string => {
  const clean = given.normalize('NFC').replace(unseen, '').replace(/[/\\]/g, '_').replace(/\s+/g, ' ').trim();
  const letters = Array.from(clean);
  if (letters.length <= nameLengthMax) return clean === '' ? 'file' : clean;
  const dot = letters.lastIndexOf('.');
  const ending = dot > 0 && letters.length - dot <= endingLengthMax ? letters.slice(dot) : [];
  return [...letters.slice(0, nameLengthMax - ending.length - 1), '…', ...ending].join('').trim();
};

/** What travels of a file: whoever knows its hash can ask any region for the bytes, and check them. */
export const AttachmentRef = z.object({
  id: AttachmentId,
  sha256: Sha256,
  name: z.string().max(1_000).transform(fileNameOf),
  size: z.int().min(1).max(attachmentSizeMaxBytes),
  /** A guess, for an icon: what may be shown is found out from the bytes. */
  type: z.string().max(100),
});
export type AttachmentRef = z.infer<typeof AttachmentRef>;

export const AttachmentRefs = z.array(AttachmentRef).max(attachmentsMax).readonly();

export const unknownType = 'application/octet-stream';

const startsWith = (head: Uint8Array, bytes: readonly number[], at = 0): boolean =>
  bytes.every((byte, index) => head[at + index] === byte);
const ascii = (text: string): readonly number[] => Array.from(text, (letter) => letter.charCodeAt(0));

/** Bytes at the beginning that `pictureTypeOf` looks at. */
export const pictureHeadBytes = 16;

/**
 * The type of a picture that a browser may show, by its first bytes; undefined for everything else. Pictures that are
 * drawn by instructions (SVG) can hold scripts and are none of these.
 */
export const pictureTypeOf = (head: Uint8Array): string | undefined => {
  if (startsWith(head, [0x89, ...ascii('PNG\r\n\u001a\n')])) return 'image/png';
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith(head, ascii('GIF87a')) || startsWith(head, ascii('GIF89a'))) return 'image/gif';
  if (startsWith(head, ascii('RIFF')) && startsWith(head, ascii('WEBP'), 8)) return 'image/webp';
  return undefined;
};
