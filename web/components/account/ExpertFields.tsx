import type { ApiProblem } from '../../lib/api.ts';
import type { ExpertForm } from '../../lib/expertForm.ts';
import { t } from '../../lib/i18n.ts';
import { limits } from '../../lib/limits.ts';
import { categoryName } from '../../lib/names.ts';
import type { HoursForm } from '../../lib/workingHours.ts';
import { ownTimeZone, weekdays } from '../../lib/workingHours.ts';
import { Checks, TextArea, TextField } from '../Field.tsx';

type Props = {
  form: ExpertForm;
  put: (change: Partial<ExpertForm>) => void;
  categories: readonly string[];
  problem: ApiProblem | undefined;
};

/** What an expert says about themselves, at sign-up and in the profile. */
export function ExpertFields({ form, put, categories, problem }: Props) {
  const known = [...new Set([...categories, ...form.categories])];
  return (
    <>
      <Checks
        label={t('account.profile.categories')}
        name="categories"
        values={form.categories}
        onValues={(values) => put({ categories: values })}
        options={known.map((value) => ({ value, label: categoryName(value) }))}
        problem={problem}
      />
      <TextArea
        label={t('account.profile.qualifications')}
        name="qualifications"
        lengthMax={limits.qualifications}
        isOptional
        rows={3}
        value={form.qualifications}
        onValue={(qualifications) => put({ qualifications })}
        hint={t('account.profile.qualificationsHint')}
        problem={problem}
      />
      <div class="two">
        <TextField
          label={t('account.profile.years')}
          name="yearsOfExperience"
          type="number"
          min={0}
          max={80}
          value={form.yearsOfExperience}
          onValue={(yearsOfExperience) => put({ yearsOfExperience })}
          problem={problem}
        />
        <TextField
          label={t('account.profile.capacity')}
          name="capacity"
          type="number"
          min={1}
          max={limits.capacity}
          value={form.capacity}
          onValue={(capacity) => put({ capacity })}
          hint={t('account.profile.capacityHint', { max: limits.capacity })}
          problem={problem}
        />
      </div>
      <Hours hours={form.hours} put={(hours) => put({ hours })} problem={problem} />
      <TextArea
        label={t('account.profile.links')}
        name="links"
        isOptional
        rows={2}
        value={form.links}
        onValue={(links) => put({ links })}
        hint={t('account.profile.linksHint')}
        problem={problem}
      />
      <TextArea
        label={t('account.profile.resume')}
        name="resume"
        lengthMax={limits.description}
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
  return (
    <>
      <Checks
        label={t('account.profile.workDays')}
        name="workingHours/shifts/0/days"
        values={hours.days}
        onValues={(days) => put({ ...hours, days })}
        options={weekdays.map((value) => ({ value, label: t(`account.profile.weekday.${value}`) }))}
        hint={t('account.profile.workDaysHint')}
        problem={problem}
      />
      {hours.days.length > 0 && (
        <>
          <div class="two">
            <TextField
              label={t('account.profile.workFrom')}
              name="workingHours/shifts/0/from"
              type="time"
              value={hours.from}
              onValue={(from) => put({ ...hours, from })}
              problem={problem}
            />
            <TextField
              label={t('account.profile.workTo')}
              name="workingHours/shifts/0/to"
              type="time"
              value={hours.to}
              onValue={(to) => put({ ...hours, to })}
              hint={t('account.profile.workToHint')}
              problem={problem}
            />
          </div>
          <TextField
            label={t('account.profile.timeZone')}
            name="workingHours/timeZone"
            value={hours.timeZone ?? ownTimeZone()}
            onValue={(timeZone) => put({ ...hours, timeZone })}
            hint={t('account.profile.timeZoneHint')}
            problem={problem}
          />
          {hours.others.length > 0 && (
            <p class="muted small">{t('account.profile.moreShifts', { count: hours.others.length })}</p>
          )}
        </>
      )}
    </>
  );
}
