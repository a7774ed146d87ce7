import { t } from '../lib/i18n.ts';
import { Button } from './Button.tsx';

export type GoOnAsProps = {
  readonly email: string;
  readonly answer: (isThem: boolean) => void;
};

/** Asked where nobody is signed in, before a ticket from elsewhere signs somebody in. */
export function GoOnAs({ email, answer }: GoOnAsProps) {
  return (
    <section class="card pad stack" aria-labelledby="go-on-as">
      <h1 id="go-on-as">{t('connection.goOnAs', { email })}</h1>
      <p>{t('connection.goOnAsText')}</p>
      <p class="row wrap">
        <Button look="primary" onClick={() => answer(true)}>
          {t('connection.itIsMe')}
        </Button>
        <Button onClick={() => answer(false)}>{t('connection.itIsNotMe')}</Button>
      </p>
    </section>
  );
}
