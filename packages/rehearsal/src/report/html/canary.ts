/** How canaries went: their share of the pods, and what Prometheus measured, each over the time since the merge. */
import { formatDuration } from '@sealift/core/text/duration';
import type { Canary, CanaryMetric } from '../../deploy/canary.ts';
import type { Evidence } from '../evidence.ts';
import { type Html, html } from './html.ts';
import { scrolling } from './markdown.ts';
import { badge, section, shortDigest } from './parts.ts';
import { lineThrough, type Place, stepsThrough } from './plot.ts';
import { clockTime, roundedUp, type Scale, scaleTo, ticks } from './scale.ts';
import { formatOf, limitOf } from './units.ts';

/** Pixels of one drawing. */
const HEIGHT = 96;
const MOST_TICKS = 6;

export function canaries({ canaries: all }: Evidence): Html | undefined {
  if (all.length === 0) return undefined;
  return section(
    'canaries',
    'Canaries',
    'Share of the pods, and the queries of the AnalysisTemplate over the time since the merge: of the canary’s pods and, where they served, of the release before. Dots are the measurements that Argo Rollouts judged by.',
    html`${all.map(oneCanary)}`,
  );
}

const oneCanary = (canary: Canary): Html => html`<article class="card canary">
<header><h3>${canary.subject}</h3><p>${badge(canary.end === 'promoted' ? 'good' : 'bad', canary.end)} ${formatDuration(canary.took)} after the merge, image ${shortDigest(canary.digest)}</p></header>
${weights(canary)}
${[...canary.metrics].sort(byOrder).map((metric) => chart(metric, canary))}
${axis(canary)}
<p class="legend"><span class="key canary">canary</span><span class="key stable">release before</span><span class="key limit">limit</span></p>
${numbers(canary)}
</article>
`;

/** What users feel first; how many requests that is known by, last. */
const ORDER = ['error-rate', 'p95-seconds'];
const byOrder = (left: CanaryMetric, right: CanaryMetric): number => rank(left) - rank(right);
const rank = ({ name }: CanaryMetric): number =>
  (ORDER.indexOf(name) + ORDER.length + 1) % (ORDER.length + 1);

function weights({ weights: steps, took }: Canary): Html {
  const [time, weight] = [scaleTo(took), scaleTo(100)];
  const places = steps.map(({ at, weight: value }) => ({ x: time.percent(at), y: weight.percent(value) }));
  const said = steps.map(({ at, weight: value }) => `${value} % from ${clockTime(at)}`).join(', ');
  return drawing({
    ...{ name: 'weight', said, top: '100 %', bottom: '0' },
    plot: html`<polyline class="canary area" points="${stepsThrough(places)}"/>`,
    over: html`${grid(time)}`,
  });
}

function chart(metric: CanaryMetric, { took }: Canary): Html {
  const limit = limitOf(metric.successCondition);
  const format = formatOf(metric.name);
  const values = [...metric.canary, ...metric.stable].map(({ value }) => value).filter(Number.isFinite);
  const [time, value] = [
    scaleTo(took),
    scaleTo(roundedUp(Math.max(...values, (limit?.value ?? 0) * 1.4, 0))),
  ];
  const places = (points: CanaryMetric['canary']): readonly Place[] =>
    points
      .filter((point) => Number.isFinite(point.value))
      .map((point) => ({ x: time.percent(point.at), y: value.percent(point.value) }));
  const gap = time.percent(LONGEST_GAP);
  const lines = (points: CanaryMetric['canary'], className: string) =>
    html`${lineThrough(places(points), gap).map((line) => html`<polyline class="${className}" points="${line}"/>`)}`;
  const said = `${metric.name} must be ${limit === undefined ? metric.successCondition : `${limit.operator} ${format(limit.value)}`}; ${
    metric.measurements.map((one) => `${one.phase} at ${clockTime(one.at)}: ${one.value}`).join(', ') ||
    'never measured'
  }`;
  return drawing({
    ...{ name: metric.name, said, top: format(value.to), bottom: '0' },
    plot: html`${lines(metric.stable, 'stable')}${lines(metric.canary, 'canary')}`,
    over: html`${grid(time)}${limit !== undefined && limitLine(value.percent(limit.value), `${limit.operator} ${format(limit.value)}`)}${metric.measurements.map(
      (one) => dot(one, { x: time.percent(one.at), y: value.percent(measured(one.value)) }, format),
    )}`,
  });
}

