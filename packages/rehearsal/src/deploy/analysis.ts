/** What Argo Rollouts measured before it went on or back. */
import type { Client } from '@sealift/cluster/client/client';
import type { KubernetesObject } from '@sealift/cluster/client/object';
import type { AppName } from './state.ts';

export type Measured = {
  readonly metric: string;
  readonly phase: string;
  /** As Prometheus answered, the newest last. */
  readonly values: readonly string[];
  readonly measurements: readonly Measurement[];
  /** What it was asked, for the canary's pods. */
  readonly query: string;
  /** Expression over `result` that must be true. */
  readonly successCondition: string;
};

export type Measurement = {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly phase: string;
  /** As Prometheus answered. */
  readonly value: string;
};

export type Analysis = {
  readonly name: string;
  readonly phase: string;
  readonly message: string;
  readonly metrics: readonly Measured[];
};

type AnalysisRun = KubernetesObject & {
  readonly spec?: {
    readonly args?: readonly { readonly name: string; readonly value?: string }[];
    readonly metrics?: readonly {
      readonly name: string;
      readonly successCondition?: string;
      readonly provider?: { readonly prometheus?: { readonly query?: string } };
    }[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly message?: string;
    readonly metricResults?: readonly {
      readonly name: string;
      readonly phase?: string;
      readonly measurements?: readonly {
        readonly value?: string;
        readonly message?: string;
        readonly phase?: string;
        readonly finishedAt?: string;
      }[];
    }[];
  };
};

/** Of the canary with that hash, in the order in which they began. */
export async function analysesOf(
  client: Client,
  { namespace }: AppName,
  hash: string,
): Promise<readonly Analysis[]> {
  const runs = await client.list<AnalysisRun>(
    { apiVersion: 'argoproj.io/v1alpha1', kind: 'AnalysisRun' },
    { namespace, labels: `rollouts-pod-template-hash=${hash}` },
  );
  const began = ({ metadata }: AnalysisRun) => metadata.creationTimestamp ?? '';
  return runs
    .toSorted((left, right) => began(left).localeCompare(began(right)))
    .map(({ metadata, spec = {}, status = {} }) => ({
      name: metadata.name,
      phase: status.phase ?? '',
      message: status.message ?? '',
      metrics: (status.metricResults ?? []).map(({ name, phase = '', measurements = [] }) => ({
        metric: name,
        phase,
        values: measurements.map(({ value, message }) => value ?? message ?? ''),
        measurements: measurements.map(({ finishedAt = '', phase: end = '', value = '' }) => ({
          ...{ at: Date.parse(finishedAt), phase: end, value },
        })),
        ...judgedBy(spec, name),
      })),
    }));
}

function judgedBy({ args = [], metrics = [] }: NonNullable<AnalysisRun['spec']>, name: string) {
  const metric = metrics.find((one) => one.name === name);
  const query = metric?.provider?.prometheus?.query ?? '';
  return {
    successCondition: metric?.successCondition ?? '',
    query: args.reduce(
      (text, { name: arg, value = '' }) => text.replaceAll(`{{args.${arg}}}`, () => value),
      query,
    ),
  };
}

export const describeAnalyses = (analyses: readonly Analysis[]): string =>
  analyses
    .map(({ name, phase, message, metrics }) =>
      [
        `${name}: ${phase}${message === '' ? '' : ` (${message})`}`,
        ...metrics.map(({ metric, phase: end, values }) => `  ${metric}: ${end} ${values.join(' ')}`),
      ].join('\n'),
    )
    .join('\n') || 'there was none';
