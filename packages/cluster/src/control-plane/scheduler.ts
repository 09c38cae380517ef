import path from 'node:path';
import { freePorts } from '@sealift/sandbox/ports';
import { isHealthy } from '../health.ts';
import { type Host, type Server, startServer } from '../part.ts';
import type { ApiServer } from './api-server.ts';
import { loopbackFlags } from './controllers.ts';

export type SchedulerOptions = {
  readonly program: string;
  readonly apiServer: Pick<ApiServer, 'kubeconfig'>;
};

export async function startScheduler(host: Host, { program, apiServer }: SchedulerOptions): Promise<Server> {
  const [port = 0] = await freePorts(1);
  return startServer(host, {
    name: 'kube-scheduler',
    file: program,
    args: loopbackFlags(apiServer.kubeconfig, port, path.join(host.dir, 'pki-scheduler')),
    env: { HOME: host.dir },
    ready: () => isHealthy(`https://127.0.0.1:${port}/healthz`),
    timeout: 60_000,
    grace: 300,
  });
}
