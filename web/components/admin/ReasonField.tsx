import type { Signal } from '@preact/signals';
import { limits } from '../../lib/limits.ts';
import { TextArea } from '../Field.tsx';

/** Why an admin does something, for the audit log. */
export function ReasonField({
  label,
  value,
  problem,
}: {
  label: string;
  value: Signal<string>;
  problem: Parameters<typeof TextArea>[0]['problem'];
}) {
  return (
    <TextArea
      label={label}
      name="reason"
      lengthMax={limits.reason}
      rows={3}
      value={value.value}
      onValue={(text) => {
        value.value = text;
      }}
      problem={problem}
    />
  );
}
