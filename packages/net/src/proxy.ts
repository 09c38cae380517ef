/**
 * Which proxy a request goes through, by the variables that curl, Go and the runner read. Both ways out, fetch and
 * the upload of files, ask here, so that they cannot disagree.
 * https://docs.github.com/en/actions/how-tos/manage-runners/self-hosted-runners/use-proxy-servers
 */
import { BlockList, isIP, isIPv6 } from 'node:net';
import { configurationFailure } from '@sealift/core/failure';
import { isLoopbackHost } from './loopback.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The address of the proxy for a URL, with its login where the environment gives one; undefined for none. */
export type ProxySelector = (url: URL) => URL | undefined;

/**
 * Reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY; the lower-case spelling of each wins. A loopback host is never asked
 * through a proxy.
 * @throws Failure `configuration` when a proxy's address cannot be used
 */
export function readProxies(env: Environment): ProxySelector {
  const secure = parseProxy(env, 'https_proxy');
  const plain = parseProxy(env, 'http_proxy');
  const rules = (variable(env, 'no_proxy') ?? '').split(/[\s,]/).filter(Boolean).map(parseException);
  return (url) => {
    const proxy = url.protocol === 'https:' ? secure : plain;
    if (proxy === undefined || isLoopbackHost(url.hostname)) return undefined;
    return rules.some((excepts) => excepts(url)) ? undefined : proxy;
  };
}

const variable = (env: Environment, name: string): string | undefined =>
  env[name] || env[name.toUpperCase()] || undefined;

function parseProxy(env: Environment, name: string): URL | undefined {
  const text = variable(env, name)?.trim();
  if (text === undefined || text === '') return undefined;
  const address = text.includes('://') ? text : `http://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  // Not the value itself: it may hold a password.
  throw configurationFailure({
    code: 'net/bad-proxy',
    cause: `The variable ${name.toUpperCase()} holds ${url === undefined ? 'no address' : `an address that begins with "${url.protocol}"`}, not the address of an HTTP proxy.`,
    remedy: 'Write http://host:port or https://host:port.',
  });
}

/** `example.com` and `.example.com` mean the names below as well, as for curl and Go; a port narrows. */
function parseException(rule: string): (url: URL) => boolean {
  if (rule === '*') return () => true;
  if (rule.includes('/')) return parseSubnet(rule);
  // The last colon of an IPv6 address without brackets begins no port.
  const [, host = rule, port] = isIPv6(rule) ? [] : (/^(.+):([0-9]{1,5})$/.exec(rule) ?? []);
  const name = canonical(host.replace(/^\*?\./, ''));
  return ({ protocol, hostname, port: given }) => {
    if (port !== undefined && port !== (given || (protocol === 'https:' ? '443' : '80'))) return false;
    return hostname === name || (isIP(name) === 0 && hostname.endsWith(`.${name}`));
  };
}

/** As URLs spell hosts: lower case, IPv6 in brackets. */
const canonical = (host: string): string => (isIPv6(host) ? `[${host}]` : host).toLowerCase();

/** `10.0.0.0/8`: for hosts that are written as addresses; names are not looked up for it. */
function parseSubnet(rule: string): (url: URL) => boolean {
  const slash = rule.indexOf('/');
  const network = rule.slice(0, slash);
  const prefix = Number(rule.slice(slash + 1));
  const version = isIP(network);
  if (version === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > (version === 4 ? 32 : 128))
    return () => false;
  const list = new BlockList();
  list.addSubnet(network, prefix, `ipv${version === 4 ? 4 : 6}`);
  return ({ hostname }) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const family = isIP(host);
    return family !== 0 && list.check(host, `ipv${family === 4 ? 4 : 6}`);
  };
}
