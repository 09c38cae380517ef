/** What objects say about each other. */
import type { KubernetesObject } from '../ops-repository.ts';
import { type Container, isServing, nameOf, ofKind, type Pods, podsOf, type Rule, selects } from './rule.ts';

const HOOKS = 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/';
const HOOK = 'argocd.argoproj.io/hook';
const WAVE = 'argocd.argoproj.io/sync-wave';

/** When Argo CD applies an object: PreSync hooks first, then by wave. */
const whenOf = ({ metadata }: KubernetesObject): number => {
  const wave = Number(metadata?.annotations?.[WAVE] ?? 0);
  return metadata?.annotations?.[HOOK] === 'PreSync' ? wave - 1_000_000 : wave;
};

const secretsOf = ({ env = [], envFrom = [] }: Container): readonly string[] =>
  [
    ...env.map(({ valueFrom }) => valueFrom?.secretKeyRef?.name),
    ...envFrom.map(({ secretRef }) => secretRef?.name),
  ].filter((name) => name !== undefined);

type ServiceSpec = {
  readonly selector?: Readonly<Record<string, string>>;
  readonly ports?: readonly { readonly name?: string; readonly targetPort?: string | number }[];
};
type MonitorSpec = {
  readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly endpoints?: readonly { readonly port?: string }[];
};
type Step = { readonly analysis?: { readonly templates?: readonly { readonly templateName?: string }[] } };

const servicesFor = (objects: readonly KubernetesObject[], { labels }: Pods) =>
  ofKind(objects, 'Service').filter(({ spec }) => selects((spec as ServiceSpec).selector, labels));

export const WIRING_RULES: readonly Rule[] = [
  {
    name: 'secret-before-use',
    why: 'The first sync waits for a Secret that the same sync would make later: the Job ends at its deadline, and nothing is deployed.',
    source: HOOKS,
    check: (objects) =>
      podsOf(objects).flatMap(({ of, owner, containers }) =>
        containers.flatMap(secretsOf).flatMap((secret) =>
          ofKind(objects, 'ExternalSecret')
            .filter((external) => {
              const { target } = external.spec as { target?: { name?: string } };
              return (target?.name ?? external.metadata.name) === secret && whenOf(external) >= whenOf(owner);
            })
            .map((external) => `${of} reads the Secret ${secret} before ${nameOf(external)} makes it`),
        ),
      ),
  },
  {
    name: 'analysis-before-rollout',
    why: 'A Rollout without its AnalysisTemplate is InvalidSpec, and its Application degraded.',
    source: HOOKS,
    check: (objects) =>
      ofKind(objects, 'Rollout').flatMap((rollout) => {
        const { strategy } = rollout.spec as { strategy?: { canary?: { steps?: readonly Step[] } } };
        return (strategy?.canary?.steps ?? [])
          .flatMap(({ analysis }) => analysis?.templates ?? [])
          .filter(
            ({ templateName }) =>
              !ofKind(objects, 'AnalysisTemplate').some(
                (template) => template.metadata?.name === templateName && whenOf(template) < whenOf(rollout),
              ),
          )
          .map(({ templateName }) => `${nameOf(rollout)} asks for ${templateName} before it is there`);
      }),
  },
  {
    name: 'hook-deadline',
    why: 'A hook that never ends holds up every later sync.',
    source: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup',
    check: (objects) =>
      ofKind(objects, 'Job')
        .filter(({ metadata, spec }) => {
          const { activeDeadlineSeconds } = spec as { activeDeadlineSeconds?: number };
          return metadata?.annotations?.[HOOK] !== undefined && activeDeadlineSeconds === undefined;
        })
        .map((job) => `${nameOf(job)} is a hook without activeDeadlineSeconds`),
  },
  {
    name: 'job-not-served',
    why: 'While it runs, a pod of the Job counts as ready: the Service sends it requests.',
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service',
    check: (objects) =>
      podsOf(objects)
        .filter((pods) => !isServing(pods) && servicesFor(objects, pods).length > 0)
        .map(({ of }) => `${of} is behind a Service`),
  },
  {
    name: 'service-port',
    why: 'A Service to a port that has no such name has no endpoints.',
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
    check: (objects) =>
      podsOf(objects).flatMap((pods) => {
        const names = new Set(pods.containers.flatMap(({ ports = [] }) => ports.map(({ name }) => name)));
        return servicesFor(objects, pods).flatMap((service) =>
          ((service.spec as ServiceSpec).ports ?? [])
            .filter(({ targetPort }) => typeof targetPort === 'string' && !names.has(targetPort))
            .map(
              ({ targetPort }) =>
                `${nameOf(service)} leads to the port ${targetPort}, which ${pods.of} lacks`,
            ),
        );
      }),
  },
  {
    name: 'monitor-finds-service',
    why: 'A ServiceMonitor that selects nothing is valid: there are no metrics, and nobody says so.',
    source: 'https://prometheus-operator.dev/docs/developer/getting-started/#using-servicemonitors',
    check: (objects) =>
      ofKind(objects, 'ServiceMonitor')
        .filter(({ spec }) => {
          const { selector, endpoints = [] } = spec as MonitorSpec;
          const found = ofKind(objects, 'Service').filter(({ metadata }) =>
            selects(selector?.matchLabels, metadata?.labels ?? {}),
          );
          const names = found.flatMap(({ spec: service }) =>
            ((service as ServiceSpec).ports ?? []).map(({ name }) => name),
          );
          return found.length === 0 || !endpoints.every(({ port }) => names.includes(port));
        })
        .map((monitor) => `${nameOf(monitor)} selects no Service with such a port`),
  },
  {
    name: 'autoscaler-owns-replicas',
    why: 'Each sync sets the number of pods back to what the manifest says.',
    source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#replicas',
    check: (objects) =>
      ofKind(objects, 'HorizontalPodAutoscaler').flatMap(({ spec }) => {
        const { scaleTargetRef } = spec as { scaleTargetRef?: { kind?: string; name?: string } };
        return objects
          .filter(
            (object) =>
              object.kind === scaleTargetRef?.kind &&
              object.metadata?.name === scaleTargetRef?.name &&
              (object.spec as { replicas?: number }).replicas !== undefined,
          )
          .map((object) => `${nameOf(object)} says replicas, and has an autoscaler`);
      }),
  },
];
