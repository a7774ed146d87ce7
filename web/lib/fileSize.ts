import { numbers } from './formatters.ts';
import { locale } from './i18n.ts';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size in the reader's words: 412 kB, 3.1 MB. */
export function fileSize(bytes: number, tag = locale()): string {
  const step = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const unit = units[step] ?? 'byte';
  return numbers(tag, {
    style: 'unit',
    unit,
    // "8 bytes" has a plural, "8 byte" has none.
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step < 2 ? 0 : 1,
  }).format(bytes / 1_000 ** step);
}
