/** Puts a snippet where a person would paste it: into what the chart renders, or beside it. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { type KubernetesObject, objectOf } from '../ops-repository.ts';
import type { Snippet } from './faults.ts';

export const readSnippet = (snippet: Snippet): Promise<string> =>
  readFile(path.join(import.meta.dirname, 'snippets', snippet), 'utf8');

/** As Helm would have rendered it. */
export const manifestOf = async (snippet: Snippet): Promise<KubernetesObject> =>
  parse((await readSnippet(snippet)).replace('{{ .Values.image.tag }}', 'sha-0000000'));

/** After the parser has refused the one, and with a workflow around the other, which is a step. */
export async function workflowOf(snippet: Snippet): Promise<string> {
  const text = await readSnippet(snippet);
  if (snippet !== 'bump-step.yml')
    return text.replace(/with: \{ sarif_file: (.*) \}$/m, "with: { sarif_file: '$1' }");
  const step = text.split('\n').map((line) => (line === '' ? '' : `      ${line}`));
  return [
    'name: bump',
    'on: { push: { branches: [main] } }',
    'permissions: {}',
    'jobs:',
    '  bump:',
    '    runs-on: ubuntu-latest',
    '    strategy: { matrix: { app: [api, web] } }',
    '    steps:',
    ...step,
  ].join('\n');
}

/** After the API server has said that a name is missing. */
const named = ({ metadata, ...object }: KubernetesObject, name: string): KubernetesObject => ({
  ...object,
  metadata: { ...metadata, name },
});

type Fields = Readonly<Record<string, unknown>>;
type Workload = KubernetesObject & {
  readonly spec: {
    readonly template: { readonly spec: Fields & { readonly containers: readonly [Fields] } };
  };
};

/** @param change of the only container, and of the pod around it */
function withPods(
  workload: KubernetesObject,
  change: { readonly container: Fields; readonly pod?: Fields },
): KubernetesObject {
  const { spec, ...rest } = workload as Workload;
  const { template } = spec;
  const [container] = template.spec.containers;
  const pod = { ...template.spec, ...change.pod, containers: [{ ...container, ...change.container }] };
  return { ...rest, spec: { ...spec, template: { ...template, spec: pod } } };
}

/** Nothing of the chart's own hardening is left beside the snippet's. */
const withContext = (workload: KubernetesObject, context: unknown) =>
  withPods(workload, {
    container: { securityContext: context, volumeMounts: [] },
    pod: { securityContext: {}, volumes: [] },
  });

/**
 * @param chart objects of a chart with the one workload that is changed
 * @returns those that the snippet is among
 */
export async function paste(
  snippet: Snippet,
  chart: readonly KubernetesObject[],
): Promise<readonly KubernetesObject[]> {
  const workload = chart.find(({ kind }) => kind === 'Rollout' || kind === 'Deployment');
  if (workload === undefined) throw new Error('The chart has no workload.');
  const others = chart.filter((object) => object !== workload);
  switch (snippet) {
    case 'values.yaml':
    case 'security-context.yaml': {
      const { securityContext } = parse(await readSnippet(snippet)) as Fields;
      return [...others, withContext(workload, securityContext)];
    }
    case 'deployment.yaml': {
      const container = parse(await readSnippet(snippet)) as Fields;
      return [...others, withPods(workload, { container: { lifecycle: undefined, ...container } })];
    }
    case 'rollout-steps.yaml': {
      const { strategy } = parse(await readSnippet(snippet)) as Fields;
      const rollout = { ...workload, spec: { ...(workload.spec as Fields), strategy } };
      return [...others, rollout, named(await manifestOf('analysis-template.yaml'), 'apislo')];
    }
    case 'external-secret.yaml': {
      const secret = { ...(await manifestOf(snippet)), apiVersion: 'external-secrets.io/v1' };
      return [named(secret, 'api-secrets'), named(await manifestOf('pre-sync-job.yaml'), 'migrate')];
    }
    case 'pre-sync-job.yaml':
      return [named(await manifestOf(snippet), 'migrate')];
    case 'analysis-template.yaml':
      return [
        named(await manifestOf(snippet), 'apislo'),
        named(await manifestOf('service-monitor.yaml'), 'api'),
      ];
    case 'service-monitor.yaml':
      return [objectOf(chart, 'Service'), named(await manifestOf(snippet), 'api')];
    case 'api.Dockerfile':
    case 'web.Dockerfile':
    case 'build.yml':
    case 'bump-step.yml':
    case 'backend.tf':
    case 'vpc.tf':
    case 'eks.tf':
    case 'rds.tf':
    case 'redis.tf':
      throw new Error(`${snippet} is nothing of a cluster.`);
  }
}
