import { t } from '../../lib/i18n.ts';
import { followInPage, pageWith } from '../../lib/route.ts';
import { Empty } from '../States.tsx';

/** A list whose filters leave nothing, and the way to all of it: the same page with the query `all`. */
export function NothingFits(props: {
  title: string;
  text: string;
  all: Readonly<Record<string, string | undefined>>;
}) {
  const { title, text, all } = props;
  return (
    <Empty title={title} text={text}>
      <a class="button small" href={pageWith(all)} onClick={followInPage}>
        {t('board.filter.clear')}
      </a>
    </Empty>
  );
}
