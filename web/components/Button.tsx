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

const refuse = (event: Event) => event.preventDefault();

/** A button that says its act. `type="button"` unless said otherwise. */
export function Button({ look, icon, isSmall, isFull, isBusy, children, type, onClick, ...rest }: Props) {
  const classes = ['button', look, isSmall && 'small', isFull && 'full'].filter(Boolean).join(' ');
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      class={classes}
      // Not disabled while busy: that would take the focus from who pressed it by keyboard.
      aria-disabled={isBusy ? 'true' : undefined}
      aria-busy={isBusy ? 'true' : undefined}
      onClick={isBusy ? refuse : onClick}
    >
      {isBusy ? <Icon name="refresh-cw" /> : icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  );
}
