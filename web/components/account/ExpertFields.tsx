import type { ApiProblem } from '../../lib/api.ts';
import type { ExpertForm } from '../../lib/expertForm.ts';
import { limits } from '../../lib/limits.ts';
import type { HoursForm } from '../../lib/workingHours.ts';
import { weekdays } from '../../lib/workingHours.ts';
import { profileWords } from '../../words/account.ts';
import { common } from '../../words/common.ts';
import { Checks, TextArea, TextField } from '../Field.tsx';

type Props = {
  form: ExpertForm;
  put: (change: Partial<ExpertForm>) => void;
  categories: readonly string[];
  problem: ApiProblem | undefined;
};

/** What an expert says about themselves, at sign-up and in the profile. */
export function ExpertFields({ form, put, categories, problem }: Props) {
  const w = profileWords;
  const known = [...new Set([...categories, ...form.categories])];
  return (
    <>
      <Checks
        label={w.categories}
        name="categories"
        values={form.categories}
        onValues={(values) => put({ categories: values })}
        options={known.map((value) => ({ value, label: common.category(value) }))}
        problem={problem}
      />
      <TextArea
        label={w.qualifications}
        name="qualifications"
        isOptional
        rows={3}
        value={form.qualifications}
        onValue={(qualifications) => put({ qualifications })}
        hint={w.qualificationsHint}
        problem={problem}
      />
      <div class="two">
        <TextField
          label={w.years}
          name="yearsOfExperience"
          type="number"
          min={0}
          max={80}
          value={form.yearsOfExperience}
          onValue={(yearsOfExperience) => put({ yearsOfExperience })}
          problem={problem}
        />
        <TextField
          label={w.capacity}
          name="capacity"
          type="number"
          min={1}
          max={limits.capacity}
          value={form.capacity}
          onValue={(capacity) => put({ capacity })}
          hint={w.capacityHint(limits.capacity)}
          problem={problem}
        />
      </div>
      <Hours hours={form.hours} put={(hours) => put({ hours })} problem={problem} />
      <TextArea
        label={w.links}
        name="links"
        isOptional
        rows={2}
        value={form.links}
        onValue={(links) => put({ links })}
        hint={w.linksHint}
        problem={problem}
      />
      <TextArea
        label={w.resume}
        name="resume"
        isOptional
        rows={4}
        value={form.resume}
        onValue={(resume) => put({ resume })}
        problem={problem}
      />
    </>
  );
}

/** Optional: outside these hours somebody is asked when others cannot. The times show once a day is chosen. */
function Hours({
  hours,
  put,
  problem,
}: {
  hours: HoursForm;
  put: (hours: HoursForm) => void;
  problem: Props['problem'];
}) {
  const w = profileWords;
  return (
    <>
      <Checks
        label={w.workDays}
        name="workingHours/shifts/0/days"
        values={hours.days}
        onValues={(days) => put({ ...hours, days })}
        options={weekdays.map((value) => ({ value, label: w.weekday[value] }))}
        hint={w.workDaysHint}
        problem={problem}
      />
      {hours.days.length > 0 && (
        <>
          <div class="two">
            <TextField
              label={w.workFrom}
              name="workingHours/shifts/0/from"
              type="time"
              value={hours.from}
              onValue={(from) => put({ ...hours, from })}
              problem={problem}
            />
            <TextField
              label={w.workTo}
              name="workingHours/shifts/0/to"
              type="time"
              value={hours.to}
              onValue={(to) => put({ ...hours, to })}
              hint={w.workToHint}
              problem={problem}
            />
          </div>
          <TextField
            label={w.timeZone}
            name="workingHours/timeZone"
            value={hours.timeZone}
            onValue={(timeZone) => put({ ...hours, timeZone })}
            hint={w.timeZoneHint}
            problem={problem}
          />
          {hours.others.length > 0 && <p class="muted small">{w.moreShifts(hours.others.length)}</p>}
        </>
      )}
    </>
  );
}
