import type { Step } from '../lib/timeline.ts';
import { Time } from './Pieces.tsx';

/** What happened to an issue, step by step. */
export const Vine = ({ steps }: { steps: readonly Step[] }) => (
  <ol class="vine">
    {steps.map((step, i) => (
      <li key={i} class={step.look} aria-current={step.look === 'now' ? 'step' : undefined}>
        <b dir="auto">{step.title}</b>
        {step.at !== undefined && <Time at={step.at} />}
        {step.detail !== undefined && (
          <span class="why" dir="auto">
            {step.detail}
          </span>
        )}
      </li>
    ))}
  </ol>
);
