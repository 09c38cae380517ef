import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { digestOf } from '@sealift/core/image/digest';
import type { Log } from '@sealift/core/log';
import { SIGNATURE_TYPE, VERDICT_TYPE } from '@sealift/core/release/record';
import { exactly } from '@sealift/core/verification/identity';
import type { BlobSource } from '@sealift/registry/requests/blob-upload';
import { createFakeCosign } from '@sealift/testing/sigstore/cosign';
import { putImage } from '@sealift/testing/sigstore/image';
import { createFakeRegistry, oldSignatureTag } from '@sealift/testing/sigstore/registry';
import { CLAIMS, makeToken } from '@sealift/testing/sigstore/tokens';
import { trustRoots } from '@sealift/testing/sigstore/trust-roots';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Cosign, type CosignOptions, withCosign } from '../../src/cosign/cosign.ts';
import { openBundle, readStatement } from '../../src/cosign/output.ts';
import { makeStatement } from '../../src/cosign/statement.ts';
import type { PublicSigning } from '../../src/sigstore/trust-roots.ts';

const SIGNER = {
  identity: `https://github.com/${CLAIMS.job_workflow_ref}`,
  issuer: CLAIMS.iss,
  sourceRepository: CLAIMS.repository,
  sourceRef: CLAIMS.ref,
};
const { identity, ...ORIGIN } = SIGNER;
const policy = { ...ORIGIN, identities: exactly(identity) };

async function setUp() {
  const registry = createFakeRegistry();
  const { index } = putImage(registry);
  const cosign = createFakeCosign(registry);
  const temporary = await mkdtemp(path.join(os.tmpdir(), 'cosign-test-'));
  const secrets: string[] = [];
  const pauses: number[] = [];
  const log: Log = {
    debug() {},
    info() {},
    notice() {},
    warning() {},
    error() {},
    group: (_title, work) => work(),
    openGroup: () => () => {},
    secret: (value) => secrets.push(value),
  };
  const options: CosignOptions = {
    path: '/bin/cosign',
    exec: cosign.exec,
    env: {
      PATH: '/usr/bin',
      HOME: '/home/me',
      RUNNER_TEMP: temporary,
      HTTPS_PROXY: 'http://proxy:1',
      SSL_CERT_FILE: '/ca.pem',
      TUF_MIRROR: 'https://tuf.example',
      GITHUB_TOKEN: 'ghs_secret',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'secret',
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://x',
      SIGSTORE_ID_TOKEN: 'secret',
      COSIGN_PASSWORD: 'secret',
    },
    log,
    clock: { now: () => 0, sleep: async (milliseconds) => void pauses.push(milliseconds) },
    credentials: new Map([['ghcr.io', { username: 'octocat', password: 's3cret' }]]),
    token: async () => makeToken(),
    trustRoots,
  };
  const subject = { registry: 'ghcr.io', repository: 'acme/shop/api', digest: index };
  return { registry, cosign, temporary, secrets, pauses, options, subject };
}

let world: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
  world = await setUp();
});
const textOf = (content: BlobSource): string =>
  'bytes' in content ? Buffer.from(content.bytes).toString() : readFileSync(content.path, 'utf8');
const verify = (cosign: Cosign) => cosign.verifyOldSignature(world.subject, policy);
const within = <T>(work: (cosign: Cosign) => Promise<T>) => withCosign(world.options, work);
const serviceDown = { stderr: 'Error: adding rekor v2 entry: unexpected response: 503 \n' };

