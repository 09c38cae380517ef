import path from 'node:path';
import { freePorts } from '@sealift/sandbox/ports';
import { answers } from '@sealift/sandbox/process';
import { type Host, type Server, startServer } from '../part.ts';

export type Etcd = Server & { /** For `--etcd-servers`. */ readonly url: string };

/** A store that forgets: nothing is written through, since nobody reads it after its end. */
export async function startEtcd(host: Host, program: string): Promise<Etcd> {
  const [clients = 0, peers = 0] = await freePorts(2);
  const url = `http://127.0.0.1:${clients}`;
  const peer = `http://127.0.0.1:${peers}`;
  const server = await startServer(host, {
    name: 'etcd',
    file: program,
    args: [
      ...['--name=one', `--data-dir=${path.join(host.dir, 'etcd')}`, '--unsafe-no-fsync'],
      ...[`--listen-client-urls=${url}`, `--advertise-client-urls=${url}`],
      ...[`--listen-peer-urls=${peer}`, `--initial-advertise-peer-urls=${peer}`],
      ...[`--initial-cluster=one=${peer}`, '--quota-backend-bytes=1073741824', '--log-level=warn'],
    ],
    env: {},
    ready: () => answers(`${url}/health`),
    timeout: 60_000,
    grace: 300,
  });
  return { ...server, url };
}
