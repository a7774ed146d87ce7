import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import { Icon } from '../../icons.tsx';
import { t } from '../../lib/i18n.ts';
import { type ListFilter as Filter, filterOf, isNarrow, queryOf, sorts } from '../../lib/listFilter.ts';
import { categories } from '../../lib/mesh.ts';
import { listFilter } from '../../lib/myIssues.ts';
import { categoryName } from '../../lib/names.ts';
import { go, rewrite, route } from '../../lib/route.ts';
import { Segments, SelectField } from '../Field.tsx';

/** Long enough not to ask at each letter, short enough to feel at once. */
const typingPauseMs = 200;

/** What else the address says (which issue is open) stays. */
function addressWith(change: Partial<Filter>): Record<string, string | undefined> {
  return { ...Object.fromEntries(route.peek()), ...queryOf({ ...listFilter(), ...change }) };
}

/** Words to look for. What is typed stands in the address bar, without a step back for each letter. */
export function Search() {
  const { q } = listFilter();
  const typed = useSignal(q);
  useEffect(() => {
    // Back and forward change what is asked for.
    if (filterOf(route.peek()).q.trim() !== typed.peek().trim()) typed.value = q;
  }, [q]);
  useEffect(() => {
    if (typed.value === listFilter().q) return;
    const timer = window.setTimeout(() => rewrite(addressWith({ q: typed.peek() })), typingPauseMs);
    return () => window.clearTimeout(timer);
  }, [typed.value]);
  return (
    <div class="input-icon grow">
      <Icon name="search" />
      <input
        class="input"
        type="search"
        aria-label={t('issue.search')}
        placeholder={t('issue.search')}
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
      />
    </div>
  );
}

/** Which issues are listed, and in which order: behind a button, as most people have a handful. */
export function ListFilter() {
  const id = useId();
  const filter = listFilter();
  const isUsual = !isNarrow({ ...filter, q: '' }) && filter.sort === 'changed';
  const isOpen = useSignal(!isUsual);
  const put = (change: Partial<Filter>) => go(addressWith(change));
  const options = [...new Set([...categories(), ...(filter.category ? [filter.category] : [])])];
  return (
    <div class="list-filter">
      <button
        type="button"
        class="button quiet small"
        aria-expanded={isOpen.value}
        aria-controls={id}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      >
        <Icon name="sliders-horizontal" />
        {t('home.list.filter')}
        {!isUsual && <span class="dot accent" />}
      </button>
      {!isUsual && (
        <button
          type="button"
          class="button quiet small"
          onClick={() => put({ state: undefined, category: undefined, sort: 'changed' })}
        >
          {t('home.list.clear')}
        </button>
      )}
      <div id={id} class="list-filter-fields" hidden={!isOpen.value}>
        <Segments
          label={t('home.list.state')}
          name="state"
          value={filter.state ?? ''}
          onValue={(value) => put({ state: value === 'open' || value === 'closed' ? value : undefined })}
          options={[
            { value: '', label: t('home.list.all') },
            { value: 'open', label: t('issue.groups.open') },
            { value: 'closed', label: t('issue.groups.closed') },
          ]}
        />
        <SelectField
          label={t('issue.category')}
          name="category"
          value={filter.category ?? ''}
          onValue={(value) => put({ category: value === '' ? undefined : value })}
          options={[
            { value: '', label: t('home.list.anything') },
            ...options.map((value) => ({ value, label: categoryName(value) })),
          ]}
        />
        <SelectField
          label={t('home.list.order')}
          name="sort"
          value={filter.sort}
          onValue={(value) => put({ sort: sorts.find((one) => one === value) ?? 'changed' })}
          options={sorts.map((value) => ({ value, label: t(`home.list.sort.${value}`) }))}
        />
      </div>
    </div>
  );
}
