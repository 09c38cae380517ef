import path from 'node:path';
import { freePorts } from '@sealift/sandbox/ports';
import { isHealthy } from '../health.ts';
import { type Host, type Server, startServer } from '../part.ts';
import type { ApiServer } from './api-server.ts';

/** What has nothing to do here: addresses of nodes, disks, certificates of kubelets. */
const LEFT_OUT = [
  'certificatesigningrequest-signing-controller',
  'kube-apiserver-serving-clustertrustbundle-publisher-controller',
  'node-ipam-controller',
  'persistentvolume-attach-detach-controller',
  'persistentvolume-binder-controller',
  'persistentvolume-expander-controller',
];

export type ControllerManagerOptions = {
  readonly program: string;
  readonly apiServer: Pick<ApiServer, 'kubeconfig' | 'serviceAccountKey'>;
  /** Milliseconds between two looks of the autoscaler; 2 s unless said, since the first deployment waits for one. */
  readonly autoscalerPeriod?: number;
};

/** Deployments, Jobs, EndpointSlices, autoscalers, garbage collection and the rest of Kubernetes' own controllers. */
export async function startControllerManager(
  host: Host,
  { program, apiServer, autoscalerPeriod = 2_000 }: ControllerManagerOptions,
): Promise<Server> {
  const [port = 0] = await freePorts(1);
  return startServer(host, {
    name: 'kube-controller-manager',
    file: program,
    args: [
      ...loopbackFlags(apiServer.kubeconfig, port, path.join(host.dir, 'pki-controllers')),
      `--service-account-private-key-file=${apiServer.serviceAccountKey}`,
      ...[
        '--use-service-account-credentials=false',
        `--horizontal-pod-autoscaler-sync-period=${autoscalerPeriod}ms`,
      ],
      `--controllers=${['*', ...LEFT_OUT.map((name) => `-${name}`)].join(',')}`,
    ],
    env: { HOME: host.dir },
    ready: () => isHealthy(`https://127.0.0.1:${port}/healthz`),
    timeout: 60_000,
    grace: 300,
  });
}

/** Flags that the controllers and the scheduler have in common. */
export const loopbackFlags = (kubeconfig: string, port: number, certificates: string): readonly string[] => [
  `--kubeconfig=${kubeconfig}`,
  `--authentication-kubeconfig=${kubeconfig}`,
  `--authorization-kubeconfig=${kubeconfig}`,
  '--leader-elect=false',
  '--bind-address=127.0.0.1',
  `--secure-port=${port}`,
  `--cert-dir=${certificates}`,
  // The defaults are for a cluster of many; here they would be most of a deployment's time.
  '--kube-api-qps=500',
  '--kube-api-burst=1000',
];
