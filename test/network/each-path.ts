/**
 * Every way that an action reaches the network, once each, as in a job: in a process of its own, whose environment alone
 * says what stands between it and the world. Prints what each gave, in one line. Arguments name those to leave out.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openArtifactStore } from '@sealift/action-kit/artifacts';
import { requestIdToken } from '@sealift/action-kit/oidc';
import { digestOf } from '@sealift/core/image/digest';
import { createGitHubClient } from '@sealift/github/client/client';
import { createFetch } from '@sealift/net/fetch';
import { createRegistryClient } from '@sealift/registry/client';
import { createBlobSender } from '@sealift/registry/sender';
import { download } from '@sealift/tools/download';
import * as v from 'valibot';
import { askCloud } from '../../actions/login/src/ask-cloud.ts';
import { fetchHandler } from '../../actions/login/src/aws-handler.ts';

const env = process.env;
const folder = env['RUNNER_TEMP'] ?? '';
const log = {
  ...{ debug: () => {}, info: () => {}, notice: () => {}, warning: () => {}, error: () => {} },
  ...{ group: <T>(_: string, work: () => Promise<T>) => work(), openGroup: () => () => {}, secret: () => {} },
};
const clock = { now: () => Date.now(), sleep: async () => {} };
const fetch = createFetch(env);
const { signal } = new AbortController();
const world = { env, log, clock, fetch, signal };
const image = { registry: 'registry.acme.example', repository: 'acme/api' };
const registry = createRegistryClient({
  ...world,
  credentials: () => undefined,
  sendBlob: createBlobSender(env),
});

const PATHS: Readonly<Record<string, () => Promise<unknown>>> = {
  async octokit() {
    const apiUrl = 'https://api.acme.example';
    const github = createGitHubClient({ ...world, token: 'ghs_x', apiUrl });
    return (await github.rest.meta.getZen()).status;
  },
  oidc: () => requestIdToken('sigstore', world),
  async artifacts() {
    const store = await openArtifactStore();
    return (await store.listArtifacts()).artifacts.length;
  },
  registry: async () => (await registry.getManifest(image, 'latest')) ?? 'absent',
  async blobs() {
    const file = path.join(folder, 'blob');
    return registry.uploadBlob(image, { path: file, digest: digestOf('layer'), size: 5 });
  },
  async tools() {
    const file = path.join(folder, 'tool');
    const sha256 = digestOf('a tool').slice('sha256:'.length);
    await download('https://downloads.acme.example/tool', sha256, file, { ...world, label: 'tool' });
    return readFile(file, 'utf8');
  },
  clouds: () =>
    askCloud(
      {
        whom: 'A cloud',
        url: 'https://cloud.acme.example/token',
        body: {},
        answer: v.object({ value: v.string() }),
        remedy: 'None.',
      },
      world,
    ),
  async aws() {
    const request = {
      ...{ method: 'POST', protocol: 'https:', hostname: 'aws.acme.example', path: '/' },
      ...{ headers: { host: 'aws.acme.example' }, body: '{}' },
    };
    return (await fetchHandler(world).handle(request)).response.statusCode;
  },
};

const results: Record<string, unknown> = {};
const without = process.argv.slice(2);
for (const [name, work] of Object.entries(PATHS).filter(([name]) => !without.includes(name)))
  results[name] = await work().catch((error: unknown) => `failed: ${String(error)}`);
// Libraries write commands of the runner before it.
process.stdout.write(`\n${JSON.stringify(results)}`);
process.exit();
