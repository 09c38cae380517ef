/**
 * The one fetch. Node's own ignores the proxies of the environment and ends at 16 KiB of headers; some registries send
 * more than 20. NODE_EXTRA_CA_CERTS works by itself.
 */
import { Agent, Pool, ProxyAgent, fetch as undiciFetch } from 'undici';
import { MAX_HEADER_SIZE } from './limits.ts';
import { type Environment, readProxies } from './proxy.ts';

/** Like the global one. The classes behind its answers are undici's own, so nobody may ask for `instanceof Response`. */
export type Fetch = typeof globalThis.fetch & {
  /** Ends all connections, with what is on them. Connections at rest do not keep a process alive without it either. */
  readonly close: () => Promise<void>;
};

/** Milliseconds for name, TCP and TLS; for a proxy's answer to CONNECT as well. */
const CONNECT_TIMEOUT = 15_000;
/** Milliseconds in which nothing arrives. Callers set a deadline for the whole, see deadline.ts. */
const IDLE_TIMEOUT = 60_000;

/**
 * To one host at once; what is beyond waits for one of them. Callers ask for dozens of small things together, and a new
 * connection costs more than such an answer. No fewer than a push sends at once.
 */
const CONNECTIONS = 10;

const LIMITS = {
  maxHeaderSize: MAX_HEADER_SIZE,
  headersTimeout: IDLE_TIMEOUT,
  bodyTimeout: IDLE_TIMEOUT,
  connections: CONNECTIONS,
};

type UndiciInit = NonNullable<Parameters<typeof undiciFetch>[1]>;

/**
 * A fetch through the proxies that `env` names (see {@link readProxies}): https through a CONNECT tunnel, http by
 * absolute addresses, since many proxies refuse CONNECT to other ports than 443.
 * @throws Failure `configuration` when a proxy's address cannot be used
 */
export function createFetch(env: Environment): Fetch {
  const selectProxy = readProxies(env);
  const direct = new Agent({ ...LIMITS, connect: { timeout: CONNECT_TIMEOUT } });
  const proxied = new Map<string, ProxyAgent>();
  const agentOf = ({ href }: URL): ProxyAgent => {
    const agent = proxied.get(href) ?? createProxyAgent(href);
    proxied.set(href, agent);
    return agent;
  };
  // Below fetch, so that each step of a redirection is judged by its own address.
  const dispatcher = direct.compose((dispatch) => (given, handler) => {
    // undici ends a connection with each HEAD, since some servers send a body with it (its issue 258). Registries do not,
    // and are asked by HEAD again and again; what a body would begin is no answer, and ends the connection.
    const options = given.method === 'HEAD' ? { ...given, reset: false } : given;
    const proxy = selectProxy(new URL(options.origin ?? ''));
    return proxy === undefined ? dispatch(options, handler) : agentOf(proxy).dispatch(options, handler);
  });
  const call: typeof globalThis.fetch = async (input, init) => {
    // Not by the class: to name Node's own is to load it, with the undici inside of Node.
    const isAddress = typeof input === 'string' || input instanceof URL;
    const request = isAddress ? undefined : unpack(input);
    const url = isAddress ? input : input.url;
    // The two sets of types describe the same standard and differ in the names of private members only.
    const options = { ...request, ...init, dispatcher } as UndiciInit;
    return (await undiciFetch(url, options)) as unknown as Response;
  };
  const close = async () => {
    await Promise.all([direct, ...proxied.values()].map((agent) => agent.destroy()));
  };
  return Object.assign(call, { close });
}

const createProxyAgent = (uri: string): ProxyAgent =>
  new ProxyAgent({
    ...LIMITS,
    uri,
    proxyTunnel: false,
    proxyTls: { timeout: CONNECT_TIMEOUT },
    clientFactory: (origin, options) => new Pool(origin, { ...options, headersTimeout: CONNECT_TIMEOUT }),
    // Given, since the connection for absolute addresses is otherwise made without the limits.
    factory: (origin, options) => new Pool(origin, { ...LIMITS, ...options }),
  });

/** undici does not know a Request of Node's own. */
const unpack = ({ method, headers, body, redirect, signal }: Request) => ({
  method,
  headers: [...headers],
  redirect,
  signal,
  ...(body === null ? {} : { body, duplex: 'half' }),
});
