/** How a canary went, as numbers over time: read from the cluster when it has ended. */
import type { Client } from '@sealift/cluster/client/client';
import type { Point, Prometheus } from '@sealift/cluster/prometheus/prometheus';
import { asFailure } from '@sealift/core/failure';
import { type Analysis, analysesOf, type Measurement } from './analysis.ts';
import type { AppName, Followed } from './state.ts';

/** Times are milliseconds since the merge. */
export type Canary = {
  readonly subject: string;
  /** Of the canary's image. */
  readonly digest: string;
  readonly end: 'promoted' | 'taken back';
  readonly took: number;
  /** Each percentage of the pods that was wished, from when on. */
  readonly weights: readonly { readonly at: number; readonly weight: number }[];
  readonly metrics: readonly CanaryMetric[];
};

export type CanaryMetric = {
  readonly name: string;
  /** That of the AnalysisTemplate, over `result`. */
  readonly successCondition: string;
  /** What the analysis asked, of the canary's pods and of those of the release before. */
  readonly canary: readonly Point[];
  readonly stable: readonly Point[];
  /** What Argo Rollouts judged by. */
  readonly measurements: readonly Measurement[];
};

export type CanaryQuestion = {
  readonly subject: string;
  readonly digest: string;
  readonly end: Canary['end'];
  readonly followed: Followed;
  /** Hashes of pod templates. */
  readonly canary: string;
  readonly stable: string;
};

/** Milliseconds between two values: as often as pods are scraped in a rehearsal. */
const STEP = 2_000;

/** @param onFailure hears why there are no numbers, which costs nobody a release */
export async function readCanary(
  sources: { readonly client: Client; readonly prometheus: Pick<Prometheus, 'queryRange'> },
  name: AppName,
  { subject, digest, end, followed, canary, stable }: CanaryQuestion,
  onFailure: (why: string) => void,
): Promise<Canary> {
  const { states, started, took } = followed;
  const range = { from: started, to: started + took, step: STEP };
  const since = <T extends { readonly at: number }>(points: readonly T[]): readonly T[] =>
    points.map((point) => ({ ...point, at: point.at - started }));
  const pointsOf = (query: string) =>
    sources.prometheus.queryRange(query, range).then(since, (error: unknown) => {
      onFailure(asFailure(error).message);
      return [];
    });
  const metrics = metricsOf(await analysesOf(sources.client, name, canary));
  return {
    ...{ subject, digest, end, took },
    weights: weightsOf(states, end),
    metrics: await Promise.all(
      metrics.map(async ({ query, measurements, ...metric }) => ({
        ...metric,
        canary: await pointsOf(query),
        stable: await pointsOf(query.replaceAll(canary, stable)),
        measurements: since(measurements),
      })),
    ),
  };
}

/** Each metric once, with the measurements of all steps. */
function metricsOf(analyses: readonly Analysis[]) {
  const all = analyses.flatMap(({ metrics }) => metrics);
  return [...new Set(all.map(({ metric }) => metric))].map((name) => {
    const own = all.filter(({ metric }) => metric === name);
    const { query = '', successCondition = '' } = own[0] ?? {};
    return { name, query, successCondition, measurements: own.flatMap(({ measurements }) => measurements) };
  });
}

/** What is promoted is no canary any more, and all of the pods. */
function weightsOf(states: Followed['states'], end: Canary['end']): Canary['weights'] {
  const weights = steps(states.map(({ at, state }) => ({ at, weight: state.rollout?.weight ?? 0 })));
  const last = weights.at(-1);
  const isOver = end === 'promoted' && last?.weight === 0 && weights.length > 1;
  return isOver ? [...weights.slice(0, -1), { at: last.at, weight: 100 }] : weights;
}

const steps = (weights: Canary['weights']): Canary['weights'] =>
  weights.filter(({ weight }, index) => weight !== weights[index - 1]?.weight);
