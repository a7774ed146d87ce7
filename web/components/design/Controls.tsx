import { useSignal } from '@preact/signals';
import { t } from '../../lib/i18n.ts';
import { say } from '../../lib/toast.ts';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';
import { Checks, Segments, SelectField, TextArea, TextField } from '../Field.tsx';
import { Suggested } from '../issue/Suggested.tsx';
import { PasswordField } from '../PasswordField.tsx';
import { StarsPick } from '../Stars.tsx';
import { Sample } from './Sample.tsx';
import { problemOf } from './samples.ts';

const nothing = () => undefined;

const looks = [undefined, 'primary', 'danger', 'quiet'] as const;

function Buttons() {
  const label = t('issue.send');
  return (
    <Sample name="Button" code='<Button look="primary" icon="plus" isSmall isBusy disabled>'>
      {looks.map((look) => (
        <p class="row wrap" key={look}>
          <Button {...(look && { look })}>{label}</Button>
          <Button {...(look && { look })} icon="plus">
            {label}
          </Button>
          <Button {...(look && { look })} isSmall>
            {label}
          </Button>
          <Button {...(look && { look })} isBusy>
            {label}
          </Button>
          <Button {...(look && { look })} disabled>
            {label}
          </Button>
        </p>
      ))}
      <Button look="primary" isFull>
        {label}
      </Button>
    </Sample>
  );
}

function Fields() {
  const text = useSignal('');
  const choice = useSignal('normal');
  const ticked = useSignal<string[]>(['low']);
  const stars = useSignal(4);
  const write = (value: string) => {
    text.value = value;
  };
  const choose = (value: string) => {
    choice.value = value;
  };
  const options = (['low', 'normal', 'high', 'critical'] as const).map((value) => ({
    value,
    label: t(`common.urgency.${value}`),
  }));
  const field = { value: text.value, onValue: write };
  return (
    <>
      <Sample
        name="TextField"
        code="<TextField label name value onValue hint aside lengthMax problem isOptional />"
      >
        <TextField label={t('issue.title')} name="plain" {...field} hint={t('issue.descriptionHint')} />
        <TextField
          label={t('account.sign.name')}
          name="wrong"
          {...field}
          problem={problemOf('wrong', t('common.correct'))}
        />
        <TextField
          label={t('issue.title')}
          name="limited"
          value="abcdefghijk"
          onValue={nothing}
          lengthMax={10}
        />
        <TextArea label={t('issue.description')} name="area" {...field} isOptional />
        <PasswordField label={t('account.sign.password')} name="password" {...field} />
      </Sample>
      <Sample
        name="SelectField"
        code="<SelectField options groups unchosen />, <Segments />, <Checks />, <StarsPick />"
      >
        <SelectField
          label={t('issue.urgency')}
          name="select"
          value={choice.value}
          onValue={choose}
          options={options}
          aside={<Suggested value={t('common.urgency.high')} onTake={() => choose('high')} />}
        />
        <SelectField
          label={t('issue.category')}
          name="unchosen"
          value=""
          onValue={nothing}
          unchosen={{ label: t('issue.chooseCategory'), error: t('issue.categoryMissing') }}
          options={options}
          problem={problemOf('unchosen', t('issue.categoryMissing'))}
        />
        <Segments
          label={t('issue.urgency')}
          name="segments"
          value={choice.value}
          onValue={choose}
          options={options}
          aside={<Suggested value={t('common.urgency.high')} onTake={() => choose('high')} />}
        />
        <Checks
          label={t('account.profile.categories')}
          name="checks"
          values={ticked.value}
          onValues={(values) => {
            ticked.value = values;
          }}
          options={options}
        />
        <StarsPick
          legend={t('issue.rateSubmit')}
          value={stars.value}
          onValue={(value) => {
            stars.value = value;
          }}
        />
      </Sample>
    </>
  );
}

function Floating() {
  const isOpen = useSignal(false);
  return (
    <Sample name="Dialog" code="<Dialog title text submitLabel isDanger send done close>, say(words)">
      <p class="row wrap">
        <Button
          onClick={() => {
            isOpen.value = true;
          }}
        >
          {t('issue.cancel')}
        </Button>
        <Button onClick={() => say(t('common.saved'))}>{t('common.save')}</Button>
      </p>
      {isOpen.value && (
        <Dialog
          title={t('issue.cancelTitle')}
          text={t('issue.cancelText')}
          submitLabel={t('issue.cancelSubmit')}
          isDanger
          send={async () => undefined}
          done={() => undefined}
          close={() => {
            isOpen.value = false;
          }}
        />
      )}
    </Sample>
  );
}

/** What is pressed, typed into and chosen from. */
export const Controls = () => (
  <>
    <Buttons />
    <Fields />
    <Floating />
  </>
);
