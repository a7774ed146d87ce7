import type { ExpertProfile } from '../../node/schemas/views.ts';
import { type HoursForm, hoursFormOf, hoursOf } from './workingHours.ts';

/** What an expert fills in, as the fields hold it: text. */
export type ExpertForm = {
  readonly categories: readonly string[];
  readonly qualifications: string;
  readonly yearsOfExperience: string;
  /** One a line. */
  readonly links: string;
  readonly resume: string;
  readonly capacity: string;
  readonly hours: HoursForm;
};

export const blankExpert: ExpertForm = {
  categories: [],
  qualifications: '',
  yearsOfExperience: '1',
  links: '',
  resume: '',
  capacity: '3',
  hours: hoursFormOf(),
};

export const expertFormOf = (profile: ExpertProfile): ExpertForm => ({
  categories: profile.categories,
  qualifications: profile.qualifications,
  yearsOfExperience: String(profile.yearsOfExperience),
  links: profile.links.join('\n'),
  resume: profile.resume,
  capacity: String(profile.capacity),
  hours: hoursFormOf(profile.workingHours),
});

/** A number, or NaN for a blank, which the node refuses at its field; Number('') alone would be 0. */
const toNumber = (text: string) => (text.trim() === '' ? Number.NaN : Number(text));

/** What is sent: lists and numbers. The node checks them and points at the field that is wrong. */
export const expertBodyOf = (form: ExpertForm) => {
  const workingHours = hoursOf(form.hours);
  return {
    categories: [...form.categories],
    qualifications: form.qualifications,
    yearsOfExperience: toNumber(form.yearsOfExperience),
    links: form.links.split(/\s+/).filter(Boolean),
    resume: form.resume,
    capacity: toNumber(form.capacity),
    ...(workingHours && { workingHours }),
  };
};

/** The same as a change: hours that were taken off are sent as none. */
export const expertChangeOf = (form: ExpertForm) => ({ workingHours: null, ...expertBodyOf(form) });
