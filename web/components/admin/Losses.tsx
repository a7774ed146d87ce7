import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { AdoptionView, MeshView, RegionView } from '../../../node/schemas/mesh-views.ts';
import { Icon, type IconName } from '../../icons.tsx';
import { t } from '../../lib/i18n.ts';
import type { Loss } from '../../lib/losses.ts';
import { listOf, shortTime } from '../../lib/time.ts';
import { Button } from '../Button.tsx';
import { AdoptDialog, type Ask } from './Adoption.tsx';
import { goneId } from './Retired.tsx';

type Look = 'bad' | 'warn' | 'good';
const icons = { bad: 'triangle-alert', warn: 'clock', good: 'check' } as const satisfies Record<
  Look,
  IconName
>;

/**
 * What is said of a lost region, from the first minute to the last: it stays the same place on the page while the region
 * is down, is adopted and is settled, and its heading is where the focus goes on when its button is gone.
 */
function Told(props: { look: Look; title: string; text: readonly string[]; children?: ComponentChildren }) {
  const { look, title, text, children } = props;
  return (
    <>
      <Icon name={icons[look]} isLarge />
      <div class="grow stack tight">
        <h2>{title}</h2>
        {text.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      {children}
    </>
  );
}

type Asking = { here: string; ask: (ask: Ask) => void };

function Down({ region, here, ask }: Asking & { region: RegionView }) {
  const { name, stateForMs } = region;
  const now = Date.now();
  return (
    <Told
      look="bad"
      title={t('board.lost.title', { region: name, time: shortTime(now - stateForMs, now) })}
      text={[t('board.lost.choose', { here })]}
    >
      <Button isSmall onClick={() => ask({ region: name, without: [] })}>
        {t('admin.adopt', { region: name })}
      </Button>
    </Told>
  );
}

/** What an adoption still waits for, and who can do something about it. */
function waits({ by, waitingFor, unreachable }: AdoptionView, here: string): string[] {
  if (waitingFor.length === 0) return [];
  const names = listOf(waitingFor);
  if (unreachable.length === 0) return [t('admin.waitsFor', { names }), t('board.lost.asking')];
  const silent = listOf(unreachable);
  return [
    t('admin.waitsFor', { names }),
    by === here
      ? t('board.lost.stuck', { names: silent })
      : t('board.lost.stuckThere', { names: silent, by }),
  ];
}

function Adopted({ adoption, isListed, here, ask }: Asking & { adoption: AdoptionView; isListed: boolean }) {
  const { region, by, state, unreachable, isAgreed } = adoption;
  if (state !== 'done') {
    const text = waits(adoption, here);
    return (
      <Told
        look="warn"
        title={t('admin.adopting', { region, by })}
        text={text.length > 0 ? text : [t('board.lost.asking')]}
      >
        {unreachable.length > 0 && by === here && (
          <Button isSmall onClick={() => ask({ region, without: unreachable })}>
            {t('admin.goOn', { names: listOf(unreachable) })}
          </Button>
        )}
      </Told>
    );
  }
  return (
    <Told
      look="good"
      title={isAgreed ? t('admin.hasLeftTo', { region, by }) : t('admin.adoptedBy', { region, by })}
      text={[isAgreed ? t('board.lost.left') : t('board.lost.done', { region, by })]}
    >
      {isListed && (
        <a class="button small" href={`#${goneId}`}>
          {t('board.lost.takeOff')}
        </a>
      )}
    </Told>
  );
}

const lookOf = (loss: Loss): Look => {
  if (loss.kind === 'down') return 'bad';
  return loss.adoption.state === 'done' ? 'good' : 'warn';
};

/** Regions that are lost: what that means, what can be done about it, how far it is, and what is left to do. */
export function Losses({ losses, view: { here, regions } }: { losses: readonly Loss[]; view: MeshView }) {
  const asked = useSignal<Ask | undefined>(undefined);
  const ask = (question: Ask) => {
    asked.value = question;
  };
  return (
    <>
      {losses.map((loss) => (
        <div key={loss.name} class={`banner loss ${lookOf(loss)}`} data-row>
          {loss.kind === 'down' ? (
            <Down region={loss.region} here={here} ask={ask} />
          ) : (
            <Adopted
              adoption={loss.adoption}
              isListed={regions.some(({ name, isSettled }) => name === loss.name && isSettled)}
              here={here}
              ask={ask}
            />
          )}
        </div>
      ))}
      {asked.value && (
        <AdoptDialog
          {...asked.value}
          here={here}
          close={() => {
            asked.value = undefined;
          }}
        />
      )}
    </>
  );
}
