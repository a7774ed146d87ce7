import { useId } from 'preact/hooks';
import { useFollowed } from '../../lib/followed.ts';
import { t } from '../../lib/i18n.ts';
import { go } from '../../lib/route.ts';
import { Button } from '../Button.tsx';

type Props = {
  label: string;
  /** The present query of the address bar; of it the words are changed. */
  query: Readonly<Record<string, string>>;
  /** Its name there. */
  name?: string;
};

/** Words to look for, which stand in the address bar once they are sent. */
export function Search({ label, query, name = 'q' }: Props) {
  const text = useFollowed(query[name] ?? '');
  const id = useId();
  return (
    <form
      class="search-form"
      onSubmit={(event) => {
        event.preventDefault();
        const words = text.value.trim();
        go({ ...query, [name]: words === '' ? undefined : words });
      }}
    >
      <div class="field">
        <label for={id}>{label}</label>
        <input
          id={id}
          class="input"
          type="search"
          name={name}
          dir="auto"
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
      </div>
      <Button type="submit" icon="search">
        {t('board.filter.search')}
      </Button>
    </form>
  );
}
