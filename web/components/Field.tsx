import type { ComponentChildren, TargetedInputEvent } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import type { ApiProblem } from '../lib/api.ts';
import { t } from '../lib/i18n.ts';
import { isTooLong } from '../lib/limits.ts';
import { errorAt } from '../lib/submit.ts';
import { LengthLeft } from './LengthLeft.tsx';

type Common = {
  label: string;
  /** Its name in the request, by which the node points at it. */
  name: string;
  hint?: string | undefined;
  isOptional?: boolean;
  /** Beside the label, for example how much has been typed. */
  aside?: ComponentChildren;
  problem?: ApiProblem | undefined;
};

/** A text, and how many characters the node takes of it: near that, the field says how many are left. */
type Limited = { value: string; lengthMax?: number };

/** What is wrong with a text that the node would refuse; a form is not sent while a field has such an error (`lib/submit.ts`). */
export const overLimit = ({ value, lengthMax }: Limited): string | undefined =>
  lengthMax !== undefined && isTooLong(value, lengthMax)
    ? t('problem.field.too-long', { max: lengthMax })
    : undefined;

/** For the control of a field: what is wrong with it before it is sent, as the browser keeps it. */
export const marked = (error: string | undefined) => (control: Validated | null) =>
  control?.setCustomValidity(error ?? '');

type Validated = Pick<HTMLInputElement, 'setCustomValidity'>;

function useField({ name, hint, problem, ...text }: Common & Partial<Limited>) {
  const id = useId();
  const over = overLimit({ value: '', ...text });
  const error = over ?? errorAt(problem, name);
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return {
    id,
    error,
    control: {
      id,
      name,
      ref: marked(over),
      class: 'input',
      'aria-invalid': error ? ('true' as const) : undefined,
      'aria-describedby': describedBy || undefined,
    },
  };
}

type Framed = Common &
  Partial<Limited> & { id: string; error: string | undefined; children: ComponentChildren };

function Frame(props: Framed) {
  const { id, error, hint, label, isOptional, aside, children, value = '', lengthMax } = props;
  return (
    <div class="field">
      <span class="field-head">
        <label for={id}>
          {label} {isOptional && <span class="muted">{t('common.optional')}</span>}
        </label>
        {aside && <span class="muted">{aside}</span>}
        {lengthMax !== undefined && <LengthLeft text={value} max={lengthMax} />}
      </span>
      {children}
      {error && (
        <p class="error" id={`${id}-error`}>
          <Icon name="circle-alert" />
          {error}
        </p>
      )}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** Typed text runs as its letters do; before the first one the caret stands where the page's language begins. */
export const directionOf = (typed: string) => (typed === '' ? undefined : 'auto');

type TextProps = Common &
  Limited & {
    onValue: (value: string) => void;
    type?: 'text' | 'email' | 'number' | 'time';
    autocomplete?: 'name' | 'email' | 'username' | 'off';
    min?: number;
    max?: number;
    step?: number | 'any';
  };

/** One line of text, or a number. */
export function TextField(props: TextProps) {
  const { control, ...frame } = useField(props);
  const { value, onValue, type, autocomplete, min, max, step, isOptional } = props;
  const input = {
    ...control,
    value,
    required: !isOptional,
    autocomplete: autocomplete ?? 'off',
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => onValue(event.currentTarget.value),
  };
  return (
    <Frame {...props} {...frame}>
      {type === 'number' ? (
        <input {...input} type="number" min={min} max={max} step={step} />
      ) : type === 'email' ? (
        <input {...input} type="email" />
      ) : type === 'time' ? (
        <input {...input} type="time" />
      ) : (
        <input {...input} type="text" dir={directionOf(value)} />
      )}
    </Frame>
  );
}

/** Text of several lines. */
export function TextArea(props: Common & Limited & { onValue: (value: string) => void; rows?: number }) {
  const { control, ...frame } = useField(props);
  return (
    <Frame {...props} {...frame}>
      <textarea
        {...control}
        rows={props.rows ?? 4}
        value={props.value}
        dir={directionOf(props.value)}
        required={!props.isOptional}
        onInput={(event) => props.onValue(event.currentTarget.value)}
      />
    </Frame>
  );
}

export type Option = { readonly value: string; readonly label: string };

/** A list in which nothing is chosen yet: what stands there, and what is said to who sends it so. */
export type Unchosen = { readonly label: string; readonly error: string };

/** A choice out of a list; with `unchosen`, one that has to be made, and '' until then. */
export function SelectField(
  props: Common & {
    unchosen?: Unchosen;
    value: string;
    onValue: (value: string) => void;
    options: readonly Option[];
    groups?: readonly { readonly label: string; readonly options: readonly Option[] }[];
  },
) {
  const { control, error: found, ...frame } = useField(props);
  const { value, onValue, options, groups = [], unchosen } = props;
  const error = found && value === '' ? (unchosen?.error ?? found) : found;
  const show = (option: Option) => (
    <option key={option.value} value={option.value} selected={option.value === value}>
      {option.label}
    </option>
  );
  return (
    <Frame {...props} {...frame} error={error}>
      <select
        {...control}
        value={value}
        required={unchosen !== undefined}
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        {unchosen && value === '' && (
          <option value="" disabled selected>
            {unchosen.label}
          </option>
        )}
        {options.map(show)}
        {groups.map((group) => (
          <optgroup key={group.label} label={group.label}>
            {group.options.map(show)}
          </optgroup>
        ))}
      </select>
    </Frame>
  );
}

/** One of a few, all of them in view. */
export function Segments(
  props: Common & { value: string; onValue: (value: string) => void; options: readonly Option[] },
) {
  const id = useId();
  const error = errorAt(props.problem, props.name);
  return (
    <fieldset class="field" aria-describedby={props.hint ? `${id}-hint` : undefined}>
      <legend>{props.label}</legend>
      {props.aside && <span class="legend-aside">{props.aside}</span>}
      <div class="segments">
        {props.options.map(({ value, label }) => (
          <label key={value}>
            <input
              type="radio"
              name={`${id}-${props.name}`}
              value={value}
              checked={value === props.value}
              onChange={() => props.onValue(value)}
            />
            {label}
          </label>
        ))}
      </div>
      {error && (
        <p class="error">
          <Icon name="circle-alert" />
          {error}
        </p>
      )}
      {props.hint && (
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
    </fieldset>
  );
}

/** Any number out of a list, as boxes to tick. */
export function Checks(
  props: Common & {
    values: readonly string[];
    onValues: (values: string[]) => void;
    options: readonly Option[];
  },
) {
  const error = errorAt(props.problem, props.name);
  const toggle = (value: string, isOn: boolean) =>
    props.onValues(isOn ? [...props.values, value] : props.values.filter((other) => other !== value));
  return (
    <fieldset class="field">
      <legend>{props.label}</legend>
      <div class="checks">
        {props.options.map(({ value, label }) => (
          <label key={value} class="check">
            <input
              type="checkbox"
              name={props.name}
              value={value}
              checked={props.values.includes(value)}
              aria-invalid={error ? 'true' : undefined}
              onChange={(event) => toggle(value, event.currentTarget.checked)}
            />
            {label}
          </label>
        ))}
      </div>
      {error && (
        <p class="error">
          <Icon name="circle-alert" />
          {error}
        </p>
      )}
      {props.hint && <p class="hint">{props.hint}</p>}
    </fieldset>
  );
}
