import { useSignal } from '@preact/signals';
import { t } from '../../lib/i18n.ts';
import { go } from '../../lib/route.ts';
import { Button } from '../Button.tsx';
import { TextField } from '../Field.tsx';

type Props = {
  label: string;
  /** The present query of the address bar; of it the words are changed. */
  query: Readonly<Record<string, string>>;
  /** Its name there. */
  name?: string;
};

/** Words to look for, which stand in the address bar once they are sent. */
export function Search({ label, query, name = 'q' }: Props) {
  const text = useSignal(query[name] ?? '');
  return (
    <form
      class="search-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const words = text.value.trim();
        go({ ...query, [name]: words === '' ? undefined : words });
      }}
    >
      <TextField
        label={label}
        name={name}
        isOptional
        value={text.value}
        onValue={(value) => {
          text.value = value;
        }}
      />
      <Button type="submit" icon="search">
        {t('board.filter.search')}
      </Button>
    </form>
  );
}
