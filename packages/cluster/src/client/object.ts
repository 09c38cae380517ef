/** Objects of Kubernetes as they are written: https://kubernetes.io/docs/concepts/overview/working-with-objects/ */

/** Names a kind, e.g. `{ apiVersion: 'apps/v1', kind: 'Deployment' }`. */
export type Kind = { readonly apiVersion: string; readonly kind: string };

/** Names one object. */
export type Reference = Kind & { readonly name: string; readonly namespace?: string };

export type Metadata = {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly uid?: string;
  readonly generation?: number;
  readonly resourceVersion?: string;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly ownerReferences?: readonly (Kind & { readonly name: string; readonly uid: string })[];
};

/** Kinds have further fields: `KubernetesObject & { spec: … }` says which of them a caller relies on. */
export type KubernetesObject = Kind & { readonly metadata: Metadata };

export type Condition = {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason?: string;
  readonly message?: string;
  readonly observedGeneration?: number;
};

export const referenceTo = ({ apiVersion, kind, metadata }: KubernetesObject): Reference => ({
  apiVersion,
  kind,
  name: metadata.name,
  ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
});

/** For people: `Deployment shop-dev/api`. */
export const nameOf = ({ kind, name, namespace }: Reference): string =>
  `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;

/** The condition of that type, whatever the kind; undefined when the controller has not said it yet. */
export function conditionOf(object: KubernetesObject | undefined, type: string): Condition | undefined {
  const { status } = (object ?? {}) as { status?: { conditions?: unknown } };
  if (!Array.isArray(status?.conditions)) return undefined;
  return (status.conditions as readonly Condition[]).find((condition) => condition.type === type);
}

export const isTrue = (object: KubernetesObject | undefined, type: string): boolean =>
  conditionOf(object, type)?.status === 'True';
