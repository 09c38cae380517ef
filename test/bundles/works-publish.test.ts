import { LOGIN, type RegistryDouble, startRegistryDouble } from '@sealift/testing/registry-double';
import { afterEach, expect, it } from 'vitest';
import { type BundleRun, type Given, JOB_TOKEN, runBundle } from './bundle.ts';
import { layoutIn } from './layouts.ts';
import { expectNoSecret, expectNoStack } from './refusal.ts';

const DIRECT = { NO_PROXY: '127.0.0.1' };
let double: RegistryDouble | undefined;
afterEach(() => double?.close());

const start = async () => {
  double = await startRegistryDouble({ auth: 'bearer' });
  return double;
};

/** Runs it with a login, and checks what holds of every run. */
async function publish(at: RegistryDouble, given: Given): Promise<BundleRun> {
  const run = await runBundle('publish', {
    ...given,
    inputs: { image: `${at.host}/acme/api`, ...LOGIN, ...given.inputs },
    env: DIRECT,
  });
  expect(run.exitCode, run.stdout).toBe(0);
  expect(run.requests, 'through the proxy').toEqual([]);
  expectNoStack(run);
  expectNoSecret(run, [JOB_TOKEN, LOGIN.password, `${LOGIN.username}:${LOGIN.password}`]);
  // The job's token is for ghcr.io alone.
  const sent = at.seen.map(({ authorization = '' }) => authorization);
  expect(sent.filter((header) => plain(header).includes(JOB_TOKEN))).toEqual([]);
  return run;
}

const plain = (header: string) =>
  `${header} ${Buffer.from(header.replace(/^Basic /, ''), 'base64').toString('latin1')}`;

/** What was asked of the registry, in an order that does not depend on which blob was faster. */
const asked = ({ seen }: RegistryDouble) =>
  seen
    .filter(({ url }) => !url.startsWith('/token'))
    .map(({ method, url, authorization }) => {
      const [path = ''] = url.split('?');
      return `${method} ${path.replace(/session-\d+/, 'session')}${authorization ? '' : ' (without login)'}`;
    });

it('a layout with tags: bytes, manifests, then the tags', async () => {
  const at = await start();
  const run = await publish(at, {
    inputs: { layout: 'layout', tags: 'main,v1', evidence: 'evidence' },
    prepare: layoutIn(),
  });
  const requests = asked(at);
  expect(requests.toSorted()).toMatchInlineSnapshot(`
    [
      "GET /v2/acme/api/manifests/sha256:667611a6f551b730b68046f1388fa53cf60de5539a0f7584a3bb9a8f8ebaf453",
      "GET /v2/acme/api/manifests/sha256:e3d2e59128911ce42f46efdae3577463b2059d2c5ecac4f78f5ff45fce2cc28a",
      "GET /v2/acme/api/manifests/sha256:f0aad476fa62eac9e6535e6170a3566deb0a902e72c3f5523e0a8b1f8a08631f",
      "GET /v2/acme/api/manifests/sha256:f0aad476fa62eac9e6535e6170a3566deb0a902e72c3f5523e0a8b1f8a08631f",
      "GET /v2/acme/api/manifests/sha256:f0aad476fa62eac9e6535e6170a3566deb0a902e72c3f5523e0a8b1f8a08631f",
      "HEAD /v2/acme/api/blobs/sha256:1c8816cee6f1ab38f92be0dca563eafdbf3055d72eb40eda09268308d9f98260",
      "HEAD /v2/acme/api/blobs/sha256:b091a0ad63d887bde24bcdaa9c46fb026b000b0d35c2ef80a8637b0b906ae3b8",
      "HEAD /v2/acme/api/blobs/sha256:b4dd050e138702fb0b77c537c5b904b928e37091fe8de6b065c2f706b4933998",
      "HEAD /v2/acme/api/blobs/sha256:ca40350362516cc30c839fd3e0f04e9bbb7703698fd5c57f12f3b87f07d866e9",
      "HEAD /v2/acme/api/manifests/main",
      "HEAD /v2/acme/api/manifests/main",
      "HEAD /v2/acme/api/manifests/main",
      "HEAD /v2/acme/api/manifests/sha256:f0aad476fa62eac9e6535e6170a3566deb0a902e72c3f5523e0a8b1f8a08631f",
      "HEAD /v2/acme/api/manifests/sha256:f0aad476fa62eac9e6535e6170a3566deb0a902e72c3f5523e0a8b1f8a08631f (without login)",
      "HEAD /v2/acme/api/manifests/v1",
      "HEAD /v2/acme/api/manifests/v1",
      "HEAD /v2/acme/api/manifests/v1",
      "POST /v2/acme/api/blobs/uploads/",
      "POST /v2/acme/api/blobs/uploads/",
      "POST /v2/acme/api/blobs/uploads/",
      "POST /v2/acme/api/blobs/uploads/",
      "PUT /v2/acme/api/blobs/uploads/session",
      "PUT /v2/acme/api/blobs/uploads/session",
      "PUT /v2/acme/api/blobs/uploads/session",
      "PUT /v2/acme/api/blobs/uploads/session",
      "PUT /v2/acme/api/manifests/main",
      "PUT /v2/acme/api/manifests/sha256:667611a6f551b730b68046f1388fa53cf60de5539a0f7584a3bb9a8f8ebaf453",
      "PUT /v2/acme/api/manifests/sha256:e3d2e59128911ce42f46efdae3577463b2059d2c5ecac4f78f5ff45fce2cc28a",
      "PUT /v2/acme/api/manifests/sha256:f0aad476fa62eac9e6535e6170a3566deb0a902e72c3f5523e0a8b1f8a08631f",
      "PUT /v2/acme/api/manifests/v1",
    ]
  `);
  // What an index points to comes before it, and tags come last.
  const put = requests
    .filter((each) => /^PUT .*\/manifests\//.test(each))
    .map((each) => each.replace(/.*\//, ''));
  expect(put.slice(2)).toEqual([run.outputs['digest'], 'main', 'v1']);
  expect(replaceHost(at, run.outputs)).toMatchInlineSnapshot(`
    {
      "copies": "",
      "digest": "sha256:f0aad476fa62eac9e6535e6170a3566deb0a902e72c3f5523e0a8b1f8a08631f",
      "existing": "false",
      "image": "registry.test/acme/api@sha256:f0aad476fa62eac9e6535e6170a3566deb0a902e72c3f5523e0a8b1f8a08631f",
      "tags": "main
    v1",
      "unchanged": "false",
    }
  `);
  expect(replaceHost(at, run.left)).toMatchInlineSnapshot(`
    {
      "workspace/evidence/publish.json": "{
      "image": "registry.test/acme/api",
      "digest": "sha256:f0aad476fa62eac9e6535e6170a3566deb0a902e72c3f5523e0a8b1f8a08631f",
      "tags": [
        "main",
        "v1"
      ],
      "existing": false
    }
    ",
    }
  `);
  expect(replaceHost(at, { summary: run.summary }).summary).toMatchInlineSnapshot(`
    "### Published

    | | |
    |---|---|
    | Image | \`registry.test/acme/api\` |
    | Digest | \`sha256:f0aad476fa62eac9e6535e6170a3566deb0a902e72c3f5523e0a8b1f8a08631f\` |
    | Platforms | \`linux/amd64\` |
    | Tags | \`main\`, \`v1\` |
    | Sent | 329 B, 0 B were there |
    | Result | published and read back |

    "
  `);
});

const replaceHost = <T extends Readonly<Record<string, string>>>({ host }: RegistryDouble, texts: T): T =>
  Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, text.replaceAll(host, 'registry.test')]),
  ) as T;

