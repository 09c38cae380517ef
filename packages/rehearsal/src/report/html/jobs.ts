/** The jobs of the run, with what they wrote for their readers. */

import { formatDuration } from '@sealift/core/text/duration';
import type { Evidence, JobReport } from '../evidence.ts';
import { shortName } from '../timeline.ts';
import { type Html, html } from './html.ts';
import { type MarkdownOptions, renderMarkdown } from './markdown.ts';
import { section, sign, type Tone } from './parts.ts';

const TONES: Readonly<Record<JobReport['conclusion'], Tone>> = {
  ...{ success: 'good', failure: 'bad', cancelled: 'unclear', skipped: 'none' },
};

export function jobs(evidence: Evidence, options: MarkdownOptions): Html | undefined {
  if (evidence.jobs.length === 0) return undefined;
  return section(
    'jobs',
    'Jobs and their summaries',
    'Of the first run. A summary is what GitHub shows on the page of the run.',
    html`${evidence.jobs.map((job) => oneJob(job, evidence, options))}${unused(evidence)}`,
  );
}

function oneJob(job: JobReport, { summaries }: Evidence, options: MarkdownOptions): Html {
  const { name, conclusion, annotations } = job;
  const summary = summaries[name] ?? '';
  const head = html`${sign(TONES[conclusion], conclusion)} <h3>${shortName(job)}</h3> <span class="took">${conclusion === 'skipped' ? 'skipped' : formatDuration(job.duration)}</span>`;
  if (summary.trim() === '' && annotations.length === 0)
    return html`<div class="card job"><div class="head">${head}</div></div>
`;
  return html`<details class="card job"${conclusion === 'failure' && html` open`}><summary class="head">${head}</summary>
${
  annotations.length > 0 &&
  html`<ul class="annotations">${annotations.map(
    ({ level, title, message }) =>
      html`<li class="${level}"><b>${level}</b> ${title !== undefined && html`<i>${title}:</i> `}${message.slice(0, MOST)}</li>`,
  )}</ul>`
}
<div class="markdown">${renderMarkdown(summary, options)}</div>
</details>
`;
}

/** Characters of an annotation. */
const MOST = 2_000;

function unused({ unusedPermissions }: Evidence): Html | undefined {
  const rows = Object.entries(unusedPermissions);
  if (rows.length === 0) return undefined;
  return html`<ul class="unused">${rows.map(
    ([job, permissions]) => html`<li>The job <b>${job}</b> never used ${permissions.join(', ')}.</li>`,
  )}</ul>`;
}
