import type { ComponentChildren } from 'preact';
import type { Urgency as UrgencyName, Verification } from '../../node/schemas/words.ts';
import { Icon, type IconName } from '../icons.tsx';
import { t } from '../lib/i18n.ts';
import { categoryName } from '../lib/names.ts';
import { useNow } from '../lib/now.ts';
import { duration, fullTime, shortTime } from '../lib/time.ts';

type Tone = 'accent' | 'good' | 'warn' | 'bad' | 'info';

export const Badge = ({
  tone,
  icon,
  children,
}: {
  tone?: Tone;
  icon?: IconName;
  children: ComponentChildren;
}) => (
  <span class={tone === undefined ? 'badge' : `badge ${tone}`}>
    {icon !== undefined && <Icon name={icon} />}
    {children}
  </span>
);

/** A moment, short, with the full time on hover. */
export const Time = ({ at }: { at: number }) => (
  <time dateTime={new Date(at).toISOString()} title={fullTime(at)}>
    {shortTime(at, Date.now())}
  </time>
);

/** What was just now is a second ago: "waits 0 s" is no wait. */
const momentMs = 1_000;

/** As often as what is said changes, or as nobody notices that it should have. */
const tickMs = (ageMs: number) => (ageMs < 60_000 ? 1_000 : 10_000);

/** How long ago something was, as time goes on; `said` puts it into words. */
export function Since({ at, said = (text) => text }: { at: number; said?: (duration: string) => string }) {
  const ageMs = Math.max(momentMs, Date.now() - at);
  useNow(tickMs(ageMs));
  return (
    <time dateTime={new Date(at).toISOString()} title={fullTime(at)}>
      {said(duration(ageMs))}
    </time>
  );
}

const bars = [
  { x: 0, y: 7, height: 5 },
  { x: 5, y: 3.5, height: 8.5 },
  { x: 10, y: 0, height: 12 },
];
const barsOn: Record<UrgencyName, number> = { low: 0, normal: 1, high: 2, critical: 3 };

/** Three bars and a word, so that it never hangs on colour alone. */
export const Urgency = ({ of }: { of: UrgencyName }) => (
  <span class={`urgency ${of}`}>
    <svg viewBox="0 0 14 12" aria-hidden="true">
      {bars.map((bar, i) => (
        <rect key={bar.x} class={i < barsOn[of] ? 'on' : undefined} width="3.5" rx="1" {...bar} />
      ))}
    </svg>
    {t(`common.urgency.${of}`)}
  </span>
);

const categoryIcons: Readonly<Record<string, IconName>> = {
  network: 'network',
  hardware: 'monitor',
  software: 'app-window',
  account: 'user',
  database: 'database',
  web: 'globe',
  mobile: 'smartphone',
  cloud: 'cloud',
  security: 'lock',
};

export const Category = ({ of }: { of: string }) => (
  <span>
    <Icon name={categoryIcons[of] ?? 'life-buoy'} />
    {categoryName(of)}
  </span>
);

const avatarTones = ['', 's2', 's3', 's4'];

/** Initials on a colour that follows from the id. Decoration: the name stands beside it. */
export function Avatar({ id, name, size }: { id: string; name: string; size?: 'small' | 'large' }) {
  const initials = name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => [...word][0] ?? '');
  const shown = initials.length > 1 ? `${initials[0]}${initials.at(-1)}` : (initials[0] ?? '?');
  let sum = 0;
  for (const char of id) sum += char.charCodeAt(0);
  const classes = ['avatar', avatarTones[sum % avatarTones.length], size].filter(Boolean).join(' ');
  return (
    <span class={classes} aria-hidden="true">
      {shown.toUpperCase()}
    </span>
  );
}

/** Capacity as grapes: one berry for each issue an expert can hold. */
export const Berries = ({ taken, of, label }: { taken: number; of: number; label: string }) => (
  <span class="berries" role="img" aria-label={label}>
    {Array.from({ length: of }, (_, i) => (
      <i key={i} class={i < taken ? 'on' : undefined} />
    ))}
  </span>
);

const verificationTones: Record<Verification, Tone> = {
  pending: 'warn',
  verified: 'good',
  declined: 'bad',
  suspended: 'bad',
};

export const VerificationBadge = ({ of }: { of: Verification | undefined }) =>
  of === undefined ? null : <Badge tone={verificationTones[of]}>{t(`common.verification.${of}`)}</Badge>;
