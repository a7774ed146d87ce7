import type { ButtonHTMLAttributes } from 'preact';
import { Icon, type IconName } from '../icons.tsx';

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'icon' | 'class'> & {
  /** At most one `primary` in a view: its main act. */
  look?: 'primary' | 'danger' | 'quiet';
  icon?: IconName;
  isSmall?: boolean;
  isFull?: boolean;
  /** Its action is under way: it cannot be pressed again. */
  isBusy?: boolean;
};

/** A button that says its act. `type="button"` unless said otherwise. */
export function Button({ look, icon, isSmall, isFull, isBusy, disabled, children, type, ...rest }: Props) {
  const classes = ['button', look, isSmall && 'small', isFull && 'full'].filter(Boolean).join(' ');
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      class={classes}
      disabled={disabled || isBusy}
      aria-busy={isBusy ? 'true' : undefined}
    >
      {isBusy ? <Icon name="refresh-cw" /> : icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  );
}
