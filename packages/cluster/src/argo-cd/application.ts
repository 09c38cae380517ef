/** What a caller asks of an Application: https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/ */
import type { Client } from '../client/client.ts';
import type { KubernetesObject, Reference } from '../client/object.ts';
import { NAMESPACE } from './settings.ts';

export type Application = KubernetesObject & {
  readonly status?: {
    readonly sync?: { readonly status?: 'Synced' | 'OutOfSync' | 'Unknown'; readonly revision?: string };
    readonly health?: { readonly status?: string; readonly message?: string };
    readonly operationState?: {
      readonly phase?: 'Running' | 'Succeeded' | 'Failed' | 'Error' | 'Terminating';
      readonly message?: string;
      readonly syncResult?: { readonly revision?: string };
    };
    readonly conditions?: readonly { readonly type: string; readonly message: string }[];
  };
};

export const applicationNamed = (name: string): Reference => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  name,
  namespace: NAMESPACE,
});

/** What Argo CD's webhook does when a repository says that it was pushed to. */
export const refresh = (client: Client, name: string): Promise<KubernetesObject> =>
  client.patch(applicationNamed(name), {
    metadata: { annotations: { 'argocd.argoproj.io/refresh': 'normal' } },
  });

/** @param revision the commit, since a look before it was noticed would see the last release */
export const isDeployed = (application: Application | undefined, revision: string): boolean => {
  const { sync, health } = application?.status ?? {};
  return sync?.status === 'Synced' && sync.revision === revision && health?.status === 'Healthy';
};
