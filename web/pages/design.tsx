import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Controls } from '../components/design/Controls.tsx';
import { Looked } from '../components/design/Looked.tsx';
import { Segments } from '../components/Field.tsx';
import { Shell, show } from '../components/Shell.tsx';
import { direction, t } from '../lib/i18n.ts';

const themes = ['system', 'light', 'dark'] as const;
const directions = ['ltr', 'rtl'] as const;

/** How the page is looked at; another language is in the header, as everywhere. */
function Looks() {
  const theme = useSignal('system');
  const way = useSignal<string>(direction());
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (theme.value === 'system') delete dataset.theme;
    else dataset.theme = theme.value;
  }, [theme.value]);
  return (
    <div class="two">
      <Segments
        label={t('home.design.theme')}
        name="theme"
        value={theme.value}
        onValue={(value) => {
          theme.value = value;
        }}
        options={themes.map((value) => ({ value, label: t(`home.design.themes.${value}`) }))}
      />
      <Segments
        label={t('home.design.direction')}
        name="direction"
        value={way.value}
        onValue={(value) => {
          way.value = value;
          document.documentElement.dir = value;
        }}
        options={directions.map((value) => ({ value, label: t(`home.design.directions.${value}`) }))}
      />
    </div>
  );
}

const Design = () => (
  <Shell me={undefined} here={undefined} nav={[]}>
    <main class="page narrow samples" id="main">
      <h1>{t('home.design.title')}</h1>
      <p class="muted">{t('home.design.lead')}</p>
      <Looks />
      <Controls />
      <Looked />
    </main>
  </Shell>
);

show(<Design />, 'home.design.title');
