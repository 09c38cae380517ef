import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Digest, digestHex, parseDigest } from '@sealift/core/image/digest';
import type { Log } from '@sealift/core/log';
import { PROVENANCE_TYPE, SIGNATURE_TYPE, SPDX_TYPE } from '@sealift/core/release/record';
import { canonicalDigest } from '@sealift/core/text/canonical-json';
import { exactly } from '@sealift/core/verification/identity';
import { parseRequirement } from '@sealift/core/verification/requirements';
import { findEngines } from '@sealift/engines/find';
import { attachReferrers, blobOf, listReferrers, makeReferrer } from '@sealift/registry/referrers';
import { bundleReferrer, readListed } from '@sealift/tools/cosign/bundles';
import { type Cosign, type MadeBundle, withCosign } from '@sealift/tools/cosign/cosign';
import { parseBundle } from '@sealift/tools/cosign/output';
import { makeStatement } from '@sealift/tools/cosign/statement';
import { explainMissing, inspectSubject } from '@sealift/tools/cosign/subject-check';
import { createExec } from '@sealift/tools/exec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPki, type Pki } from '../../src/pki/pki.ts';
import type { Service } from '../../src/process.ts';
import { proxyEnvironment } from '../../src/proxy/environment.ts';
import { type ProxyServer, startProxy } from '../../src/proxy/proxy.ts';
import type { Routes } from '../../src/proxy/routes.ts';
import { startRegistry } from '../../src/registry/registry.ts';
import { type GitHubSigstore, startGitHubSigstore } from '../../src/sigstore/github.ts';
import { GITHUB_SIGSTORE_HOSTS, OIDC_ISSUER, SIGSTORE_HOSTS } from '../../src/sigstore/hosts.ts';
import { type Sigstore, startSigstore } from '../../src/sigstore/sigstore.ts';
import { createClient } from '../proxy/client.ts';
import { registryClient, trustRootsBy, verifierBy } from './attaching.ts';
import { authorize, pushImage } from './push.ts';
import { createIssuer, createTokenEndpoint, TOKEN_ISSUER, USER, WORKFLOW } from './stand-ins.ts';
import { STRICTER, TAMPERED } from './tampered.ts';

const found = findEngines(['cosign', 'fulcio', 'rekor-server', 'timestamp-server', 'registry']);
// Without engines nothing below runs, but the tests are still counted as skipped.
const engines = found ?? { cosign: '', fulcio: '', 'rekor-server': '', 'timestamp-server': '', registry: '' };
const exec = createExec({ debug: () => {} });
const IMAGE = 'ghcr.io/acme/shop/api';
const REPOSITORY = 'acme/shop/api';
const PREDICATE_TYPE = 'https://sealift.dev/test/v1';
const POLICY = {
  'certificate-identity': WORKFLOW,
  'certificate-oidc-issuer': OIDC_ISSUER,
  'certificate-github-workflow-repository': 'acme/shop',
  'certificate-github-workflow-ref': 'refs/heads/main',
};

const NAME = { registry: 'ghcr.io', repository: REPOSITORY };
const policyFlags = Object.entries(POLICY).map(([name, value]) => `--${name}=${value}`);

const silentLog: Log = {
  debug() {},
  info() {},
  notice() {},
  warning() {},
  error() {},
  group: (_title, work) => work(),
  openGroup: () => () => {},
  secret() {},
};

