import type { ComponentChildren } from 'preact';

/** A component in its states, under its name, with the line of code that makes it. */
export const Sample = ({
  name,
  code,
  children,
}: {
  name: string;
  code: string;
  children: ComponentChildren;
}) => (
  <section class="card pad stack design-sample" aria-labelledby={`design-${name}`}>
    <div class="row wrap">
      <h2 class="grow" id={`design-${name}`}>
        {name}
      </h2>
      <code dir="ltr">{code}</code>
    </div>
    {children}
  </section>
);
