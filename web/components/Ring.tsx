/** From here on the ring is red, and the time left was said aloud. */
export const soonSeconds = 10;

/** A countdown: whole seconds in the middle, the share that is left around them. */
export const Ring = ({ left, total, label }: { left: number; total: number; label: string }) => (
  <span class={left <= soonSeconds ? 'ring soon' : 'ring'} role="timer" aria-label={label}>
    <svg viewBox="0 0 52 52" aria-hidden="true">
      <circle cx="26" cy="26" r="23" />
      <circle
        class="left"
        cx="26"
        cy="26"
        r="23"
        pathLength="100"
        stroke-dasharray={`${Math.round((left / Math.max(1, total)) * 100)} 100`}
      />
    </svg>
    <b aria-hidden="true">{left}</b>
  </span>
);
