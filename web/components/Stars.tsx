import { useId } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { t } from '../lib/i18n.ts';

const all = [1, 2, 3, 4, 5];

/** A rating that was given. */
export const Stars = ({ n }: { n: number }) => (
  <span class="stars" role="img" aria-label={t('common.stars', { count: n })}>
    {all.map((star) => (
      <Icon key={star} name="star" isOn={star <= n} />
    ))}
  </span>
);

/** A rating to give: five radio buttons. */
export function StarsPick(props: { legend: string; value: number; onValue: (stars: number) => void }) {
  const name = useId();
  return (
    <fieldset class="field">
      <legend>{props.legend}</legend>
      <div class="stars pick">
        {all.map((star) => (
          <label key={star}>
            <input
              type="radio"
              name={name}
              value={star}
              aria-label={t('common.stars', { count: star })}
              checked={star === props.value}
              onChange={() => props.onValue(star)}
            />
            <Icon name="star" />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
