import { createRegistryClient } from '@sealift/registry/client';
import type { createClient } from '../proxy/client.ts';
import { USER } from './stand-ins.ts';

/** The client of the actions, on the way that everything here takes to ghcr.io. */
export const registryClient = ({ request }: Pick<ReturnType<typeof createClient>, 'request'>) =>
  createRegistryClient({
    credentials: () => ({ username: USER.name, password: USER.password }),
    fetch: async (input, init = {}) => {
      const { status, headers, body } = await request(String(input), {
        method: init.method ?? 'GET',
        headers: init.headers as Record<string, string>,
        ...(init.body instanceof Uint8Array ? { body: init.body } : {}),
      });
      const entries = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
      return new Response(init.method === 'HEAD' || status === 204 ? null : body, {
        status,
        headers: entries,
      });
    },
    clock: { now: Date.now, sleep: async () => {} },
    log: { debug() {}, info() {}, secret() {} },
  });