it('the same layout again: nothing is written', async () => {
  const at = await start();
  const given: Given = { inputs: { layout: 'layout', tags: 'main' }, prepare: layoutIn() };
  await publish(at, given);
  at.seen.length = 0;
  const run = await publish(at, given);
  expect(run.outputs).toMatchObject({ existing: 'true', tags: 'main' });
  expect(at.seen.filter(({ method }) => !['GET', 'HEAD'].includes(method))).toEqual([]);
});

it('builds of two platforms, merged and tagged', async () => {
  const at = await start();
  const first = await publish(at, { inputs: { layout: 'layout' }, prepare: layoutIn() });
  const second = await publish(at, { inputs: { layout: 'layout' }, prepare: layoutIn(undefined, 'arm64') });
  const files = Object.fromEntries(
    [first, second].map(({ outputs }, index) => [
      `evidence/build-${index}/publish.json`,
      JSON.stringify({ image: `${at.host}/acme/api`, digest: outputs['digest'], tags: [], existing: false }),
    ]),
  );
  const releasing = {
    evidence: 'evidence',
    'released-tag': 'sha-1',
    'certificate-identity': 'https://github.com/acme/sealift/.github/workflows/release-app.yml@refs/tags/v1',
    'source-repository': 'acme/shop',
    'source-ref': 'refs/heads/main',
    commit: 'c'.repeat(40),
    tools: 'system',
  };
  const merged = await publish(at, { inputs: releasing, files });
  const digest = merged.outputs['digest'] ?? '';
  expect([first.outputs['digest'], second.outputs['digest']]).not.toContain(digest);
  const tagged = await publish(at, { inputs: { image: `${at.host}/acme/api@${digest}`, tags: 'sha-1' } });
  expect(tagged.outputs).toMatchObject({ digest, existing: 'false', tags: 'sha-1' });
  // What carries the tag is not believed: nobody signed it, and nothing is kept. No program is needed for that.
  at.seen.length = 0;
  const again = await runBundle('publish', {
    inputs: { image: `${at.host}/acme/api`, ...LOGIN, ...releasing },
    files,
    env: { ...DIRECT, PATH: '/nowhere' },
  });
  expect(again.exitCode).toBe(1);
  expect(again.outputs).toEqual({});
  expect(again.annotations).toMatchObject([
    { message: expect.stringContaining('it is not signed') as string },
  ]);
  expect(at.seen.filter(({ method }) => !['GET', 'HEAD'].includes(method))).toEqual([]);
});

it('without a login: one error that says which registry and what to do', async () => {
  const at = await start();
  const run = await runBundle('publish', {
    inputs: { image: `${at.host}/acme/api`, layout: 'layout' },
    prepare: layoutIn(),
    env: DIRECT,
  });
  expect(run.exitCode).toBe(1);
  expect(run.outputs).toEqual({});
  expect(run.annotations).toMatchObject([
    { properties: { title: 'Configuration error' }, message: expect.stringContaining(at.host) as string },
  ]);
  expectNoStack(run);
  expectNoSecret(run, [JOB_TOKEN]);
  expect(at.blobs.size + at.manifests.size).toBe(0);
});