/** Milliseconds without a value after which a line ends: Prometheus had too little to say anything. */
const LONGEST_GAP = 5_000;

type Drawing = {
  readonly name: string;
  readonly said: string;
  readonly top: string;
  readonly bottom: string;
  /** In a system of 1000 by 100, from the top, stretched to the place that there is. */
  readonly plot: Html;
  /** In percent of the place, unstretched. */
  readonly over: Html;
};

const drawing = ({ name, said, top, bottom, plot, over }: Drawing): Html => html`<div class="chart">
<p class="name">${name}</p><p class="scale" aria-hidden="true"><span>${top}</span><span>${bottom}</span></p>
<svg width="100%" height="${HEIGHT}" role="img" aria-label="${name}: ${said}"><title>${name}: ${said}</title>
<svg viewBox="0 0 1000 100" preserveAspectRatio="none" width="100%" height="${HEIGHT}">${plot}</svg>${over}</svg>
</div>
`;

const limitLine = (percent: number, text: string): Html =>
  html`<line class="limit" x1="0" x2="100%" y1="${100 - percent}%" y2="${100 - percent}%"/><text class="limit" x="0" dx="6" y="${100 - percent}%" dy="${percent > 80 ? 13 : -5}">${text}</text>`;

const PHASES: Readonly<Record<string, string>> = { Successful: 'good', Failed: 'bad', Error: 'bad' };

const dot = (
  { phase, value, at }: CanaryMetric['measurements'][number],
  { x, y }: Place,
  format: (value: number) => string,
): Html =>
  html`<circle class="${PHASES[phase] ?? 'unclear'}" cx="${x}%" cy="${100 - y}%" r="4.5"><title>${phase} at ${clockTime(at)}: ${format(measured(value))}</title></circle>`;

/** `[0.16]` or `0.16`, as Argo Rollouts keeps it. */
const measured = (value: string): number => {
  const number = Number(value.replace(/^\[|\]$/g, ''));
  return Number.isFinite(number) ? number : 0;
};

const grid = (time: Scale): Html =>
  html`${ticks(time.to, MOST_TICKS).map((at) => html`<line class="grid" x1="${time.percent(at)}%" x2="${time.percent(at)}%" y1="0" y2="100%"/>`)}`;

function axis({ took }: Canary): Html {
  const time = scaleTo(took);
  return html`<div class="chart axis" aria-hidden="true"><span></span><span></span><svg width="100%" height="18">${ticks(
    took,
    MOST_TICKS,
  ).map(
    (at) =>
      html`<text x="${time.percent(at)}%" y="13"${at > 0 && html` text-anchor="${time.percent(at) > 96 ? 'end' : 'middle'}"`}>${clockTime(at)}</text>`,
  )}</svg></div>`;
}

/** The same for who reads numbers. */
function numbers({ metrics }: Canary): Html {
  const rows = metrics.flatMap(({ name, measurements, successCondition }) =>
    measurements.map((one) => ({ ...one, name, successCondition })),
  );
  if (rows.length === 0) return html`<p class="empty">Nothing was measured.</p>`;
  return html`<details><summary>What Argo Rollouts judged by</summary>${scrolling(html`<table>
<caption>Measurements</caption>
<thead><tr><th scope="col">Time</th><th scope="col">Metric</th><th scope="col">Value</th><th scope="col">Succeeds when</th><th scope="col">Result</th></tr></thead>
<tbody>${rows
    .toSorted((left, right) => left.at - right.at)
    .map(
      ({ at, name, value, successCondition, phase }) =>
        html`<tr><td class="number">${clockTime(at)}</td><td>${name}</td><td class="number">${value}</td><td><code>${successCondition}</code></td><td>${phase}</td></tr>`,
    )}</tbody></table>`)}</details>`;
}
