/**
 * Started by the runc wrapper before each RUN: adds the host's authorities and proxies to the container about to
 * start. The image and the cache keys stay as they are: the file is mounted into /dev, which is not part of the image,
 * and the variables exist in that process only.
 *
 *   node inject-trust.ts <HostTrust as JSON file> <folder of the OCI bundle>
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { HostTrust } from './host.ts';

/** The parts of https://github.com/opencontainers/runtime-spec/blob/v1.2.0/config.md that are touched. */
export type RuntimeConfig = {
  readonly mounts?: readonly unknown[];
  readonly process?: { readonly env?: readonly string[] };
};

const MOUNTED = '/dev/host-ca.crt';
/** OpenSSL and Go, pip, requests, curl, Node, npm, git, Rust's cargo. */
const VARIABLES = [
  'SSL_CERT_FILE',
  'PIP_CERT',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'NODE_EXTRA_CA_CERTS',
  'npm_config_cafile',
  'GIT_SSL_CAINFO',
  'CARGO_HTTP_CAINFO',
];

/** What the Dockerfile sets itself stays. */
export function withHostTrust(config: RuntimeConfig, trust: HostTrust): RuntimeConfig {
  const env = config.process?.env ?? [];
  const own = new Set(env.map((setting) => setting.split('=', 1)[0]));
  const added = {
    ...trust.proxies,
    ...(trust.bundle === undefined ? {} : Object.fromEntries(VARIABLES.map((name) => [name, MOUNTED]))),
  };
  const mount = {
    destination: MOUNTED,
    type: 'bind',
    source: trust.bundle,
    options: ['rbind', 'ro'],
  };
  return {
    ...config,
    mounts: [...(config.mounts ?? []), ...(trust.bundle === undefined ? [] : [mount])],
    process: {
      ...config.process,
      env: [
        ...env,
        ...Object.entries(added).flatMap(([name, value]) => (own.has(name) ? [] : [`${name}=${value}`])),
      ],
    },
  };
}

if (import.meta.main) {
  const [, , settings = '', bundle = ''] = process.argv;
  const trust = JSON.parse(readFileSync(settings, 'utf8')) as HostTrust;
  const file = `${bundle}/config.json`;
  const config = JSON.parse(readFileSync(file, 'utf8')) as RuntimeConfig;
  writeFileSync(`${file}.new`, JSON.stringify(withHostTrust(config, trust)));
  renameSync(`${file}.new`, file);
}
