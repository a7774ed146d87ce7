import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { AttachmentView } from '../../../node/schemas/attachments.ts';
import type { IssueView } from '../../../node/schemas/views.ts';
import { Icon } from '../../icons.tsx';
import { ApiProblem, api } from '../../lib/api.ts';
import { Draft, deviceStorage } from '../../lib/drafts.ts';
import { t } from '../../lib/i18n.ts';
import { type IssueDraft, parseIssueDraft } from '../../lib/issueDraft.ts';
import { newKey, Once } from '../../lib/keys.ts';
import { limits } from '../../lib/limits.ts';
import { categories } from '../../lib/mesh.ts';
import { besideList } from '../../lib/myIssues.ts';
import { categoryName } from '../../lib/names.ts';
import { followInPage, pageWith } from '../../lib/route.ts';
import { similarSearch, similarTo } from '../../lib/similar.ts';
import { errorAt, useSubmit } from '../../lib/submit.ts';
import { say } from '../../lib/toast.ts';
import type { Uploads } from '../../lib/uploads.ts';
import { Suggestions } from '../assistant/Suggestions.tsx';
import { Button } from '../Button.tsx';
import { Segments, SelectField, TextArea, TextField } from '../Field.tsx';
import { AttachFiles, useUploads } from '../files/AttachFiles.tsx';
import { Heading } from '../Heading.tsx';
import { ProblemNote } from '../States.tsx';
import { toUrgency, urgencyOptions } from './actions.tsx';
import { LanguageField } from './LanguageField.tsx';
import { SimilarIssues } from './SimilarIssues.tsx';
import { Suggested } from './Suggested.tsx';

const blank: IssueDraft = { title: '', description: '', category: '', urgency: 'normal' };

/** Waits for files on their way. @throws ApiProblem when one could not be sent */
async function sentFiles(uploads: Uploads): Promise<readonly AttachmentView[]> {
  await uploads.settled();
  const files = uploads.sent();
  if (files.length < uploads.items.peek().length) throw new ApiProblem(0, 'files', t('files.someFailed'));
  return files;
}

/** A sentence is mostly written without such a pause: the node is asked a few times for an issue, not at each letter. */
const typingPauseMs = 600;

/**
 * The form for a new issue. What is typed is kept on this device until it is sent, together with the key it
 * was last tried with: sent again after a reload, it makes one issue.
 */
