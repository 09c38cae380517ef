/** GitHub's own Sigstore instance on loopback, and the real cosign as Sealift's actions use it there. */
import { createPublicKey, verify } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { digestOf } from '@sealift/core/image/digest';
import type { Log } from '@sealift/core/log';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import { exactly } from '@sealift/core/verification/identity';
import type { SigstoreInstance } from '@sealift/core/verification/sigstore';
import { findEngines } from '@sealift/engines/find';
import { type CosignOptions, withCosign } from '@sealift/tools/cosign/cosign';
import { parseBundle } from '@sealift/tools/cosign/output';
import { makeStatement } from '@sealift/tools/cosign/statement';
import { createExec } from '@sealift/tools/exec';
import { GITHUB_TUF_ROOT } from '@sealift/tools/sigstore/github-tuf-root';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPki } from '../../src/pki/pki.ts';
import { proxyEnvironment } from '../../src/proxy/environment.ts';
import { type ProxyServer, startProxy } from '../../src/proxy/proxy.ts';
import type { Routes } from '../../src/proxy/routes.ts';
import { canonicalJson } from '../../src/sigstore/canonical-json.ts';
import { type GitHubSigstore, startGitHubSigstore } from '../../src/sigstore/github.ts';
import { GITHUB_SIGSTORE_HOSTS, OIDC_ISSUER, SIGSTORE_HOSTS } from '../../src/sigstore/hosts.ts';
import { type Sigstore, startSigstore } from '../../src/sigstore/sigstore.ts';
import { createClient } from '../proxy/client.ts';
import { trustRootsBy, verifierBy } from './attaching.ts';
import { createIssuer, WORKFLOW } from './stand-ins.ts';

const NAMES = ['cosign', 'fulcio', 'rekor-server', 'timestamp-server'] as const;
const found = findEngines(NAMES);
const engines = found ?? { cosign: '', fulcio: '', 'rekor-server': '', 'timestamp-server': '' };
const TYPE = 'https://sealift.dev/test/v1';
const subject = { registry: 'ghcr.io', repository: 'acme/shop/api', digest: digestOf('an image') };
const policy: TrustPolicy = {
  identities: exactly(WORKFLOW),
  issuer: OIDC_ISSUER,
  sourceRepository: 'acme/shop',
  sourceRef: 'refs/heads/main',
};

it("the pinned root is GitHub's: signed by as many of its keys as it demands", () => {
  const { signatures, signed } = GITHUB_TUF_ROOT;
  const { keyids, threshold } = signed.roles.root;
  const keys: Readonly<Record<string, { readonly keyval: { readonly public: string } }>> = signed.keys;
  const good = signatures.filter(({ keyid, sig }) => {
    const key = keys[keyid];
    return (
      sig !== '' &&
      key !== undefined &&
      keyids.some((each) => each === keyid) &&
      verify(
        'sha256',
        Buffer.from(canonicalJson(signed)),
        createPublicKey(key.keyval.public),
        Buffer.from(sig, 'hex'),
      )
    );
  });
  expect(good.length).toBeGreaterThanOrEqual(threshold);
  expect(threshold).toBe(3);
});

