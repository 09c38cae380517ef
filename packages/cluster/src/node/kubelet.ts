/** The kubelet in a node's namespace. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Namespace, PATHS } from './namespace.ts';

export type KubeletOptions = {
  readonly dir: string;
  readonly program: string;
  readonly kubeconfig: string;
  readonly node: string;
  readonly address: string;
  readonly criSocket: string;
  /** Content of a Docker config.json: what the node pulls with. */
  readonly credentials: string;
  /** Where pods ask for names; undefined where nobody knows any. */
  readonly dns: { readonly address: string; readonly domain: string } | undefined;
};

/** In the namespace nobody else takes ports. */
const PORT = 10_250;
const HEALTH = 10_248;

/** It is up when its node is Ready. */
export async function startKubelet(namespace: Namespace, options: KubeletOptions): Promise<void> {
  const { dir, program, kubeconfig, node, address, credentials } = options;
  const folder = (name: string) => path.join(dir, name);
  for (const name of ['kubelet', 'pki', 'pods', 'volumes']) await mkdir(folder(name), { recursive: true });
  await writeFile(folder('kubelet/config.json'), credentials, { mode: 0o600 });
  await writeFile(folder('kubelet.json'), JSON.stringify(configuration(options, namespace.cgroup)));
  await namespace.start({
    name: 'kubelet',
    file: program,
    args: [
      `--config=${folder('kubelet.json')}`,
      `--kubeconfig=${kubeconfig}`,
      `--root-dir=${folder('kubelet')}`,
      `--cert-dir=${folder('pki')}`,
      `--hostname-override=${node}`,
      `--node-ip=${address}`,
    ],
    env: PATHS,
    log: folder('kubelet.log'),
  });
}

/** https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/ */
const configuration = ({ dir, address, criSocket, dns }: KubeletOptions, cgroupRoot: string) => ({
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
  address,
  port: PORT,
  healthzBindAddress: '127.0.0.1',
  healthzPort: HEALTH,
  // Only this rehearsal reaches the namespace.
  authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
  authorization: { mode: 'AlwaysAllow' },
  // A guest on its machine: it neither owns the control groups nor decides about swap and disk.
  failCgroupV1: false,
  failSwapOn: false,
  cgroupDriver: 'cgroupfs',
  cgroupsPerQOS: false,
  enforceNodeAllocatable: [],
  cgroupRoot: `/${cgroupRoot}`,
  localStorageCapacityIsolation: false,
  evictionHard: { 'memory.available': '10Mi', 'nodefs.available': '1%' },
  imageGCHighThresholdPercent: 100,
  imageGCLowThresholdPercent: 99,
  containerRuntimeEndpoint: `unix://${criSocket}`,
  resolvConf: '',
  clusterDNS: dns === undefined ? [] : [dns.address],
  ...(dns === undefined ? {} : { clusterDomain: dns.domain }),
  syncFrequency: '5s',
  nodeStatusUpdateFrequency: '4s',
  rotateCertificates: false,
  maxPods: 60,
  serializeImagePulls: false,
  volumePluginDir: path.join(dir, 'volumes'),
  podLogsDir: path.join(dir, 'pods'),
});
