import { describe, expect, test } from 'vitest';
import { buildFailure } from '../../src/buildx/problem.ts';
import type { Step } from '../../src/buildx/progress/step.ts';

const RUN: Step = {
  name: '[build 3/5] RUN make',
  instruction: true,
  cached: false,
  duration: 1_000,
  error: 'process "/bin/sh -c make" did not complete successfully: exit code: 1',
  output: [],
};

/** What a failed build leaves when buildx's last words are these. */
const failureOf = (words: string, step?: Step) =>
  buildFailure({
    steps: step === undefined ? [] : [step],
    words: [`ERROR: failed to build: failed to solve: ${words}`],
    exitCode: 1,
    dockerfile: 'Dockerfile',
  });

/** Where it was reported, what BuildKit or buildx said (names shortened), code, a word of the remedy. */
const REPORTED: readonly (readonly [string, string, string, string])[] = [
  [
    'serverless/containers#19',
    'ResourceExhausted: failed to read dockerfile: failed to create temp dir: mkdir /var/lib/docker/tmp/buildkit-mount2667628103: no space left on device',
    'disk-full',
    'Make room',
  ],
  [
    'guacsec/guac#2832',
    'ResourceExhausted: write /var/lib/docker/overlay2/yp9tg0/diff/guacone-linux-arm64: no space left on device',
    'disk-full',
    'Make room',
  ],
  [
    'OpenHands/benchmarks#280',
    'ResourceExhausted: failed to read dockerfile: write /var/lib/buildkit/cache.db: no space left on device',
    'disk-full',
    'prune',
  ],
  [
    'docker/buildx#2064',
    'failed to receive status: rpc error: code = Unavailable desc = error reading from server: EOF',
    'daemon-gone',
    'whether BuildKit was ended',
  ],
  [
    'docker/buildx#2789',
    'failed to receive status: rpc error: code = Unavailable desc = closing transport due to: connection error: desc = "error reading from server: EOF", received prior goaway: code: NO_ERROR, debug data: "graceful_stop"',
    'daemon-gone',
    'whether BuildKit was ended',
  ],
  [
    'docker/buildx#907',
    'failed to get status: rpc error: code = Unavailable desc = timed out waiting for server handshake',
    'daemon-gone',
    'Run the job again',
  ],
  [
    'moby/buildkit#1222',
    'failed to get status: rpc error: code = Unavailable desc = all SubConns are in TransientFailure, latest connection error: connection error: desc = "transport: error while dialing: dial unix /run/buildkit/buildkitd.sock: connect: no such file or directory"',
    'daemon-gone',
    'its pod',
  ],
  [
    'moby/buildkit#1222 (comment)',
    'failed to receive status: rpc error: code = Unavailable desc = transport is closing',
    'daemon-gone',
    'its pod',
  ],
  [
    'rancher-sandbox/rancher-desktop#752',
    'failed to list workers: Unavailable: connection error: desc = "transport: error while dialing: dial unix /run/buildkit/buildkitd.sock: connect: no such file or directory"',
    'daemon-gone',
    'its pod',
  ],
  [
    'docker/build-push-action#1148',
    'Unavailable: connection error: desc = "error reading server preface: http2: frame too large"',
    'daemon-gone',
    'its pod',
  ],
  [
    'docker/buildx#456',
    'no active session for os44n22472jqaz3bk2t3jktq2: context deadline exceeded',
    'daemon-gone',
    'its pod',
  ],
  [
    'moby/buildkit#6422',
    'failed to copy: httpReadSeeker: failed open: failed to authorize: no active session for 946l7u9cqtl3kkur5pifuipi4: context deadline exceeded',
    'daemon-gone',
    'its pod',
  ],
  ['docker/buildx#2452', 'expected 1 replicas to be ready, got 0', 'daemon-gone', 'its pod'],
  ['apocas/dockerode#847', 'session healthcheck failed fatally: context canceled', 'daemon-gone', 'its pod'],
  [
    'penumbra-zone/penumbra#1648',
    'busybox:1.34.1-musl: failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/busybox/manifests/sha256:0497: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.',
    'rate-limited',
    'mirror',
  ],
  [
    'elastic/golang-crossbuild#659',
    'arm64v8/debian:12: failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/arm64v8/debian/manifests/sha256:5369: 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit.',
    'rate-limited',
    'Log in',
  ],
  [
    'docker/setup-buildx-action#395',
    'Error response from daemon: toomanyrequests: You have reached your pull rate limit.',
    'rate-limited',
    'Log in',
  ],
  [
    'nubificus/bunny#56',
    'failed to resolve source metadata for harbor.example.io/a/b:latest: unexpected status from HEAD request to https://harbor.example.io/v2/a/b/manifests/latest: 502 Bad Gateway',
    'connection',
    'Run the job again',
  ],
  [
    'Tecnativa/doodba-copier-template#372',
    'ghcr.io/a/doodba:16.0: pulling from host ghcr.io failed with status code [manifests 16.0]: 503 Service Unavailable',
    'connection',
    'Run the job again',
  ],
  [
    'hashicorp/terraform-mcp-server#202',
    'Error response from daemon: Head "https://registry-1.docker.io/v2/moby/buildkit/manifests/buildx-stable-1": received unexpected HTTP status: 503 Service Unavailable',
    'connection',
    'Run the job again',
  ],
  [
    'docker/build-push-action#239',
    'rpc error: code = Unknown desc = unexpected status: 502 Bad Gateway',
    'connection',
    'Run the job again',
  ],
  [
    'docker/build-push-action#334',
    'rpc error: code = Unknown desc = failed to fetch oauth token: Get https://auth.docker.io/token?service=registry.docker.io: EOF',
    'connection',
    'Run the job again',
  ],
  [
    'airbytehq/airbyte#27329',
    'failed to authorize: failed to fetch oauth token: Post "https://auth.docker.io/token": EOF',
    'connection',
    'Run the job again',
  ],
  [
    'moby/buildkit#3875',
    'DeadlineExceeded: failed to authorize: DeadlineExceeded: failed to fetch oauth token: Post "https://harbor.example.net/service/token": dial tcp 10.249.179.76:443: i/o timeout',
    'connection',
    'Run the job again',
  ],
  [
    'docker/buildx#507',
    'failed to do request: Head https://registry-1.docker.io/v2/library/python/manifests/3.6: dial tcp 3.211.199.249:443: i/o timeout',
    'connection',
    'Run the job again',
  ],
  [
    'docker/build-push-action#626',
    'failed to copy: cannot reuse body, request must be retried',
    'connection',
    'Run the job again',
  ],
  [
    'docker/buildx#191',
    'failed to load cache key: failed to do request: Head https://registry-1.docker.io/v2/continuumio/miniconda/manifests/latest: dial tcp: lookup registry-1.docker.io on 192.168.1.1:53: read udp 172.17.0.2:40167->192.168.1.1:53: i/o timeout',
    'no-name',
    '[dns]',
  ],
  [
    'moby/moby#42867',
    'failed to do request: Head https://registry-1.docker.io/v2/a: dial tcp: lookup registry-1.docker.io: no such host',
    'no-name',
    '[dns]',
  ],
  [
    'cilium/packer-ci-build#118',
    'Get https://registry-1.docker.io/v2/: dial tcp: lookup registry-1.docker.io on 8.8.4.4:53: dial udp 8.8.4.4:53: connect: network is unreachable',
    'no-name',
    '[dns]',
  ],
  [
    'docker/build-push-action#1349',
    'failed to push example.test:a639: failed to authorize: failed to fetch anonymous token: Get "https://example.test/v2/token": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    'certificate',
    'ca=[',
  ],
  [
    'docker/buildx#2008',
    'failed to push harbor.example/king/server:0.1.9: failed to authorize: failed to fetch oauth token: Post "https://harbor.example/service/token": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    'certificate',
    'ca=[',
  ],
  [
    'microsoft/vscode-remote-release#6920',
    'failed to fetch oauth token: unexpected status: 403 Forbidden',
    'denied',
    'may read it',
  ],
  [
    'google-github-actions/auth#432',
    'failed to push us-docker.pkg.dev/acme/shop/api: failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://us-docker.pkg.dev/v2/token?scope=repository%3Aacme%2Fshop%2Fapi%3Apull%2Cpush&service=us-docker.pkg.dev: 401 Unauthorized',
    'denied',
    'gcp-service-account',
  ],
  [
    'base/node#352',
    'failed to push ghcr.io/base-org/node:main: unexpected status from POST request to https://ghcr.io/v2/: 403 Forbidden',
    'denied',
    'docker login',
  ],
  [
    'GoogleCloudPlatform/scion#224',
    'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    'denied',
    'the name of the image',
  ],
  [
    'earthly/earthly#1873',
    'pull access denied, repository does not exist or may require authorization: authorization status: 401: authorization failed',
    'denied',
    'the name of the image',
  ],
  [
    'docker/buildx#1611',
    "Error response from daemon: pull access denied for base, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    'denied',
    'the name of the image',
  ],
  [
    'uraimo/run-on-arch-action#154',
    'ppc64le/ubuntu:22.04: failed to resolve source metadata for docker.io/ppc64le/ubuntu:22.04: no match for platform in manifest: not found',
    'wrong-platform',
    'has the platform',
  ],
  [
    'docker/buildx#2683',
    'granting entitlement security.insecure is not allowed by build daemon configuration',
    'not-allowed',
    '"allow"',
  ],
  [
    'docker/buildx#524',
    'rpc error: code = Unknown desc = granting entitlement network.host is not allowed by build daemon configuration',
    'not-allowed',
    'buildkitd-flags',
  ],
  [
    'moby/buildkit#2276',
    'error writing layer blob: failed to parse error response 429: {"$id":"1","message":"Request was blocked due to exceeding usage of resource Count in namespace"}: invalid character',
    'cache-failed',
    '"cache" to off',
  ],
  ['moby/buildkit#5650', 'maximum timeout reached', 'cache-failed', '"cache" to off'],
  ['netresearch/timetracker#336', 'error writing layer blob: not_found', 'cache-failed', '"cache" to off'],
  [
    'docker/build-push-action#1571',
    'error writing layer blob: failed to reserve cache',
    'cache-failed',
    '"cache" to off',
  ],
  ['moby/buildkit#2332', 'failed to compute cache key: blob not found', 'cache-failed', '"cache" to off'],
  [
    'moby/buildkit#2426',
    'blob sha256:1fb11dfd9b348fa84eaf1fafa57a7ee992b6d010f1df82ada3ccd399845fc37f not found',
    'cache-failed',
    '"cache" to off',
  ],
  [
    'CERT-Polska/mwdb-core#515',
    'error writing layer blob: Patch "https://artifactcache.actions.githubusercontent.com/x/_apis/artifactcache/caches/730": http: read on closed response body',
    'cache-failed',
    '"cache" to off',
  ],
  [
    'ethereum-optimism/optimism#2191',
    'rpc error: code = Unknown desc = executor failed running [/bin/sh -c yarn build]: exit code: 137',
    'out-of-memory',
    'larger runner',
  ],
  // The author's own.
  [
    'celestiaorg/celestia-app#4759',
    'ghcr.io/a/standalone:v3.10.0-rc0: failed to resolve source metadata for ghcr.io/a/standalone:v3.10.0-rc0: ghcr.io/a/standalone:v3.10.0-rc0: not found',
    'bad-dockerfile',
    'Correct',
  ],
  [
    'a tag with a number of a status',
    'docker.io/library/x:503: failed to resolve source metadata for docker.io/library/x:503: not found',
    'bad-dockerfile',
    'Correct',
  ],
  ['an unknown stage', 'target stage "nope" could not be found', 'bad-dockerfile', 'Correct'],
  [
    'an unknown instruction',
    'dockerfile parse error on line 2: unknown instruction: RUNN',
    'bad-dockerfile',
    'Correct',
  ],
];

