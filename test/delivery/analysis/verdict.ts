/** What Argo Rollouts makes of a measurement. https://argoproj.github.io/argo-rollouts/features/analysis/ */
import { runInNewContext } from 'node:vm';
import type { KubernetesObject } from '../ops-repository.ts';

export type Metric = {
  readonly name: string;
  readonly interval?: string;
  readonly initialDelay?: string;
  readonly count?: number;
  readonly failureLimit?: number;
  readonly inconclusiveLimit?: number;
  readonly successCondition?: string;
  readonly failureCondition?: string;
  readonly provider: { readonly prometheus?: { readonly query: string } };
};

export type Verdict = 'success' | 'failure' | 'inconclusive';

export const metricsOf = (template: KubernetesObject): readonly Metric[] =>
  (template.spec as { readonly metrics: readonly Metric[] }).metrics;

/** The query as the controller sends it. */
export const queryOf = (metric: Metric, hash: string): string =>
  (metric.provider.prometheus?.query ?? '').replaceAll('{{args.canary-hash}}', hash);

/**
 * Of a metric that says both conditions: failure is looked at first, and with neither it is inconclusive. What the chart
 * writes (comparisons, `len`, an index) means the same in JavaScript as in the controller's own language.
 * @param result values of the vector that Prometheus answered
 */
export function verdictOf(metric: Metric, result: readonly number[]): Verdict {
  const holds = (condition: string | undefined) =>
    condition !== undefined &&
    runInNewContext(condition, { result, len: (list: readonly number[]) => list.length }) === true;
  if (holds(metric.failureCondition)) return 'failure';
  return holds(metric.successCondition) ? 'success' : 'inconclusive';
}