describe.skipIf(found === undefined)('cosign as released, production names, only loopback', () => {
  let folder: string;
  let pki: Pki;
  let proxy: ProxyServer;
  let registry: Service;
  let sigstore: Sigstore;
  let github: GitHubSigstore;
  let client: ReturnType<typeof createClient>;
  let token: (claims?: Record<string, string | number>) => string;
  let digests: string[];
  const timings: Record<string, number> = {};

  const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const result = await work();
    timings[what] = Math.round(performance.now() - started);
    return result;
  };

  const cosign = async (args: readonly string[], options: { anonymous?: boolean; input?: string } = {}) => {
    const home = await mkdtemp(path.join(folder, 'home-'));
    return exec(engines.cosign, args, {
      env: {
        ...proxyEnvironment(proxy.proxyUrl, pki.caFile),
        ...sigstore.env,
        HOME: home,
        ...(options.anonymous ? {} : { DOCKER_CONFIG: path.join(folder, 'docker') }),
      },
      timeout: 60_000,
      ...(options.input === undefined ? {} : { input: options.input }),
    });
  };
  const tokenFile = async (claims: Record<string, string | number> = {}) => {
    const file = path.join(await mkdtemp(path.join(folder, 'token-')), 'token');
    await writeFile(file, token(claims), { mode: 0o600 });
    return file;
  };
  const sign = async (digest: string) =>
    cosign(['sign', '--yes', '--identity-token', await tokenFile(), `${IMAGE}@${digest}`]);
  const subject = (at: number) => ({ ...NAME, digest: parseDigest(digests[at] ?? '') });
  const verify = (digest: string, policy: Record<string, string> = POLICY, anonymous = false) =>
    cosign(
      [
        'verify',
        ...Object.entries(policy).map(([name, value]) => `--${name}=${value}`),
        `${IMAGE}@${digest}`,
      ],
      {
        anonymous,
      },
    );

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sealift-sigstore-'));
    pki = await timed('pki', () =>
      createPki(path.join(folder, 'pki'), {
        hosts: [
          ...['ghcr.io', new URL(OIDC_ISSUER).host],
          ...[...Object.values(SIGSTORE_HOSTS), ...Object.values(GITHUB_SIGSTORE_HOSTS)],
        ],
      }),
    );
    const issuer = await createIssuer(pki);
    token = issuer.token;
    proxy = await startProxy({
      hosts: new Map<string, Routes>([[new URL(OIDC_ISSUER).host, { handler: issuer.handler }]]),
      tls: pki.tls,
    });
    const ghcr = await timed('start registry', () =>
      startRegistry({
        name: 'ghcr',
        engine: engines.registry,
        dir: path.join(folder, 'ghcr'),
        auth: {
          realm: 'https://ghcr.io/token',
          service: 'ghcr.io',
          issuer: TOKEN_ISSUER,
          jwksFile: pki.registryToken.jwks,
        },
      }),
    );
    registry = ghcr;
    sigstore = await timed('start sigstore', () =>
      startSigstore({ engines, pki, dir: path.join(folder, 'sigstore'), proxy }),
    );
    // The certificates here are of a private repository, so that instance is asked about what is in no log.
    github = await timed('start sigstore of github', () =>
      startGitHubSigstore({ engines, pki, dir: path.join(folder, 'github'), proxy }),
    );
    proxy.route('ghcr.io', [
      { path: '/token', upstream: { handler: await createTokenEndpoint(pki) } },
      { path: '/v2/', upstream: { port: ghcr.port } },
    ]);
    client = createClient(proxy.proxyUrl, pki.root);
    await mkdir(path.join(folder, 'docker'));
    const auth = Buffer.from(`${USER.name}:${USER.password}`).toString('base64');
    await writeFile(
      path.join(folder, 'docker', 'config.json'),
      JSON.stringify({ auths: { 'ghcr.io': { auth } } }),
    );
    digests = await timed('push', () => pushImage(client, REPOSITORY, 'signed'));
  }, 60_000);

  afterAll(async () => {
    client?.close();
    await timed('stop', () => Promise.all([sigstore?.stop(), github?.stop(), registry?.stop()]));
    await proxy?.stop();
    process.stderr.write(`milliseconds: ${JSON.stringify(timings)}\n`);
    if (folder) await rm(folder, { recursive: true });
  });

  it('signs and attests', async () => {
    const [index = '', amd64 = ''] = digests;
    for (const digest of [index, amd64]) {
      const signed = await timed('sign', () => sign(digest));
      expect(signed.stderr).not.toContain('Error');
      expect(signed.exitCode).toBe(0);
    }
    const predicate = path.join(folder, 'predicate.json');
    await writeFile(predicate, '{"verdict":"pass"}');
    const flags = ['--type', PREDICATE_TYPE, '--predicate', predicate];
    const attested = await timed('attest', async () =>
      cosign(['attest', '--yes', '--identity-token', await tokenFile(), ...flags, `${IMAGE}@${index}`]),
    );
    expect(attested.exitCode, attested.stderr).toBe(0);
    // Every certificate went through the log, which Fulcio checks by its signature.
    expect(sigstore.certificates).toHaveLength(3);
  });

  it('verifies with the exact identity, issuer, repository and ref', async () => {
    const [index = '', amd64 = ''] = digests;
    for (const digest of [index, amd64]) {
      const verified = await timed('verify', () => verify(digest));
      expect(verified.exitCode, verified.stderr).toBe(0);
      const [statement] = JSON.parse(verified.stdout);
      expect(statement.critical.image['docker-manifest-digest']).toBe(digest);
    }
    const attestation = await cosign([
      'verify-attestation',
      `--type=${PREDICATE_TYPE}`,
      ...Object.entries(POLICY).map(([name, value]) => `--${name}=${value}`),
      `${IMAGE}@${index}`,
    ]);
    expect(attestation.exitCode, attestation.stderr).toBe(0);
    const statement = JSON.parse(Buffer.from(JSON.parse(attestation.stdout).payload, 'base64').toString());
    expect(statement).toMatchObject({
      predicateType: PREDICATE_TYPE,
      predicate: { verdict: 'pass' },
      subject: [{ digest: { sha256: digestHex(parseDigest(index)) } }],
    });
  });

  it('attaches a bundle byte for byte as cosign does', async () => {
    const registry = registryClient(client);
    const [descriptor] = await listReferrers(registry, NAME, parseDigest(digests[0] ?? ''), []);
    const [listed] = await readListed(registry, subject(0), descriptor === undefined ? [] : [descriptor]);
    const root = await registry.headManifest(NAME, digests[0] ?? '');
    if (listed === undefined || root === undefined) throw new Error('cosign has attached nothing');
    const text = Buffer.from(listed.referrer.bytes).toString();
    const created = Date.parse(JSON.parse(text).annotations['org.opencontainers.image.created']);
    const bundle = await registry.getBlob(NAME, listed.blob, 1e6);
    const ours = bundleReferrer(root, blobOf(bundle), listed.announcedType ?? '', created);
    expect(Buffer.from(ours.bytes).toString()).toBe(text);
  });

  const trusting = {
    identities: exactly(WORKFLOW),
    issuer: OIDC_ISSUER,
    sourceRepository: 'acme/shop',
    sourceRef: 'refs/heads/main',
  };
  /** As the actions verify: each bundle by itself. */
  const inspected = async <T>(
    digest: string,
    work: (state: Awaited<ReturnType<typeof inspectSubject>>) => Promise<T>,
    options: {
      readonly change?: (bundle: string) => string;
      readonly trustedRoot?: string;
      /** Of an ops repository: the text of its file. */
      readonly policyRoot?: string;
    } = {},
  ) => {
    const { change = (bundle) => bundle, trustedRoot, policyRoot } = options;
    const registry = registryClient(client);
    const env =
      trustedRoot === undefined
        ? { ...sigstore.env, ...github.env, RUNNER_TEMP: folder }
        : { TUF_MIRROR: 'https://nowhere.invalid', RUNNER_TEMP: folder };
    const checker = {
      verifier: verifierBy(client, env, { trustedRoot }),
      client: {
        getManifest: registry.getManifest,
        getReferrers: registry.getReferrers,
        getBlob: async (...asked: Parameters<typeof registry.getBlob>) =>
          Buffer.from(change(Buffer.from(await registry.getBlob(...asked)).toString())),
      },
      policy: {
        ...trusting,
        ...(policyRoot === undefined ? {} : { sigstore: 'public' as const, trustedRoot: policyRoot }),
      },
    };
    const wanted = ['signature', PREDICATE_TYPE] as const;
    return work(await inspectSubject(checker, { ...NAME, digest: parseDigest(digest) }, wanted));
  };

  it('tells what was signed, by whom, in which run and when', async () => {
    const before = Date.now();
    const [statement] = await inspected(digests[0] ?? '', (state) => state.statements(PREDICATE_TYPE));
    expect(statement).toMatchObject({
      type: PREDICATE_TYPE,
      predicate: { verdict: 'pass' },
      signer: {
        identity: WORKFLOW,
        trigger: expect.stringMatching(/./),
        runnerEnvironment: expect.stringMatching(/hosted$/),
        commit: expect.stringMatching(/^[0-9a-f]{40}$/),
        callerWorkflow: expect.stringMatching(/^https:\/\/github\.com\/acme\/shop\//),
      },
    });
    const { earliest = 0, latest = 0 } = statement?.signed ?? {};
    // What the timestamp authority says, to the second.
    expect(latest).toBe(earliest);
    expect(Math.abs(before - latest)).toBeLessThan(120_000);
  });

  it('verifies with the keys in a file, without any network', async () => {
    const trustedRoot = path.join(folder, 'sigstore', 'trust', 'trusted_root.json');
    const before = proxy.requests.length;
    const [statement] = await inspected(digests[0] ?? '', (state) => state.statements(PREDICATE_TYPE), {
      trustedRoot,
    });
    expect(statement).toMatchObject({ predicate: { verdict: 'pass' } });
    // Only our own client has asked, and only the registry.
    expect(new Set(proxy.requests.slice(before).map(({ host }) => host))).toEqual(new Set(['ghcr.io']));
  });

  it('refuses the keys of somebody else', async () => {
    const file = path.join(folder, 'empty-root.json');
    await writeFile(
      file,
      JSON.stringify({ mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1' }),
    );
    const found = await inspected(digests[0] ?? '', (state) => explainMissing(PREDICATE_TYPE, state), {
      trustedRoot: file,
    });
    expect(found.code).toBe('not-valid');
  });

  it('verifies with the keys that an ops repository holds, and with no others', async () => {
    const ours = path.join(folder, 'sigstore', 'trust', 'trusted_root.json');
    const none = path.join(folder, 'empty-root.json');
    await writeFile(
      none,
      JSON.stringify({ mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1' }),
    );
    const [statement] = await inspected(digests[0] ?? '', (state) => state.statements(PREDICATE_TYPE), {
      trustedRoot: none,
      policyRoot: await readFile(ours, 'utf8'),
    });
    expect(statement).toMatchObject({ predicate: { verdict: 'pass' } });
    for (const policyRoot of [await readFile(none, 'utf8'), await readFile(github.trustedRoot, 'utf8')]) {
      const found = await inspected(digests[0] ?? '', (state) => explainMissing('signature', state), {
        trustedRoot: ours,
        policyRoot,
      });
      expect(found.code).toBe('not-valid');
    }
  });

  it('looks for signatures of cosign 1 and 2 where those put them', async () => {
    const before = proxy.requests.length;
    const found = await withCosign(
      {
        ...{ path: engines.cosign, exec, log: silentLog, clock: { now: Date.now, sleep: async () => {} } },
        env: { ...proxyEnvironment(proxy.proxyUrl, pki.caFile), ...sigstore.env, RUNNER_TEMP: folder },
        credentials: new Map([['ghcr.io', { username: USER.name, password: USER.password }]]),
      },
      (ours) => ours.verifyOldSignature(subject(0), trusting),
    );
    expect(found).toEqual({ refused: expect.stringContaining('no signatures found') });
    const asked = proxy.requests.slice(before).map(({ path: to }) => to);
    expect(asked.some((to) => to.endsWith(`${digests[0]?.replace(':', '-')}.sig`))).toBe(true);
  });

  const newestBundle = async (): Promise<string> => {
    let text = '';
    const change = (bundle: string) => {
      if (parseBundle(bundle).statement.type === PREDICATE_TYPE) text = bundle;
      return bundle;
    };
    await inspected(digests[0] ?? '', (state) => state.statements(PREDICATE_TYPE), { change });
    return text;
  };
  /** What cosign itself says of the file. */
  const judgedByCosign = async (bundle: string): Promise<boolean> => {
    const file = path.join(await mkdtemp(path.join(folder, 'judged-')), 'bundle.json');
    await writeFile(file, bundle);
    const { exitCode } = await cosign([
      ...['verify-blob-attestation', `--bundle=${file}`, `--type=${PREDICATE_TYPE}`],
      ...[`--digest=${digestHex(parseDigest(digests[0] ?? ''))}`, '--digestAlg=sha256', ...policyFlags],
    ]);
    return exitCode === 0;
  };

  it('accepts what cosign accepts', async () => {
    expect(await judgedByCosign(await newestBundle())).toBe(true);
  });

  it.each([
    ...TAMPERED.map((row) => [...row, false] as const),
    ...STRICTER.map((row) => [...row, true] as const),
  ])('refuses %s', async (_what, change, reason, cosignAccepts) => {
    const tampered = (bundle: string) => JSON.stringify(change(JSON.parse(bundle)));
    const found = await inspected(
      digests[0] ?? '',
      async (state) => [await state.statements(PREDICATE_TYPE), await explainMissing(PREDICATE_TYPE, state)],
      { change: tampered },
    );
    expect(found).toEqual([[], { code: 'not-valid', reason: expect.stringMatching(reason) }]);
    expect(await judgedByCosign(tampered(await newestBundle()))).toBe(cosignAccepts);
  });

  it.each([
    ['identity', { 'certificate-identity': WORKFLOW.replace('v1', 'v2') }, 'expected SAN value'],
    [
      'issuer',
      { 'certificate-oidc-issuer': 'https://gitlab.com' },
      'expected issuer value "https://gitlab.com"',
    ],
    ['source repository', { 'certificate-github-workflow-repository': 'acme/other' }, '"acme/other"'],
    ['ref', { 'certificate-github-workflow-ref': 'refs/heads/evil' }, '"refs/heads/evil"'],
  ])('refuses another %s', async (_what, difference, message) => {
    const refused = await verify(digests[0] ?? '', { ...POLICY, ...difference });
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stderr).toContain(message);
  });

  it('refuses a digest that nobody signed', async () => {
    const refused = await verify(digests[2] ?? '');
    expect(refused.exitCode).toBe(10);
    expect(refused.stderr).toContain('no signatures found');
  });

  it('refuses a manifest that was changed after it was signed', async () => {
    const [changed = ''] = await pushImage(client, REPOSITORY, 'changed');
    const [index = ''] = digests;
    // What an attacker with write access does: the signatures of the good image beside the other one.
    const authorization = await authorize(client, REPOSITORY);
    const tag = (digest: string) => `https://ghcr.io/v2/${REPOSITORY}/manifests/${digest.replace(':', '-')}`;
    const accept = 'application/vnd.oci.image.index.v1+json';
    const signatures = await client.request(tag(index), { headers: { authorization, accept } });
    expect(signatures.status).toBe(200);
    const copied = await client.request(tag(changed), {
      method: 'PUT',
      headers: { authorization, 'content-type': accept },
      body: signatures.body,
    });
    expect(copied.status).toBe(201);
    const refused = await verify(changed);
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stderr).toContain('artifact digest does not match any digest in statement');
  });

  it('lets nobody push or read without credentials', async () => {
    const authorization = await authorize(client, REPOSITORY, true);
    const push = await client.request(`https://ghcr.io/v2/${REPOSITORY}/blobs/uploads/`, {
      method: 'POST',
      headers: { authorization, 'content-length': '0' },
    });
    expect(push.status).toBe(401);
    const read = await verify(digests[0] ?? '', POLICY, true);
    expect(read.exitCode).not.toBe(0);
    expect(read.stderr).toMatch(/UNAUTHORIZED|unauthorized|denied/i);
  });

  it('has no referrers API, like GHCR', async () => {
    const authorization = await authorize(client, REPOSITORY);
    const url = `https://ghcr.io/v2/${REPOSITORY}/referrers/${digests[0]}`;
    expect((await client.request(url, { headers: { authorization } })).status).toBe(404);
  });

  it('gives no certificate for a token that has expired or is meant for another', async () => {
    for (const claims of [{ exp: Math.floor(Date.now() / 1000) - 60 }, { aud: 'other' }]) {
      const refused = await cosign([
        'sign',
        '--yes',
        '--identity-token',
        await tokenFile(claims),
        `${IMAGE}@${digests[2]}`,
      ]);
      expect(refused.exitCode).not.toBe(0);
    }
    expect(sigstore.certificates).toHaveLength(3);
  });

  it('shows a fault at any boundary: a log that fails once fails the signature', async () => {
    const fault = { status: 500 };
    const injected = proxy.inject({
      host: SIGSTORE_HOSTS.rekor,
      method: 'POST',
      path: /entries/,
      times: 1,
      fault,
    });
    const failed = await sign(digests[2] ?? '');
    expect(failed.exitCode).not.toBe(0);
    expect(failed.stderr).toMatch(/rekor|log.*500|500/i);
    expect(injected.hits).toBe(1);
  });

  it('accepts bundles that were made without upload and attached in one write beside what was there', async () => {
    const [, , arm64 = ''] = await pushImage(client, REPOSITORY, 'attached');
    const registry = registryClient(client);
    const made: Uint8Array[] = [];
    const predicate = path.join(folder, 'predicate.json');
    for (const [command, ...flags] of [
      ['sign', '--upload=false'],
      ['attest', '--no-upload=true', `--type=${PREDICATE_TYPE}`, `--predicate=${predicate}`],
    ] as const) {
      const bundle = path.join(folder, `${command}.json`);
      const common = ['--yes', '--identity-token', await tokenFile(), `--bundle=${bundle}`];
      const result = await cosign([command, ...common, ...flags, `${IMAGE}@${arm64}`]);
      expect(result.exitCode, result.stderr).toBe(0);
      made.push(await readFile(bundle));
    }
    expect(await listReferrers(registry, NAME, parseDigest(arm64), [])).toEqual([]);
    const manifest = await registry.headManifest(NAME, arm64);
    if (manifest === undefined) throw new Error('the image is gone');
    const foreign = makeReferrer({
      subject: manifest,
      artifactType: 'application/vnd.acme.note',
      content: blobOf(Buffer.from('a note')),
      annotations: {},
    });
    await attachReferrers(registry, NAME, manifest.digest, [foreign]);
    const [signature = Buffer.of(), attestation = Buffer.of()] = made;
    const tags = () =>
      proxy.requests.filter(({ method, path: to }) => method === 'PUT' && /sha256-/.test(to));
    const before = tags().length;
    await attachReferrers(registry, NAME, manifest.digest, [
      bundleReferrer(manifest, blobOf(signature), SIGNATURE_TYPE, Date.now()),
      bundleReferrer(manifest, blobOf(attestation), PREDICATE_TYPE, Date.now()),
    ]);
    expect(tags()).toHaveLength(before + 1);
    expect(await listReferrers(registry, NAME, manifest.digest, [])).toHaveLength(3);

    const verified = await cosign(['verify', '--output=json', ...policyFlags, `${IMAGE}@${arm64}`]);
    expect(verified.exitCode, verified.stderr).toBe(0);
    expect(
      JSON.parse(verified.stdout)
        .map(({ critical }: { critical: { type: string } }) => critical.type)
        .sort(),
    ).toEqual([PREDICATE_TYPE, SIGNATURE_TYPE].sort());
    const attested = await cosign([
      'verify-attestation',
      `--type=${PREDICATE_TYPE}`,
      ...policyFlags,
      `${IMAGE}@${arm64}`,
    ]);
    expect(attested.exitCode, attested.stderr).toBe(0);
    // And cosign, which writes the same list after us, keeps what we have put there.
    expect((await sign(arm64)).exitCode).toBe(0);
    expect(await listReferrers(registry, NAME, manifest.digest, [])).toHaveLength(4);
  });

  describe('statements of our own words', () => {
    const policy = {
      identities: exactly(WORKFLOW),
      issuer: OIDC_ISSUER,
      sourceRepository: 'acme/shop',
      sourceRef: 'refs/heads/main',
    };
    const said: string[] = [];
    const log: Log = { ...silentLog, debug: (line) => void said.push(line) };
    const withOurs = <T>(work: (cosign: Cosign) => Promise<T>): Promise<T> =>
      withCosign(
        {
          path: engines.cosign,
          exec,
          env: { ...proxyEnvironment(proxy.proxyUrl, pki.caFile), ...sigstore.env, RUNNER_TEMP: folder },
          log,
          clock: { now: Date.now, sleep: async () => {} },
          credentials: new Map([['ghcr.io', { username: USER.name, password: USER.password }]]),
          token: async () => token(),
          trustRoots: trustRootsBy(client, { ...sigstore.env, RUNNER_TEMP: folder }),
        },
        work,
      );
    const statementsOn = async (digest: Digest, type: string) => {
      const verifier = verifierBy(client, { ...sigstore.env, RUNNER_TEMP: folder });
      const checker = { verifier, client: registryClient(client), policy };
      const requirement = parseRequirement(type);
      if (requirement === undefined) throw new Error(`${type} is no predicate type`);
      return (await inspectSubject(checker, { ...NAME, digest }, [requirement])).statements(requirement);
    };
    const attach = async (digest: string, type: string, { content }: MadeBundle) => {
      const registry = registryClient(client);
      const manifest = await registry.headManifest(NAME, digest);
      if (manifest === undefined) throw new Error('the image is gone');
      const bytes = 'bytes' in content ? content.bytes : await readFile(content.path);
      const referrer = bundleReferrer(manifest, blobOf(bytes), type, Date.now());
      await attachReferrers(registry, NAME, manifest.digest, [referrer]);
    };

    it('one about several manifests verifies on each of them', async () => {
      const images = (await pushImage(client, REPOSITORY, 'several')).map(parseDigest);
      const statement = makeStatement(
        images.map((digest) => ({ ...NAME, digest })),
        PROVENANCE_TYPE,
        Buffer.from('{ "buildDefinition": {}, "name": "\\u00e9 <&>" }'),
      );
      await withOurs(async (ours) => {
        const made = await ours.attest(statement);
        expect(Buffer.from(made.payload).toString()).toBe(Buffer.from(statement).toString());
        for (const digest of images) {
          await attach(digest, PROVENANCE_TYPE, made);
          const verified = await statementsOn(digest, PROVENANCE_TYPE);
          expect(verified).toMatchObject([
            { subjects: images, predicate: { buildDefinition: {}, name: 'é <&>' } },
          ]);
        }
      });
    }, 60_000);

    // One of 32 MiB took cosign 6 s of processor time and 0.6 GB.
    it('one of twelve megabytes is signed as it is, by the log for large ones, and verifies', async () => {
      const [digest = ''] = await pushImage(client, REPOSITORY, 'large');
      const image = { ...NAME, digest: parseDigest(digest) };
      const document = spdxOf(12_000_000);
      await withOurs(async (ours) => {
        const made = await timed('attest 12 MB', () =>
          ours.attest(makeStatement([image], SPDX_TYPE, Buffer.from(document))),
        );
        await attach(digest, SPDX_TYPE, made);
        const verified = await timed('verify 12 MB', () => statementsOn(image.digest, SPDX_TYPE));
        expect(verified.map(({ predicate }) => canonicalDigest(predicate))).toEqual([
          canonicalDigest(JSON.parse(document)),
        ]);
      });
      // It would say so if there were no such log.
      expect(said).toEqual([]);
    }, 240_000);
  });

  it('writes nothing into the home folder', async () => {
    for (const home of (await readdir(folder)).filter((name) => name.startsWith('home-')))
      expect(await readdir(path.join(folder, home))).toEqual([]);
  });

  it('sends nothing anywhere else', () => {
    expect([...proxy.refused]).toEqual([]);
    const hosts = new Set(proxy.requests.map(({ host }) => host));
    // Of GitHub's own instance only its keys: nothing was signed there.
    expect([...hosts].toSorted()).toEqual(
      [
        ...['ghcr.io', new URL(OIDC_ISSUER).host, GITHUB_SIGSTORE_HOSTS.tuf],
        ...Object.values(SIGSTORE_HOSTS),
      ].toSorted(),
    );
  });

  it('leaves nothing running when one server cannot start', async () => {
    const broken = path.join(folder, 'broken');
    const start = startSigstore({
      engines: { ...engines, 'rekor-server': '/bin/false' },
      pki,
      dir: broken,
      proxy: { proxyUrl: proxy.proxyUrl, route: () => {} },
    });
    await expect(start).rejects.toMatchObject({
      category: 'remote',
      message: expect.stringContaining('rekor'),
    });
    expect(await processesNaming(broken)).toEqual([]);
    expect((await processesNaming(path.join(folder, 'sigstore'))).length).toBeGreaterThan(0);
  });
});

/** As Syft writes it, of about so many bytes and never more. */
function spdxOf(size: number): string {
  const entry = (at: number) => ({
    name: `package-${at}`,
    SPDXID: `SPDXRef-Package-${at}`,
    versionInfo: '1.2.3-4+deb13u1',
    downloadLocation: 'NOASSERTION',
    externalRefs: [
      { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: `pkg:deb/p${at}@1` },
    ],
  });
  const count = Math.floor((size - 300) / (JSON.stringify(entry(1_000_000)).length + 1));
  return JSON.stringify({
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: 'large',
    documentNamespace: 'https://example.com/large',
    creationInfo: { created: '2026-11-01T00:00:00Z', creators: ['Tool: test'] },
    packages: Array.from({ length: count }, (_, at) => entry(at)),
  });
}

/** Process ids whose command line holds the text. */
async function processesNaming(text: string): Promise<string[]> {
  const found: string[] = [];
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(text)) found.push(pid);
  }
  return found;
}
