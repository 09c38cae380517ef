/** What Argo Rollouts measured before it went on or back. */
import type { Client } from '@sealift/cluster/client/client';
import type { KubernetesObject } from '@sealift/cluster/client/object';
import type { AppName } from './state.ts';

export type Measured = {
  readonly metric: string;
  readonly phase: string;
  /** As Prometheus answered, the newest last. */
  readonly values: readonly string[];
};

export type Analysis = {
  readonly name: string;
  readonly phase: string;
  readonly message: string;
  readonly metrics: readonly Measured[];
};

type AnalysisRun = KubernetesObject & {
  readonly status?: {
    readonly phase?: string;
    readonly message?: string;
    readonly metricResults?: readonly {
      readonly name: string;
      readonly phase?: string;
      readonly measurements?: readonly { readonly value?: string; readonly message?: string }[];
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
    .map(({ metadata, status = {} }) => ({
      name: metadata.name,
      phase: status.phase ?? '',
      message: status.message ?? '',
      metrics: (status.metricResults ?? []).map(({ name, phase = '', measurements = [] }) => ({
        metric: name,
        phase,
        values: measurements.map(({ value, message }) => value ?? message ?? ''),
      })),
    }));
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
