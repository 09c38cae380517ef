import { freePorts } from '@sealift/sandbox/ports';
import type { Client } from './client/client.ts';
import { isHealthy } from './health.ts';
import { type Host, type Server, startServer } from './part.ts';

export type RolloutsOptions = {
  /** The engine `argo-rollouts`. */
  readonly program: string;
  readonly client: Client;
  readonly kubeconfig: string;
};

const NAMESPACE = 'argo-rollouts';

/** The controller of Rollouts and analyses; its custom resources must be known. @throws Failure `sandbox/no-start` */
export async function startRollouts(host: Host, options: RolloutsOptions): Promise<Server> {
  const [metrics = 0, health = 0] = await freePorts(2);
  await options.client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
  return startServer(host, {
    name: 'argo-rollouts',
    file: options.program,
    args: [
      ...[`--kubeconfig=${options.kubeconfig}`, '--leader-elect=false'],
      ...[`--metricsPort=${metrics}`, `--healthzPort=${health}`],
    ],
    env: { HOME: host.dir, KUBECONFIG: options.kubeconfig },
    ready: () => isHealthy(`http://127.0.0.1:${health}/healthz`),
    timeout: 60_000,
    grace: 1_000,
  });
}