test('at least forty messages', () => expect(REPORTED.length).toBeGreaterThanOrEqual(40));

const OF_THE_AUTHOR = ['denied', 'wrong-platform', 'not-allowed', 'certificate', 'bad-dockerfile'];
test.each(REPORTED)('%s', (_, words, reason, remedy) => {
  const failure = failureOf(words);
  expect(failure.code).toBe(`buildx/${reason}`);
  expect(failure.category).toBe(OF_THE_AUTHOR.includes(reason) ? 'configuration' : 'remote');
  expect(failure.remedy).toContain(remedy);
  expect(failure.remedy.includes('Correct the Dockerfile')).toBe(reason === 'bad-dockerfile');
  expect(failure.message).toContain(words.slice(0, 100));
});

describe('a command in RUN', () => {
  const ended = (code: number) =>
    `process "/bin/sh -c make" did not complete successfully: exit code: ${code}`;

  test.each([
    [
      'i-am-bee/beeai-code-interpreter#16',
      1,
      'compile: writing output: write $WORK/b211/_pkg_.a: no space left on device',
      'disk-full',
    ],
    [
      'docker/setup-buildx-action#378',
      128,
      "fatal: unable to access 'https://git.example/': Could not resolve host: git.example",
      'no-name',
    ],
    ['actions/runner-images#6013', 100, "  Temporary failure resolving 'deb.debian.org'", 'no-name'],
    [
      'npm without names',
      1,
      'npm error request to https://registry.example failed, reason: getaddrinfo EAI_AGAIN registry.example',
      'no-name',
    ],
    ['AxisCommunications/axis-aws-kinesis-vsp#15', 255, 'exec /bin/sh: exec format error', 'wrong-platform'],
    ['killed for its memory', 137, 'Killed', 'out-of-memory'],
    [
      'a test that fails',
      1,
      'FAIL: expected 403 Forbidden, got 500 Internal Server Error',
      'instruction-failed',
    ],
    ['a curl that is refused', 22, 'curl: (22) The requested URL returned error: 503', 'instruction-failed'],
  ])('%s', (_, code, output, reason) => {
    const failure = failureOf(ended(code), { ...RUN, output: ['before', output] });
    expect(failure.code).toBe(`buildx/${reason}`);
    expect(failure.message).toContain(output);
  });

  test('what it printed long before it failed is no reason', () => {
    const output = ['no space left on device', ...Array.from({ length: 60 }, (_, index) => `line ${index}`)];
    expect(failureOf(ended(1), { ...RUN, output: output.slice(-50) }).code).toBe('buildx/instruction-failed');
  });
});

test('a cache that could not be read is not the reason of another failure', () => {
  const step = {
    ...RUN,
    name: 'importing cache manifest from ghcr.io/acme/shop:cache',
    error: 'failed to configure registry cache importer: ghcr.io/acme/shop:cache: not found',
  };
  expect(failureOf('target stage "nope" could not be found', step).message).toBe(
    'The build failed: target stage "nope" could not be found.',
  );
});
