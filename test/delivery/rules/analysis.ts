/** Canary analysis: what its CRD accepts and its controller, or nobody, refuses. */
import { type Metric, metricsOf } from '../analysis/verdict.ts';
import type { KubernetesObject } from '../ops-repository.ts';
import { nameOf, ofKind, type Rule } from './rule.ts';

const DOCS = 'https://argo-rollouts.readthedocs.io/en/stable/features/analysis/';
const PROMETHEUS = 'https://argo-rollouts.readthedocs.io/en/stable/analysis/prometheus/';

const eachMetric =
  (
    isWrong: (metric: Metric, objects: readonly KubernetesObject[]) => boolean,
    finding: string,
  ): Rule['check'] =>
  (objects) =>
    ofKind(objects, 'AnalysisTemplate').flatMap((template) =>
      metricsOf(template)
        .filter((metric) => isWrong(metric, objects))
        .map((metric) => `${nameOf(template)}: ${metric.name} ${finding}`),
    );

const conditions = ({ successCondition = '', failureCondition = '' }: Metric): string =>
  `${successCondition} ${failureCondition}`;
const query = ({ provider }: Metric): string => provider.prometheus?.query ?? '';

const UNITS = { s: 1, m: 60, h: 3600 } as const;
/** Of `5m`; NaN for anything else. */
const seconds = (text: string | undefined): number => {
  const [, number = '', unit = 's'] = /^([0-9]+)([smh])$/.exec(text ?? '') ?? [];
  return number === '' ? Number.NaN : Number(number) * UNITS[unit as keyof typeof UNITS];
};
/** Of each range in a query: `[5m]`. */
const windows = (metric: Metric): readonly number[] =>
  [...query(metric).matchAll(/\[([0-9]+[smh])\]/g)].map(([, text]) => seconds(text));

const scrapeInterval = (objects: readonly KubernetesObject[]): number =>
  Math.max(
    ...ofKind(objects, 'ServiceMonitor').flatMap(({ spec }) =>
      ((spec as { endpoints?: readonly { interval?: string }[] }).endpoints ?? []).map(({ interval }) =>
        seconds(interval),
      ),
    ),
  );

export const ANALYSIS_RULES: readonly Rule[] = [
  {
    name: 'analysis-vector',
    why: 'Prometheus answers with a vector: comparing it with a number is an error after five tries ("mismatched types []float64 and float64").',
    source: PROMETHEUS,
    check: eachMetric(
      (metric) => /\bresult\b(?!\s*\[)(?!\))/.test(conditions(metric)),
      'compares the whole vector',
    ),
  },
  {
    name: 'analysis-empty',
    why: 'Without traffic there is no result[0]: the measurement is an error, and five of them abort a healthy release.',
    source: PROMETHEUS,
    check: eachMetric(
      (metric) => /\bresult\b/.test(conditions(metric)) && !/len\(result\)\s*>\s*0/.test(conditions(metric)),
      'does not ask whether there is a result',
    ),
  },
  {
    name: 'analysis-count',
    why: 'An interval without a count runs for ever: in a step the Rollout is InvalidSpec ("runs indefinitely").',
    source: DOCS,
    check: eachMetric(
      ({ interval, count }) => interval !== undefined && !count,
      'has an interval and no count',
    ),
  },
  {
    name: 'analysis-no-data',
    why: 'With a success condition alone, too little to judge by is a failure; with none of its measurements needed, it is a success.',
    source: `${DOCS}#inconclusive-runs`,
    check: eachMetric(
      ({ successCondition, failureCondition, count = 1, inconclusiveLimit = 0 }) =>
        successCondition === undefined || failureCondition === undefined || inconclusiveLimit >= count,
      'has no third end beside success and failure',
    ),
  },
  {
    name: 'analysis-empty-series',
    why: 'A service that never failed has no series with 5xx: the whole fraction is empty, and so is the one of a canary without traffic.',
    source: 'https://prometheus.io/docs/practices/instrumentation/#avoid-missing-metrics',
    check: eachMetric(
      (metric) => /status\S*5/.test(query(metric)) && !/or (?:on\(\) )?vector\(0\)/.test(query(metric)),
      'divides by or counts a series that a healthy service does not have',
    ),
  },
  {
    name: 'analysis-canary-only',
    why: 'A tenth of the traffic with 4 % errors is 0.4 % of all: the canary passes on the merits of the stable pods.',
    source: 'https://argo-rollouts.readthedocs.io/en/stable/features/analysis/#analysis-template-arguments',
    check: eachMetric(
      (metric) => !/pod_template_hash="\{\{args\.[a-z-]+\}\}"/.test(query(metric)),
      'looks at the pods of all revisions',
    ),
  },
  {
    name: 'analysis-window',
    why: 'A rate over fewer than four scrapes has no value when one is missed.',
    source: 'https://prometheus.io/docs/prometheus/latest/querying/functions/#rate',
    check: eachMetric(
      (metric, objects) => windows(metric).some((window) => window < 4 * scrapeInterval(objects)),
      'looks back over less than four scrapes',
    ),
  },
  {
    name: 'analysis-delay',
    why: 'Without initialDelay the first measurement is of the time before the step.',
    source: DOCS,
    check: eachMetric(
      (metric) => windows(metric).some((window) => !(seconds(metric.initialDelay) >= window)),
      'begins before its window lies within the step',
    ),
  },
];
