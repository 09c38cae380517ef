/** Faults of rendered manifests that neither Helm nor the API server sees: they show when something runs, or never. */
import type { KubernetesObject } from '../ops-repository.ts';

export type Rule = {
  readonly name: string;
  /** What happens when it is broken. */
  readonly why: string;
  /** Page or measurement that says so. */
  readonly source: string;
  /** @returns what is wrong, by object; empty when nothing is */
  readonly check: (objects: readonly KubernetesObject[]) => readonly string[];
};

export const nameOf = ({ kind, metadata }: KubernetesObject): string =>
  `${kind} ${metadata?.name ?? '(no name)'}`;

type Labels = Readonly<Record<string, string>>;

export type Container = {
  readonly name?: string;
  readonly image?: string;
  readonly env?: readonly { readonly valueFrom?: { readonly secretKeyRef?: { readonly name?: string } } }[];
  readonly envFrom?: readonly { readonly secretRef?: { readonly name?: string } }[];
  readonly ports?: readonly { readonly name?: string; readonly containerPort?: number }[];
  readonly lifecycle?: {
    readonly preStop?: { readonly sleep?: { readonly seconds?: number }; readonly exec?: object };
  };
  readonly resources?: { readonly requests?: Readonly<Record<string, unknown>> };
  readonly volumeMounts?: readonly { readonly mountPath?: string }[];
  readonly securityContext?: {
    readonly runAsNonRoot?: boolean;
    readonly runAsUser?: number;
    readonly readOnlyRootFilesystem?: boolean;
    readonly allowPrivilegeEscalation?: boolean;
    readonly capabilities?: { readonly drop?: readonly string[] };
    readonly seccompProfile?: { readonly type?: string };
  };
} & Partial<Record<'startupProbe' | 'livenessProbe' | 'readinessProbe', Probe>>;
export type Probe = { readonly httpGet?: { readonly path?: string; readonly port?: string | number } };

/** A template of pods, and whose it is. */
export type Pods = {
  readonly of: string;
  readonly owner: KubernetesObject;
  readonly labels: Labels;
  readonly containers: readonly Container[];
  readonly securityContext: NonNullable<Container['securityContext']>;
  readonly automountServiceAccountToken: boolean | undefined;
  readonly terminationGracePeriodSeconds: number;
};

type Template = {
  readonly metadata?: { readonly labels?: Labels };
  readonly spec?: {
    readonly containers?: readonly Container[];
    readonly securityContext?: Container['securityContext'];
    readonly automountServiceAccountToken?: boolean;
    readonly terminationGracePeriodSeconds?: number;
  };
};

/** Of Deployments, Rollouts and Jobs. */
export const podsOf = (objects: readonly KubernetesObject[]): readonly Pods[] =>
  objects.flatMap((owner) => {
    const { template } = (owner.spec ?? {}) as { readonly template?: Template };
    if (template?.spec?.containers === undefined) return [];
    const { containers, securityContext = {}, automountServiceAccountToken } = template.spec;
    return [
      {
        of: nameOf(owner),
        owner,
        labels: template.metadata?.labels ?? {},
        containers,
        securityContext,
        automountServiceAccountToken,
        terminationGracePeriodSeconds: template.spec.terminationGracePeriodSeconds ?? 30,
      },
    ];
  });

export const ofKind = (objects: readonly KubernetesObject[], kind: string): readonly KubernetesObject[] =>
  objects.filter((object) => object.kind === kind);

/** Pods that go on until they are told to end. */
export const isServing = ({ owner }: Pods): boolean => owner.kind !== 'Job';

/** An empty selector selects nothing here: of a Service it does so, too. */
export const selects = (selector: Labels | undefined, labels: Labels): boolean =>
  selector !== undefined &&
  Object.keys(selector).length > 0 &&
  Object.entries(selector).every(([key, value]) => labels[key] === value);

/** @returns `finding` for each of the containers about which `isWrong` */
export const eachContainer =
  (isWrong: (container: Container, pods: Pods) => boolean, finding: string): Rule['check'] =>
  (objects) =>
    podsOf(objects).flatMap((pods) =>
      pods.containers
        .filter((container) => isWrong(container, pods))
        .map((container) => `${pods.of}: container ${container.name ?? '(no name)'} ${finding}`),
    );