describe('writing', () => {
  test('signs, and gives what the bundle says', async () => {
    const { content, payload, ...made } = await within((cosign) => cosign.sign(world.subject));
    expect(openBundle(textOf(content))).toEqual({ ...made, payload });
    expect(made).toMatchObject({ log: 'log.example - 42', logIndex: '101', signer: SIGNER });
    expect(readStatement(payload, 'bundle')).toMatchObject({
      type: SIGNATURE_TYPE,
      subjects: [world.subject.digest],
    });
  });

  test('every attempt has a fresh token, masked before cosign sees it, in a file that is gone', async () => {
    world.cosign.faults.push(
      () => serviceDown,
      () => serviceDown,
    );
    await within((cosign) => cosign.sign(world.subject));
    const used = world.cosign.calls.map(({ token }) => token);
    expect(used).toHaveLength(3);
    expect(new Set(used).size).toBe(3);
    expect(world.secrets).toEqual(used);
    expect(used.every((token) => !/\s/.test(token ?? ' '))).toBe(true);
    for (const { args, env } of world.cosign.calls)
      for (const token of used) expect(JSON.stringify([args, env])).not.toContain(token);
    expect(world.pauses).toHaveLength(2);
    expect(world.pauses[0]).toBeGreaterThanOrEqual(1_000);
    expect(world.pauses[1]).toBeGreaterThanOrEqual(2_000);
  });

  test('a process that hangs is killed and tried again', async () => {
    world.cosign.faults.push(() => ({ exitCode: -1, timedOut: true }));
    await within((cosign) => cosign.sign(world.subject));
    expect(world.cosign.calls).toHaveLength(2);
  });

  test('attaches nothing: neither a signature nor an attestation', async () => {
    await within(async (cosign) => {
      await cosign.sign(world.subject);
      await cosign.attest(makeStatement([world.subject], VERDICT_TYPE, Buffer.from('{}')));
    });
    expect(world.cosign.calls.map(({ args }) => args.slice(0, 3))).toEqual([
      ['sign', '--yes', '--upload=false'],
      ['attest-blob', '--yes', expect.stringMatching(/^--statement=/)],
    ]);
    expect(world.registry.listed(world.subject.digest)).toEqual([]);
  });

  test('never more than six processes at once that write, four that read', async () => {
    const { exec } = world.cosign;
    const running = new Map<string, number>();
    const most = new Map<string, number>();
    world.options = {
      ...world.options,
      exec: async (file, args, options) => {
        const kind = args[0]?.startsWith('verify') ? 'read' : 'write';
        running.set(kind, (running.get(kind) ?? 0) + 1);
        most.set(kind, Math.max(most.get(kind) ?? 0, running.get(kind) ?? 0));
        await new Promise((resolve) => setTimeout(resolve, 2));
        running.set(kind, (running.get(kind) ?? 0) - 1);
        return exec(file, args, options);
      },
    };
    await within((cosign) =>
      Promise.all(Array.from({ length: 20 }, () => [cosign.sign(world.subject), verify(cosign)]).flat()),
    );
    expect(Object.fromEntries(most)).toEqual({ write: 6, read: 4 });
  });

  test('gives up after four attempts with the reason', async () => {
    world.cosign.faults.push(...Array.from({ length: 9 }, () => () => serviceDown));
    await expect(within((cosign) => cosign.sign(world.subject))).rejects.toMatchObject({
      category: 'remote',
      message: expect.stringContaining('transparency log failed'),
    });
    expect(world.cosign.calls).toHaveLength(4);
  });

  test.each([
    ['failed to upload layer: POST https://ghcr.io/v2/x: DENIED: permission_denied', 'packages: write'],
    ['Fulcio returned 400: There was an error processing the identity token', 'id-token: write'],
  ])('does not repeat what stays denied: %s', async (stderr, remedy) => {
    world.cosign.faults.push(() => ({ stderr: `Error: ${stderr}\n` }));
    await expect(within((cosign) => cosign.sign(world.subject))).rejects.toMatchObject({
      category: 'configuration',
      remedy: expect.stringContaining(remedy),
    });
    expect(world.cosign.calls).toHaveLength(1);
  });

  test('hands a statement over in a file, to be signed byte for byte', async () => {
    const statement = makeStatement([world.subject], VERDICT_TYPE, Buffer.from('{ "verdict" : "pass" }'));
    const { payload } = await within((cosign) => cosign.attest(statement));
    expect(Buffer.from(payload).toString()).toBe(Buffer.from(statement).toString());
    expect(readStatement(payload, 'bundle')).toMatchObject({
      type: VERDICT_TYPE,
      predicate: { verdict: 'pass' },
    });
  });

  describe('what is large', () => {
    const large = (size: number) =>
      makeStatement([world.subject], VERDICT_TYPE, Buffer.from(JSON.stringify({ note: 'x'.repeat(size) })));
    const configs = () => world.cosign.calls.map(({ args }) => args.find((each) => /config=/.test(each)));

    test('is signed by the log that takes hashes; who signs is asked for once', async () => {
      let asked = 0;
      const signing = async () => {
        asked += 1;
        return trustRoots.signing();
      };
      world.options = { ...world.options, trustRoots: { ...trustRoots, signing } };
      await within(async (cosign) => {
        await cosign.attest(large(1_000));
        await Promise.all([cosign.attest(large(1_100_000)), cosign.attest(large(1_200_000))]);
      });
      expect(asked).toBe(1);
      const [small, ...rest] = configs();
      expect(small).toMatch(/^--signing-config=.*usual\.json$/);
      expect(rest).toEqual(Array(2).fill(expect.stringMatching(/^--signing-config=.*large\.json$/)));
      for (const { args } of world.cosign.calls)
        expect(args).toContainEqual(expect.stringMatching(/^--trusted-root=.*trusted-root\.json$/));
    });

    test.each<[string, Partial<PublicSigning>, RegExp | undefined]>([
      ['where there is no other log', { large: undefined }, /^--signing-config=.*usual\.json$/],
      ['where the repository names no services', { usual: undefined, large: undefined }, undefined],
    ])('is signed like all else %s', async (_name, differs, expected) => {
      const signing = async () => ({ ...(await trustRoots.signing()), ...differs });
      world.options = { ...world.options, trustRoots: { ...trustRoots, signing } };
      await within((cosign) => cosign.attest(large(1_100_000)));
      expect(configs()).toEqual([expected === undefined ? undefined : expect.stringMatching(expected)]);
    });

    test('is signed like all else by services that are given', async () => {
      world.options = { ...world.options, signingConfig: '/own.json' };
      await within((cosign) => cosign.attest(large(1_100_000)));
      expect(configs()).toEqual(['--signing-config=/own.json']);
    });

    test('goes one at a time, and waits in a file to be attached', async () => {
      const { exec } = world.cosign;
      let running = 0;
      let most = 0;
      world.options = {
        ...world.options,
        exec: async (...call) => {
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setTimeout(resolve, 5));
          running -= 1;
          return exec(...call);
        },
      };
      await within(async (cosign) => {
        const made = await Promise.all([1, 2, 3].map((at) => cosign.attest(large(at * 1_100_000))));
        for (const { content } of made) {
          expect(content).toMatchObject({ path: expect.any(String) });
          expect(digestOf(textOf(content))).toBe(content.digest);
        }
      });
      expect(most).toBe(1);
      expect(await readdir(world.temporary)).toEqual([]);
    });

    test('may have thirty-two megabytes', async () => {
      const statement = large(32 * 1024 * 1024);
      const { payload } = await within((cosign) => cosign.attest(statement));
      expect(Buffer.compare(payload, statement)).toBe(0);
    });
  });
});

