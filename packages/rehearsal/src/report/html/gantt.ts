/** When what went on: phases, the jobs of their runs, and the steps of jobs. */
import { formatDuration } from '@sealift/core/text/duration';
import type { Evidence } from '../evidence.ts';
import type { JobSpan, Phase, Span, StepSpan } from '../phases.ts';
import { shortName, stepName } from '../timeline.ts';
import { type Html, html } from './html.ts';
import { section } from './parts.ts';
import { clockTime, type Scale, scaleTo, ticks } from './scale.ts';

type Axis = { readonly scale: Scale; readonly ticks: readonly number[] };

/** Pixels of a row: lines of the grid meet. */
const HEIGHT = 24;
/** Marks of time that fit on a phone. */
const MOST_TICKS = 6;
/** Milliseconds: shorter steps are not worth a row. */
const SHORTEST = 50;
/** Elements of one drawing: a run with more jobs or steps is cut, not the reader's memory filled. */
const MOST_ROWS = 400;

export function timeline({ phases }: Evidence): Html | undefined {
  if (phases.length === 0) return undefined;
  const scale = scaleTo(Math.max(...phases.map(({ ended }) => ended)));
  const axis = { scale, ticks: ticks(scale.to, MOST_TICKS) };
  return section(
    'timeline',
    'Timeline',
    'A job unfolds to its steps. Times are minutes and seconds since the start.',
    html`<div class="gantt">
<div class="row axis"><span></span>${axisRow(axis)}<span></span></div>
<ol class="bars">${rootsOf(phases).map(({ phase, within }) => phaseRow(phase, within, axis))}</ol>
</div>`,
  );
}

type Root = { readonly phase: Phase; readonly within: readonly Phase[] };

/** A phase that lies within a scene of the deployment belongs to it. */
export function rootsOf(phases: readonly Phase[]): readonly Root[] {
  const scenes = phases.filter(({ topic }) => topic === 'deployment');
  const isWithin = (phase: Phase) => (scene: Phase) =>
    scene !== phase && scene.started <= phase.started && phase.ended <= scene.ended;
  return phases
    .filter((phase) => phase.topic === 'deployment' || !scenes.some(isWithin(phase)))
    .toSorted((left, right) => left.started - right.started)
    .map((phase) => ({
      phase,
      within: phases.filter(
        (other) => other.topic !== 'deployment' && scenes.includes(phase) && isWithin(other)(phase),
      ),
    }));
}

const phaseRow = (phase: Phase, within: readonly Phase[], axis: Axis): Html => {
  const name = phase.topic === 'deployment' ? phase.text : phase.topic;
  const jobs = phase.jobs.slice(0, MOST_ROWS);
  const holds = within.length > 0 || jobs.length > 0;
  return html`<li class="phase${holds && ' holds'}">${row(name, phase, phase.outcome, axis)}${
    within.length > 0 && html`<ol>${within.map((inner) => foldedPhase(inner, axis))}</ol>`
  }${jobs.length > 0 && html`<ol>${jobs.map((job) => jobRow(job, axis))}</ol>`}</li>
`;
};

/** A further run has the same jobs as the first: they are there for who looks. */
const foldedPhase = (phase: Phase, axis: Axis): Html =>
  phase.jobs.length === 0
    ? html`<li>${row(phase.text, phase, phase.outcome, axis)}</li>`
    : html`<li><details><summary>${row(phase.text, phase, phase.outcome, axis)}</summary><ol>${phase.jobs
        .slice(0, MOST_ROWS)
        .map((job) => jobRow(job, axis))}</ol></details></li>`;

function jobRow(job: JobSpan, axis: Axis): Html {
  const steps = job.steps.filter(({ started, ended }) => ended - started >= SHORTEST).slice(0, MOST_ROWS);
  const own = row(shortName(job), job, job.conclusion, axis, steps);
  if (steps.length === 0) return html`<li>${own}</li>`;
  return html`<li><details><summary>${own}</summary><ol>${steps.map(
    (step) => html`<li class="leaf">${row(stepName(step.name), step, step.outcome, axis)}</li>`,
  )}</ol></details></li>
`;
}

type Outcome = Phase['outcome'] | JobSpan['conclusion'];

const TONES: Readonly<Record<Outcome, string>> = {
  ...{ success: 'good', failure: 'bad', cancelled: 'bad', skipped: 'none', running: 'unclear' },
};

const row = (
  name: string,
  span: Span,
  outcome: Outcome,
  axis: Axis,
  steps: readonly StepSpan[] = [],
): Html => {
  const took = formatDuration(span.ended - span.started);
  const title = `${name}: ${took}, from ${clockTime(span.started)} to ${clockTime(span.ended)}, ${outcome}`;
  return html`<span class="row ${TONES[outcome]}"><span class="name">${name}</span><svg class="track" width="100%" height="${HEIGHT}" role="img" aria-label="${title}"><title>${title}</title>${grid(axis)}${bar(span, axis, 'bar')}${steps.map((step) => bar(step, axis, `part ${TONES[step.outcome]}`))}</svg><span class="took">${took}</span></span>`;
};

const bar = ({ started, ended }: Span, { scale }: Axis, className: string): Html => {
  const from = scale.percent(started);
  const width = Math.max(0.15, Math.round((scale.percent(ended) - from) * 100) / 100);
  return html`<rect class="${className}" x="${from}%" y="7" width="${width}%" height="10" rx="1.5"/>`;
};

const grid = ({ scale, ticks: times }: Axis): Html =>
  html`${times.map((time) => html`<line class="grid" x1="${scale.percent(time)}%" x2="${scale.percent(time)}%" y1="0" y2="${HEIGHT}"/>`)}`;

const axisRow = ({ scale, ticks: times }: Axis): Html =>
  html`<svg class="track" width="100%" height="20" aria-hidden="true">${times.map(
    (time) =>
      html`<text x="${scale.percent(time)}%" y="14"${time > 0 && html` text-anchor="${scale.percent(time) > 96 ? 'end' : 'middle'}"`}>${clockTime(time)}</text>`,
  )}</svg>`;