export function NewIssue({ meId, done }: { meId: string; done: (issue: IssueView) => void }) {
  const draft = useMemo(() => new Draft(deviceStorage(), meId, 'issue', parseIssueDraft), [meId]);
  const kept = useMemo(() => draft.load(), [draft]);
  const form = useSignal<IssueDraft>(kept ?? blank);
  const once = useMemo(() => new Once(newKey, kept?.once), [kept]);
  /** What they have chosen themselves is theirs: nothing is suggested in its place. */
  const chosen = useSignal({
    category: form.value.category !== blank.category,
    urgency: form.value.urgency !== blank.urgency,
  });
  const choose = (field: 'category' | 'urgency', act: (value: string) => void) => (value: string) => {
    chosen.value = { ...chosen.value, [field]: true };
    act(value);
  };
  const { found, look } = useMemo(() => similarSearch(api.similar), []);
  const uploads = useUploads(meId, 'issue');
  const joins = useSignal(true);
  const put = (change: Partial<IssueDraft>) => {
    form.value = { ...form.value, ...change };
    draft.save(form.value);
    // Also what a press fills in: nothing is said any more of what stood there.
    for (const name of Object.keys(change)) changed(name);
  };
  const { submit, isBusy, problem, changed } = useSubmit(
    async () => {
      const { once: _, category, ...typed } = form.value;
      const isJoining = joins.value && (found.value?.others ?? 0) > 0;
      const attachments = (await sentFiles(uploads)).map(({ id }) => id);
      const body = {
        ...typed,
        ...(category !== '' && { category }),
        ...(isJoining && { joinsOthers: true }),
        ...(attachments.length > 0 && { attachments }),
      };
      const key = once.keyFor(body);
      if (once.kept !== undefined) put({ once: once.kept });
      return api.submitIssue(body, key);
    },
    (issue) => {
      draft.clear();
      uploads.clear();
      say(t('issue.sent'));
      done(issue);
    },
    once,
  );
  const { title, description, category, urgency, language } = form.value;
  useEffect(() => {
    const timer = window.setTimeout(
      () => void look(similarTo({ title, description, category, language })),
      typingPauseMs,
    );
    return () => window.clearTimeout(timer);
  }, [title, description, category, language]);
  const { category: likelyCategory, urgency: likelyUrgency } = found.value?.suggested ?? {};
  const isOffered = (field: 'category' | 'urgency', value: string | undefined) =>
    !chosen.value[field] && value !== form.value[field];
  const suggestedCategory = isOffered('category', likelyCategory) ? likelyCategory : undefined;
  const suggestedUrgency = isOffered('urgency', likelyUrgency) ? likelyUrgency : undefined;
  const isDraft = title !== '' || description !== '';
  const options = [...new Set([...categories(), category])].filter((value) => value !== '');
  return (
    <section class="pane pane-main wide" aria-labelledby="new-issue">
      <div class="pane-scroll">
        <form class="ask-form" onSubmit={submit} noValidate>
          <a class="button quiet small back phone-only" href={pageWith(besideList())} onClick={followInPage}>
            <Icon name="chevron-left" turns />
            {t('issue.listTitle')}
          </a>
          <div class="page-head">
            <Heading id="new-issue" text={t('issue.newTitle')} />
            {isDraft && (
              <span class="muted small row">
                <Icon name="check" />
                {t('issue.draftKept')}
              </span>
            )}
          </div>
          <TextField
            label={t('issue.title')}
            name="title"
            value={title}
            onValue={(title) => put({ title })}
            lengthMax={limits.title}
            problem={problem.value}
          />
          <TextArea
            label={t('issue.description')}
            name="description"
            rows={6}
            lengthMax={limits.description}
            value={description}
            onValue={(description) => put({ description })}
            hint={t('issue.descriptionHint')}
            problem={problem.value}
          />
          <AttachFiles uploads={uploads} error={errorAt(problem.value, 'attachments')} />
          <Suggestions form={form.value} put={put} />
          <SelectField
            label={t('issue.category')}
            name="category"
            value={category}
            unchosen={{ label: t('issue.chooseCategory'), error: t('issue.categoryMissing') }}
            onValue={choose('category', (category) => put({ category }))}
            aside={
              <Suggested
                value={suggestedCategory && categoryName(suggestedCategory)}
                onTake={() => suggestedCategory && put({ category: suggestedCategory })}
              />
            }
            options={options.map((value) => ({ value, label: categoryName(value) }))}
            problem={problem.value}
          />
          <LanguageField
            value={language}
            isNew
            found={language === undefined ? found.value?.language : undefined}
            onValue={(language) => {
              const { language: _, ...rest } = form.value;
              form.value = rest;
              put(language === undefined ? {} : { language });
            }}
            problem={problem.value}
          />
          <Segments
            label={t('issue.urgency')}
            name="urgency"
            value={urgency}
            onValue={choose('urgency', (value) => put({ urgency: toUrgency(value) }))}
            aside={
              <Suggested
                value={suggestedUrgency && t(`common.urgency.${suggestedUrgency}`)}
                onTake={() => suggestedUrgency && put({ urgency: suggestedUrgency })}
              />
            }
            options={urgencyOptions()}
            hint={t(`common.urgencyHelp.${urgency}`)}
            problem={problem.value}
          />
          <SimilarIssues
            found={found.value}
            joins={joins.value}
            onJoins={(isOn) => {
              joins.value = isOn;
            }}
          />
          <ProblemNote problem={problem.value} />
          <p class="row wrap">
            <Button type="submit" look="primary" isBusy={isBusy.value}>
              {t('issue.send')}
            </Button>
            <a class="button quiet" href={pageWith(besideList())} onClick={followInPage}>
              {t('issue.leave')}
            </a>
          </p>
        </form>
      </div>
    </section>
  );
}