describe('the folder of a cosign', () => {
  test('the child sees proxies, trust and its own folder, and no secret of ours', async () => {
    await within((cosign) => cosign.sign(world.subject));
    const env = world.cosign.calls[0]?.env ?? {};
    expect(Object.keys(env).sort()).toEqual([
      'DOCKER_CONFIG',
      'GOGC',
      'GOMEMLIMIT',
      'HOME',
      'HTTPS_PROXY',
      'PATH',
      'SSL_CERT_FILE',
      'TMPDIR',
      'TUF_MIRROR',
    ]);
    expect(env['HOME']).not.toBe('/home/me');
    expect(Object.values(env).join()).not.toContain('secret');
  });

  test('holds the login while it runs', async () => {
    const config = await within(async (cosign) => {
      await verify(cosign);
      const env = world.cosign.calls[0]?.env ?? {};
      return JSON.parse(await readFile(path.join(env['DOCKER_CONFIG'] ?? '', 'config.json'), 'utf8'));
    });
    expect(config).toEqual({
      auths: { 'ghcr.io': { auth: Buffer.from('octocat:s3cret').toString('base64') } },
    });
  });

  test.each(['after success', 'after an error'])('is gone %s', async (how) => {
    await within(async (cosign) => {
      await cosign.sign(world.subject);
      expect(readdirSync(world.temporary)).toHaveLength(1);
      if (how === 'after an error') throw new Error('stop');
    }).catch(() => {});
    expect(await readdir(world.temporary)).toEqual([]);
  });
});

describe('reading a signature of the older format', () => {
  /** As cosign 2 leaves it; the double takes its identity from an annotation. */
  const attach = (identity = SIGNER.identity) =>
    world.registry.manifests.set(oldSignatureTag(world.subject.digest), {
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      bytes: Buffer.from(JSON.stringify({ annotations: { identity } })),
    });

  test('needs no token', async () => {
    attach();
    world.options = { ...world.options, token: async () => Promise.reject(new Error('asked')) };
    await expect(within(verify)).resolves.toEqual({ verified: true });
  });

  test('an answer that refuses is not repeated', async () => {
    attach('https://github.com/x/y/.github/workflows/z.yml@refs/tags/v1');
    expect(await within(verify)).toHaveProperty('refused');
    expect(world.cosign.calls).toHaveLength(1);
  });

  test('a trust root that cannot be fetched is asked for again, and is never a refusal', async () => {
    attach();
    const failing = { stderr: 'Error: getting trusted root from TUF: unexpected status code 500' };
    world.cosign.faults.push(...Array.from({ length: 4 }, () => () => failing));
    await expect(within(verify)).rejects.toMatchObject({ code: 'sigstore/no-trust-root' });
    expect(world.cosign.calls).toHaveLength(4);
  });

  test('the keys of a policy are a file that is gone afterwards', async () => {
    attach();
    const trustedRoot = '{"own":"keys"}';
    await within((cosign) => cosign.verifyOldSignature(world.subject, { ...policy, trustedRoot }));
    const [file] =
      world.cosign.calls[0]?.args.flatMap((arg) => /^--trusted-root=(.*)/.exec(arg)?.[1] ?? []) ?? [];
    expect(file).toMatch(/root-/);
    expect(existsSync(file ?? '')).toBe(false);
  });
});
