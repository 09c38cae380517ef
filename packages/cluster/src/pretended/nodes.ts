/** Nodes that are only pretended, by kwok: pods are scheduled, "run" and end, and nothing is executed. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { freePorts } from '@sealift/sandbox/ports';
import type { Client } from '../client/client.ts';
import { isTrue, type KubernetesObject, referenceTo } from '../client/object.ts';
import { listens } from '../listens.ts';
import { type Host, type Server, startServer } from '../part.ts';
import { type Images, stages } from './stages.ts';

export type PretendedNodesOptions = {
  /** kwok. */
  readonly program: string;
  readonly client: Client;
  readonly kubeconfig: string;
  /** Name and zone of each; two in two zones unless said, so that pods can be spread. */
  readonly nodes?: Readonly<Record<string, string>>;
  readonly images?: Images;
};

/** kwok leaves other nodes alone, so that a real one may stand beside these. */
const MARK = 'kwok.x-k8s.io/node';

export async function startPretendedNodes(host: Host, options: PretendedNodesOptions): Promise<Server> {
  const { client, nodes = { 'node-a': 'a', 'node-b': 'b' } } = options;
  const file = path.join(host.dir, 'kwok.yaml');
  const documents = stages(options.images).map((each) => JSON.stringify(each));
  await writeFile(file, documents.join('\n---\n'));
  const made = Object.entries(nodes).map(([name, zone]) => nodeNamed(name, zone));
  for (const node of made) {
    await client.apply(node);
    await client.patch(referenceTo(node), { status: ROOM }, { part: 'status' });
  }
  const [port = 0] = await freePorts(1);
  const server = await startServer(host, {
    name: 'kwok',
    file: options.program,
    args: [
      ...[`--kubeconfig=${options.kubeconfig}`, `--config=${file}`, `--server-address=127.0.0.1:${port}`],
      ...['--manage-all-nodes=false', `--manage-nodes-with-annotation-selector=${MARK}=fake`],
      ...['--cidr=10.244.0.0/16', '--node-ip=10.1.0.1', '--node-lease-duration-seconds=40'],
    ],
    env: { HOME: host.dir },
    ready: () => listens(port),
    timeout: 60_000,
    grace: 300,
  });
  try {
    for (const node of made)
      await client.waitFor(referenceTo(node), (seen) => isTrue(seen, 'Ready'), {
        what: 'to be Ready',
        timeout: 60_000,
      });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

/** More than a rehearsal has pods. A kubelet says this of its machine; kwok says nothing. */
const ROOM = {
  capacity: { cpu: '32', memory: '64Gi', pods: '110' },
  allocatable: { cpu: '32', memory: '64Gi', pods: '110' },
};

function nodeNamed(name: string, zone: string): KubernetesObject {
  const arch = process.arch === 'arm64' ? 'arm64' : 'amd64';
  const labels = {
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': arch,
    'topology.kubernetes.io/zone': zone,
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels, annotations: { [MARK]: 'fake' } },
  };
}
