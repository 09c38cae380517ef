import { createRegistryClient } from '@sealift/registry/client';
import { createTrustRoots } from '@sealift/tools/sigstore/trust-roots';
import { createVerifier, type Verifier, type VerifierOptions } from '@sealift/tools/sigstore/verifier';
import type { createClient } from '../proxy/client.ts';
import { USER } from './stand-ins.ts';

type Client = Pick<ReturnType<typeof createClient>, 'request'>;

const clock = { now: Date.now, sleep: async () => {} };
const silent = () => {};

/** On the way that everything here takes. */
export const fetchBy =
  ({ request }: Client): typeof globalThis.fetch =>
  async (input, init = {}) => {
    const { status, headers, body } = await request(String(input), {
      method: init.method ?? 'GET',
      headers: init.headers as Record<string, string>,
      ...(init.body instanceof Uint8Array ? { body: init.body } : {}),
    });
    const entries = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
    return new Response(init.method === 'HEAD' || status === 204 ? null : body, { status, headers: entries });
  };

/** The client of the actions, for ghcr.io. */
export const registryClient = (client: Client) =>
  createRegistryClient({
    credentials: () => ({ username: USER.name, password: USER.password }),
    fetch: fetchBy(client),
    clock,
    log: { debug: silent, info: silent, secret: silent },
  });

/** @param env names the repositories */
export const trustRootsBy = (client: Client, env: Readonly<Record<string, string | undefined>>) =>
  createTrustRoots({
    ...{ env, clock, fetch: fetchBy(client), log: { info: silent } },
    signal: new AbortController().signal,
  });

/**
 * The verifier of the actions. No tool is resolved for it: nothing here is signed in an older format but where a test
 * says so.
 * @param env where the trust roots are
 */
export const verifierBy = (
  client: Client,
  env: Readonly<Record<string, string | undefined>>,
  { trustedRoot }: Pick<VerifierOptions, 'trustedRoot'> = {},
): Verifier =>
  createVerifier(
    { tools: 'pinned', credentials: new Map(), trustedRoot },
    {
      ...{ env, clock, fetch: fetchBy(client), signal: new AbortController().signal },
      exec: () => Promise.reject(new Error('No process is needed.')),
      resolveTool: () => Promise.reject(new Error('No tool is needed.')),
      log: {
        ...{ debug: silent, info: silent, notice: silent, warning: silent, error: silent, secret: silent },
        group: (_title, work) => work(),
        openGroup: () => () => {},
      },
    },
  );
