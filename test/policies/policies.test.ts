/** The rendered policies before the engines that they are for, on signatures of the kind that the pipeline makes. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, startCluster } from '@sealift/cluster/cluster';
import { startDelivery } from '@sealift/cluster/delivery';
import { type Engine, renderPolicies } from '@sealift/core/admission/render';
import { parseOpsConfig } from '@sealift/core/config/deploy';
import { createPki } from '@sealift/sandbox/pki/pki';
import type { Service } from '@sealift/sandbox/process';
import { proxyEnvironment } from '@sealift/sandbox/proxy/environment';
import { startProxy } from '@sealift/sandbox/proxy/proxy';
import { startRegistry } from '@sealift/sandbox/registry/registry';
import { OIDC_ISSUER, SIGSTORE_HOSTS } from '@sealift/sandbox/sigstore/hosts';
import { startSigstore } from '@sealift/sandbox/sigstore/sigstore';
import { createExec } from '@sealift/tools/exec';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { createIssuer } from '../../packages/sandbox/test/sigstore/stand-ins.ts';
import { findPolicyEngines } from './engines.ts';
import { type Claims, createSigner, pushIndex } from './signed-images.ts';

const engines = await findPolicyEngines();

const CALLED = 'sealift/sealift/.github/workflows/release-app.yml';
const OURS: Claims = {
  job_workflow_ref: `${CALLED}@refs/tags/v1.4.2`,
  repository: 'acme/shop',
  ref: 'refs/heads/main',
};
const trustFor = (port: number) => `trust:
  defaults:
    source-repository: acme/shop
    refs: [refs/heads/main, refs/tags/v*]
    workflows: ["https://github.com/${CALLED}@refs/tags/v*"]
    images: ["127.0.0.1:${port}/acme/shop/{app}"]
    severity: HIGH
    max-database-age: 36h
  apps: {api: {}, web: {}}
`;
const recordOf = (claims: Claims, app = 'api', verdict = 'pass', threshold = 'HIGH') => ({
  app,
  source: { repository: claims['repository'], ref: claims['ref'] },
  platforms: [
    {
      scan: {
        verdict,
        policy: { threshold, fixableOnly: true },
        scannedAt: '2026-11-26T10:00:00.000Z',
        database: { updatedAt: '2026-11-26T06:00:00Z' },
      },
    },
  ],
});

const pod = (images: readonly string[], more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'pod', namespace: 'shop' },
  spec: { containers: images.map((image, at) => ({ name: `c${at}`, image })), ...more },
});

describe.skipIf(engines === undefined)('policies in a cluster', () => {
  let folder: string;
  let cluster: Cluster;
  let port: number;
  let sign: ReturnType<typeof createSigner>;
  const running: Service[] = [];
  const keep = <T extends Service>(service: T): T => {
    running.push(service);
    return service;
  };
  const rendered = async (engine: Engine, tuf?: { mirror: string; root: string }) => {
    const text = trustFor(port);
    const config = parseOpsConfig(text, '.sealift.yml').trust;
    if (config === undefined) throw new Error('There is no trust.');
    const options = { engine, environment: undefined, namespaces: ['shop'] };
    const { yaml } = renderPolicies({ config, text }, { ...options, ...(tuf === undefined ? {} : { tuf }) });
    return parseAllDocuments(yaml).map((document): { kind: string } => document.toJS());
  };
  const list = (items: readonly object[]) => ({ apiVersion: 'v1', kind: 'List', items });
  const apply = async (items: readonly object[], ...flags: readonly string[]) => {
    const { ok, text } = await cluster.kubectl(['apply', ...flags, '-f', '-'], list(items));
    if (!ok) throw new Error(text);
  };
  /** What the API server answers to a pod that nobody makes. */
  const admit = (object: object) =>
    cluster.kubectl(['create', '--dry-run=server', '-o', 'name', '-f', '-'], object);
  const accepts = async (object: object) => expect(await admit(object)).toMatchObject({ ok: true });
  const refuses = async (object: object, reason: RegExp) =>
    expect(await admit(object)).toMatchObject({ ok: false, text: expect.stringMatching(reason) });
  const until = async (done: () => Promise<boolean>) => {
    for (let round = 0; round < 120 && !(await done()); round += 1) await sleep(500);
  };

  beforeAll(async () => {
    if (engines === undefined) return;
    folder = await mkdtemp(path.join(tmpdir(), 'sealift-policies-'));
    const pki = await createPki(path.join(folder, 'pki'), {
      hosts: [new URL(OIDC_ISSUER).host, ...Object.values(SIGSTORE_HOSTS)],
    });
    const issuer = await createIssuer(pki);
    const proxy = keep(
      await startProxy({
        hosts: new Map([[new URL(OIDC_ISSUER).host, { handler: issuer.handler }]]),
        tls: pki.tls,
      }),
    );
    const registry = keep(
      await startRegistry({
        name: 'registry',
        engine: engines.signing.registry,
        dir: path.join(folder, 'registry'),
      }),
    );
    port = registry.port;
    const sigstore = keep(
      await startSigstore({ engines: engines.signing, pki, dir: path.join(folder, 'sigstore'), proxy }),
    );
    const env = { ...proxyEnvironment(proxy.proxyUrl, pki.caFile), ...sigstore.env };
    const exec = createExec({ debug: () => {} });
    sign = createSigner({ cosign: engines.signing.cosign, exec, env, folder, token: issuer.token });
    // Pods are judged one by one: nobody makes their service accounts.
    const apiServerFlags = ['--disable-admission-plugins=ServiceAccount'];
    const dir = path.join(folder, 'cluster');
    cluster = keep(await startCluster({ dir, kube: engines.programs.kube, apiServerFlags }));
    const { TUF_MIRROR: mirror, TUF_ROOT_JSON: root } = sigstore.env;
    await startDelivery(cluster, {
      customResources: engines.definitions,
      kyverno: {
        program: engines.programs.kyverno,
        tuf: { mirror, root },
        env: { ...env, PATH: process.env['PATH'] ?? '' },
      },
    });
    await apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }]);
    const trusted = (await readFile(root)).toString('base64');
    const policies = await rendered('kyverno', { mirror, root: trusted });
    await apply(policies, '--validate=strict');
    // It counts when it refuses.
    await until(async () => !(await admit(pod([await unsigned()]))).ok);
  }, 900_000);

  afterAll(async () => {
    for (const service of running.toReversed()) await service.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  let pushed = 0;
  const image = (app = 'api') => {
    pushed += 1;
    return pushIndex(port, `acme/shop/${app}`, `image ${pushed}`);
  };
  let first: Promise<string> | undefined;
  const unsigned = () => {
    first ??= image();
    return first;
  };
  const released = async (claims: Claims, record: object = recordOf(claims), app = 'api') => {
    const reference = await image(app);
    await sign.sign(reference, claims);
    await sign.attest(reference, claims, record);
    return reference;
  };

  test('take what the pipeline released, by digest, from each of the trusted refs', async () => {
    await accepts(pod([await released(OURS)]));
    await accepts(pod([await released({ ...OURS, ref: 'refs/tags/v1.2.3' })]));
    await accepts(pod([await released(OURS), await released(OURS, recordOf(OURS, 'web'), 'web')]));
  });

  test('refuse what is not signed, in every kind of container', async () => {
    const good = await released(OURS);
    const bad = await unsigned();
    await refuses(pod([bad]), /is not signed by the pipeline/);
    await refuses(pod([good, bad]), /is not signed by the pipeline/);
    await refuses(
      pod([good], { initContainers: [{ name: 'i', image: bad }] }),
      /is not signed by the pipeline/,
    );
  });

  test('refuse an image that was only attested', async () => {
    const reference = await image();
    await sign.attest(reference, OURS, recordOf(OURS));
    await refuses(pod([reference]), /is not signed by the pipeline/);
  });

  test('refuse an image that was only signed', async () => {
    const reference = await image();
    await sign.sign(reference, OURS);
    await refuses(pod([reference]), /has no release record/);
  });

  test.each([
    [
      'another workflow of the repository',
      { job_workflow_ref: OURS['job_workflow_ref']?.replace('release-app', 'x') ?? '' },
    ],
    [
      'a workflow of another repository',
      { job_workflow_ref: `evil/${CALLED.slice('sealift/'.length)}@refs/tags/v1` },
    ],
    ['a branch of the workflow', { job_workflow_ref: `${CALLED}@refs/heads/v1` }],
    [
      'a commit of the workflow, which may be one of a fork',
      { job_workflow_ref: `${CALLED}@${'1'.repeat(40)}` },
    ],
    ['a tag that is no release', { job_workflow_ref: `${CALLED}@refs/tags/vulnerable` }],
  ])('refuse what was signed by %s', async (_name, change) => {
    await refuses(pod([await released({ ...OURS, ...change })]), /is not signed by the pipeline/);
  });

  test.each([
    ['another repository that calls the same workflow', { repository: 'evil/fork' }],
    ['another ref', { ref: 'refs/heads/unreviewed' }],
    ['a tag that is no release', { ref: 'refs/tags/vulnerable' }],
  ])('refuse a release of %s', async (_name, change) => {
    await refuses(
      pod([await released({ ...OURS, ...change })]),
      /not released from a trusted repository and ref/,
    );
  });

  test.each([
    ['another app', recordOf(OURS, 'web'), /a release of another app/],
    ['a failed scan', recordOf(OURS, 'api', 'fail'), /did not pass its scan/],
    ['a lenient scan', recordOf(OURS, 'api', 'pass', 'CRITICAL'), /scanned less strictly than HIGH/],
  ])('refuse a record of %s', async (_name, record, reason) => {
    await refuses(pod([await released(OURS, record)]), reason);
  });

  test('refuse what no rule is about, and tags', async () => {
    const good = await released(OURS);
    const digest = good.slice(good.indexOf('@'));
    const OUTSIDE = /lets in no image like these, or they have no digest/;
    await refuses(pod(['docker.io/library/python:3.14']), OUTSIDE);
    await refuses(pod([`docker.io/library/python${digest}`]), OUTSIDE);
    await refuses(pod([`127.0.0.1:${port}/acme/shop/payments${digest}`]), OUTSIDE);
    await refuses(pod([`127.0.0.1:${port}/acme/shop/api:main`]), /digest/);
    await refuses(pod([good], { initContainers: [{ name: 'i', image: 'busybox' }] }), OUTSIDE);
    const volumes = [{ name: 'v', image: { reference: 'docker.io/library/python:3.14' } }];
    await refuses(pod([good], { volumes }), OUTSIDE);
    // Other namespaces go on as they were.
    await accepts({ ...pod(['busybox']), metadata: { name: 'pod', namespace: 'default' } });
  });

  test('the ClusterImagePolicy is one by its own schema', async () => {
    const policies = (await rendered('policy-controller')).filter(
      ({ kind }) => kind === 'ClusterImagePolicy',
    );
    expect(policies).toHaveLength(2);
    await apply(policies, '--dry-run=server', '--validate=strict');
  });
});
