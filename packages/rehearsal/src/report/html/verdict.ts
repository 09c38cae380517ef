/** What a reader who reads one thing reads. */
import { formatDuration } from '@sealift/core/text/duration';
import type { NodeChoice } from '../../options.ts';
import type { Evidence } from '../evidence.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import { counted, shortDigest, sign } from './parts.ts';

export function verdict(evidence: Evidence): Html {
  const { success, failure, assertions } = evidence;
  const broken = assertions.filter(({ ok }) => !ok);
  const tone = success ? 'good' : 'bad';
  return html`<header class="verdict ${tone}">
<p class="brand">Sealift <span>rehearsal</span></p>
<h1>${sign(tone, success ? 'Good' : 'Bad')} ${title(evidence)}</h1>
<p class="what">${what(evidence)}</p>
${
  failure !== undefined &&
  html`<div class="reason"><p>${where(failure)}</p><pre>${failure.reason.slice(0, MOST)}</pre></div>`
}
${
  failure === undefined &&
  broken.length > 0 &&
  html`<ul class="broken">${broken
    .slice(0, MOST_BROKEN)
    .map(
      ({ subject, claim, judge }) =>
        html`<li><b>${subject}</b>: ${claim} <span class="judge">${judge}</span></li>`,
    )}</ul>`
}
${facts(evidence)}
</header>
`;
}

/** Characters of a reason, and claims that are listed at the top: all of them stand below. */
const MOST = 4_000;
const MOST_BROKEN = 8;

export function title({ success, failure, assertions }: Evidence): string {
  if (success) return 'Everything holds';
  if (failure !== undefined) return 'The pipeline failed';
  const broken = assertions.filter(({ ok }) => !ok).length;
  return `${counted(broken, 'claim')} ${broken === 1 ? 'does' : 'do'} not hold`;
}

const what = ({ event, repository, ref, commit, node }: Evidence): Html =>
  html`${event.replaceAll('_', ' ')} of <b>${repository}</b> at ${ref.replace(/^refs\/(heads|tags)\//, '')}, commit ${shortDigest(commit)}${node !== undefined && NODES[node]}`;

const NODES: Readonly<Record<NodeChoice, string>> = {
  real: ', deployed to a real node',
  pretended: ', deployed to a pretended node, which runs nothing',
};

const where = ({ job, step }: NonNullable<Evidence['failure']>): Html =>
  job === ''
    ? html`The run itself says:`
    : html`In the job <b>${job}</b>${step !== '' && html`, step <b>${step}</b>`}:`;

function facts({ assertions, releases, pullRequest, phases, canaries }: Evidence): Html {
  const held = assertions.filter(({ ok }) => ok).length;
  const judges = new Set(assertions.map(({ judge }) => judge)).size;
  const took = Math.max(0, ...phases.map(({ ended }) => ended));
  const promoted = canaries.filter(({ end }) => end === 'promoted').length;
  return html`<dl class="facts">
<div><dt>Claims that hold</dt><dd>${held} <small>of ${assertions.length}</small></dd></div>
<div><dt>Judges</dt><dd>${judges}</dd></div>
<div><dt>Apps released</dt><dd>${releases.length}</dd></div>
${canaries.length > 0 && html`<div><dt>Canaries</dt><dd>${promoted} <small>promoted,</small> ${canaries.length - promoted} <small>taken back</small></dd></div>`}
<div><dt>Pull request</dt><dd>${pullRequest === undefined ? 'none' : `${pullRequest.repository}#${pullRequest.number}`}</dd></div>
<div><dt>Took</dt><dd>${formatDuration(took)}</dd></div>
</dl>`;
}