describe.skipIf(found === undefined)('two instances', () => {
  let folder: string;
  let proxy: ProxyServer;
  let github: GitHubSigstore;
  let sigstore: Sigstore;
  let token: (claims?: Record<string, string | number>) => string;
  let client: ReturnType<typeof createClient>;
  let options: (more: Partial<CosignOptions>) => CosignOptions;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sealift-two-'));
    const issuerHost = new URL(OIDC_ISSUER).host;
    const hosts = [...Object.values(GITHUB_SIGSTORE_HOSTS), ...Object.values(SIGSTORE_HOSTS), issuerHost];
    const pki = await createPki(path.join(folder, 'pki'), { hosts });
    const issuer = await createIssuer(pki);
    token = issuer.token;
    proxy = await startProxy({
      hosts: new Map<string, Routes>([[issuerHost, { handler: issuer.handler }]]),
      tls: pki.tls,
    });
    [github, sigstore] = await Promise.all([
      startGitHubSigstore({ engines, pki, dir: path.join(folder, 'github'), proxy }),
      startSigstore({ engines, pki, dir: path.join(folder, 'public'), proxy }),
    ]);
    client = createClient(proxy.proxyUrl, await readFile(pki.caFile, 'utf8'));
    const env = {
      ...proxyEnvironment(proxy.proxyUrl, pki.caFile),
      ...sigstore.env,
      ...github.env,
      RUNNER_TEMP: folder,
    };
    const silent = () => {};
    const log: Log = {
      ...{ debug: silent, info: silent, notice: silent, warning: silent, error: silent, secret: silent },
      group: (_title, work) => work(),
      openGroup: () => () => {},
    };
    options = (more) => ({
      path: engines.cosign,
      exec: createExec(log),
      env,
      log,
      clock: { now: () => Date.now(), sleep: async () => {} },
      credentials: new Map(),
      token: async () => token({ repository_visibility: 'private' }),
      trustRoots: trustRootsBy(client, env),
      ...more,
    });
  }, 60_000);
  afterAll(async () => {
    await Promise.all([github?.stop(), sigstore?.stop()]);
    client?.close();
    await proxy?.stop();
    if (folder) await rm(folder, { recursive: true });
  });

  const make = (instance: SigstoreInstance): Promise<string> =>
    withCosign(options({ sigstore: instance }), async (cosign) => {
      const { content } = await cosign.attest(
        makeStatement([subject], TYPE, Buffer.from('{"verdict":"pass"}')),
      );
      return 'bytes' in content ? Buffer.from(content.bytes).toString() : readFile(content.path, 'utf8');
    });
  const judge = (bundle: string, instance: SigstoreInstance, trustedRoot?: string) => {
    const claim = { digest: subject.digest, type: TYPE, instance };
    const verifier = verifierBy(client, options({}).env, { trustedRoot });
    return verifier.verifyBundle(parseBundle(bundle), claim, policy);
  };
  const hostsAsked = () => new Set(proxy.requests.map(({ host }) => host));

  it("GitHub's own signs without telling anybody, and its timestamp is the time", async () => {
    const before = proxy.requests.length;
    const bundle = await make('github');
    const asked = new Set(proxy.requests.slice(before).map(({ host }) => host));
    // Fulcio asks the issuer for its keys.
    expect([...asked].filter((host) => host !== new URL(OIDC_ISSUER).host).toSorted()).toEqual(
      Object.values(GITHUB_SIGSTORE_HOSTS).toSorted(),
    );
    const { signer, signed, logIndex } = parseBundle(bundle);
    expect(logIndex).toBe('');
    expect(signer).toMatchObject({ identity: WORKFLOW, visibility: 'private' });
    expect(signed?.earliest).toBe(signed?.latest);
    expect(Math.abs((signed?.latest ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(await judge(bundle, 'github')).toEqual({ verified: true });
  });

  it('what one signed does not hold by the keys and rules of the other', async () => {
    const [own, open] = [await make('github'), await make('public')];
    expect(await judge(open, 'public')).toEqual({ verified: true });
    expect(await judge(own, 'public')).toHaveProperty('refused');
    expect(await judge(open, 'github')).toHaveProperty('refused');
    expect(hostsAsked()).toContain(SIGSTORE_HOSTS.rekor);
  });

  it('a bundle without its timestamp is refused, although the certificate is still valid', async () => {
    const bundle = JSON.parse(await make('github'));
    const { timestampVerificationData: _, ...rest } = bundle.verificationMaterial;
    const without = JSON.stringify({ ...bundle, verificationMaterial: rest });
    expect(await judge(without, 'github')).toHaveProperty('refused');
  });

  it('offline, by a file with the keys', async () => {
    const bundle = await make('github');
    const before = proxy.requests.length;
    expect(await judge(bundle, 'github', github.trustedRoot)).toEqual({ verified: true });
    expect(proxy.requests.length).toBe(before);
  });

  it('the keys of the public instance are never used without its log', async () => {
    const bundle = await make('github');
    const trustedRoot = path.join(folder, 'public', 'trust', 'trusted_root.json');
    await expect(judge(bundle, 'github', trustedRoot)).rejects.toMatchObject({
      code: 'sigstore/no-trust-root',
    });
  });

  it("a TUF repository that does not follow from GitHub's own root is not believed", async () => {
    const { SEALIFT_GITHUB_TUF_ROOT_JSON: _, ...shipped } = options({}).env;
    const { github: root } = trustRootsBy(client, shipped);
    await expect(root()).rejects.toMatchObject({
      code: 'sigstore/no-trust-root',
      message: expect.stringContaining('https://tuf-repo.github.com'),
    });
  });
});
