/**
 * What BuildKit's, buildx's and commands' words about a failure mean: whose fault it is and what helps. The messages are
 * in no specification; each line was seen in public issues, which the test of this file names.
 */
import { configurationFailure, type FailureCode, remoteFailure } from '@sealift/core/failure';

export type Fault = {
  readonly code: FailureCode;
  /** Who can help: the author of the Dockerfile and its inputs, or whoever runs machines and services. */
  readonly fail: typeof configurationFailure;
  readonly says: RegExp;
  readonly remedy: string;
};

const DISK_FULL: Fault = {
  code: 'buildx/disk-full',
  fail: remoteFailure,
  says: /no space left on device|ENOSPC|disk quota exceeded|not enough (?:free )?space|database or disk is full/i,
  remedy:
    'Make room where the builder runs: remove what the job does not need before the build, prune the builder, use a larger runner, or set [worker.oci] gc limits in "buildkitd-config-inline".',
};
const OUT_OF_MEMORY: Fault = {
  code: 'buildx/out-of-memory',
  fail: remoteFailure,
  says: /exit code: 137\b|signal: killed|cannot allocate memory|out of memory|OOM ?Killed|JavaScript heap/i,
  remedy:
    'Use a larger runner, or fewer parallel stages (max-parallelism in "buildkitd-config-inline"): the build needs more memory than the builder has.',
};
const NO_NAME: Fault = {
  code: 'buildx/no-name',
  fail: remoteFailure,
  says: /no such host|could not resolve (?:host|proxy)|temporary failure (?:in name resolution|resolving)|server misbehaving|lookup \S+ on \S+:53|EAI_AGAIN|ENOTFOUND|name or service not known|failed to lookup address/i,
  remedy:
    'Run the job again. If it happens again, check the name, and the name servers of the builder: [dns] in "buildkitd-config-inline", or "driver-opts: network=host".',
};
const RATE_LIMITED: Fault = {
  code: 'buildx/rate-limited',
  fail: remoteFailure,
  says: /\b429 [a-z]|(?:response|status|code) 429\b|toomanyrequests|too many requests|rate limit/i,
  remedy:
    'Log in to that registry (limits for anonymous pulls are low), or read through a mirror: [registry."docker.io"] mirrors in "buildkitd-config-inline".',
};
const WRONG_PLATFORM: Fault = {
  code: 'buildx/wrong-platform',
  fail: configurationFailure,
  says: /exec format error|no match for platform in manifest/i,
  remedy:
    'Build that platform on a runner of its kind, or set "qemu" to true, or cross-compile with FROM --platform=$BUILDPLATFORM; and look whether the base image has the platform.',
};
const CERTIFICATE: Fault = {
  code: 'buildx/certificate',
  fail: configurationFailure,
  says: /x509: |certificate signed by unknown|failed to verify certificate|server gave HTTP response to HTTPS client|self-signed certificate|unable to get local issuer certificate/i,
  remedy:
    'Give BuildKit the authority of that host: [registry."<host>"] ca=[…] in "buildkitd-config-inline" (or http = true, where it has no TLS). Programs that RUN starts trust the authorities in the base image instead.',
};
const CACHE: Fault = {
  code: 'buildx/cache-failed',
  fail: remoteFailure,
  says: /error writing (?:layer blob|manifest blob)|failed to reserve cache|maximum timeout reached|failed to compute cache key: (?:\S+ )?blob (?:\S+ )?not found|^(?:\S+: )?blob (?:sha256:\S+ )?not found|artifactcache|_apis\/artifactcache|failed to configure \S+ cache (?:importer|exporter)|cache export/i,
  remedy: 'Run the job again; if it happens again, set "cache" to off until the service works again.',
};
const NOT_ALLOWED: Fault = {
  code: 'buildx/not-allowed',
  fail: configurationFailure,
  says: /entitlement|is not allowed by build daemon|requested experimental feature/i,
  remedy:
    'Name it in "allow", and let the daemon grant it: "buildkitd-flags: --allow-insecure-entitlement …".',
};
const NO_EXPORTER: Fault = {
  code: 'buildx/no-builder',
  fail: configurationFailure,
  says: /is not supported for the docker driver/i,
  remedy:
    'Leave "driver" empty, so that BuildKit is started in a container, or turn on the containerd image store of docker.',
};
const DENIED: Fault = {
  code: 'buildx/denied',
  fail: configurationFailure,
  says: /\b40[13] [a-z]|status: 40[13]\b|unauthorized|denied|insufficient_scope|authorization failed|no basic auth credentials/i,
  remedy:
    'Check the name of the image and that this job may read it: "username" and "password", "token", or an earlier docker login.',
};
/** Of clouds: Google's token service answers 401 and no more, to a token that was good when the build began. */
const LOGIN_ENDED: Fault = {
  code: 'buildx/denied',
  fail: configurationFailure,
  says: /-docker\.pkg\.dev\/v2\/token\S{0,1000}: 401\b|authorization token has expired/i,
  remedy:
    'Keep the build shorter than its login: in Artifact Registry that lasts an hour with "gcp-service-account" and five minutes without it, in ECR twelve hours.',
};
const DAEMON_GONE: Fault = {
  code: 'buildx/daemon-gone',
  fail: remoteFailure,
  says: /failed to (?:receive|get) status|error reading from server|error reading server preface|transport is closing|closing transport|code = Unavailable|Unavailable: |failed to (?:list workers|dial)|(?:buildkitd|docker)\.sock|no active session|healthcheck failed|replicas? to be ready|timed out waiting for server handshake|cannot connect to the docker daemon|graceful_stop|container .* is not running|error during connect/i,
  remedy:
    'Run the job again. If it happens again, check whether BuildKit was ended: by a lack of memory or disk on its machine, an update, or a limit of its pod.',
};
const CONNECTION: Fault = {
  code: 'buildx/connection',
  fail: remoteFailure,
  says: /\b50[0234] [a-z]|status(?: code)?:? 50[0234]\b|i\/o timeout|connection (?:re(?:set|fused)|timed out)|TLS handshake timeout|\bEOF\b|deadline ?exceeded|network is unreachable|no route to host|cannot reuse body|read on closed response body|http2: |broken pipe|ECONNRESET|ETIMEDOUT|ECONNREFUSED|proxyconnect|context deadline/i,
  remedy: 'Run the job again; what was built so far is cached.',
};

/** The first that fits counts: what is special stands before what is general. */
const OF_BUILDKIT: readonly Fault[] = [
  ...[
    DISK_FULL,
    OUT_OF_MEMORY,
    CACHE,
    RATE_LIMITED,
    CERTIFICATE,
    NO_NAME,
    WRONG_PLATFORM,
    NOT_ALLOWED,
    NO_EXPORTER,
  ],
  ...[DAEMON_GONE, CONNECTION, LOGIN_ENDED, DENIED],
];

/** What a command says of networks and logins is its own affair, but for what no Dockerfile can mend. */
const OF_COMMANDS: readonly Fault[] = [DISK_FULL, NO_NAME, WRONG_PLATFORM];

/** @param words BuildKit's or buildx's own, of at most some kilobytes */
export const faultOf = (words: string): Fault | undefined => OF_BUILDKIT.find(({ says }) => says.test(words));

/**
 * @param ending how BuildKit says that the command ended
 * @param output the last lines of what it printed
 */
export function commandFault(ending: string, output: readonly string[]): Fault | undefined {
  if (OUT_OF_MEMORY.says.test(ending)) return OUT_OF_MEMORY;
  const text = output.join('\n');
  return OF_COMMANDS.find(({ says }) => says.test(text));
}
