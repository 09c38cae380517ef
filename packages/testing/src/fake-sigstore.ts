/**
 * A registry and a cosign in memory, for tests of what stands on them. The cosign writes bundles of the real form, with
 * real certificates for the identity in the token that it is handed, and verifies by comparing them with its flags.
 */
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { remoteFailure } from '@sealift/core/failure';
import { type Digest, digestHex, digestOf } from '@sealift/core/image/digest';
import type { ImageName } from '@sealift/core/image/reference';
import type { BuildClaims } from '@sealift/core/release/provenance';
import { SIGNATURE_TYPE } from '@sealift/core/release/record';
import type { FoundSigner } from '@sealift/core/verification/conditions';
import { OCI_INDEX, OCI_MANIFEST, parseManifest } from '@sealift/registry/manifest';
import type { ReferrerWriter } from '@sealift/registry/referrers';
import type { BundleReader } from '@sealift/tools/cosign/bundles';
import { parseBundle, readStatement } from '@sealift/tools/cosign/output';
import type { Exec, ExecResult } from '@sealift/tools/exec';

export const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

export type FakeRegistry = BundleReader &
  ReferrerWriter & {
    /** By digest or tag. */
    readonly manifests: Map<string, { mediaType: string; bytes: Buffer }>;
    readonly blobs: Map<string, Buffer>;
    /** What was written by its API, in order. */
    readonly written: { readonly kind: 'blob' | 'referrer' | 'tag'; readonly reference: string }[];
    /** What was read by its API, in order. */
    readonly asked: string[];
    /** Whether it has the referrers API. */
    api: boolean;
    /** Called before a write: throws to refuse it. */
    beforeWrite: (kind: 'blob' | 'referrer' | 'tag', reference: string) => void;
    /** Called after a referrer or a tag was written: to lose it, for instance. */
    afterWrite: (kind: 'referrer' | 'tag', reference: string) => void;
    put(manifest: object, mediaType?: string): Digest;
    /** Attaches a bundle behind the back of whoever uses the API. */
    attach(subject: Digest, bundle: string): void;
    /** What is listed for a subject. */
    children(subject: Digest): readonly { digest: Digest }[];
    /** Predicate types that are listed for a subject. */
    listed(subject: Digest): readonly string[];
  };

export const fallbackTag = (subject: Digest) => `sha256-${digestHex(subject)}`;

export function createFakeRegistry(): FakeRegistry {
  const manifests: FakeRegistry['manifests'] = new Map();
  const blobs = new Map<string, Buffer>();
  const fail = (reason: string) => remoteFailure({ code: 'test/registry', cause: reason, remedy: 'None.' });
  const put: FakeRegistry['put'] = (manifest, mediaType = OCI_MANIFEST) => {
    const bytes = Buffer.from(JSON.stringify(manifest));
    manifests.set(digestOf(bytes), { mediaType, bytes });
    return digestOf(bytes);
  };
  const parsed = ({ mediaType, bytes }: { mediaType: string; bytes: Buffer }) =>
    parseManifest(bytes, mediaType, fail);
  const children = (subject: Digest): readonly { digest: Digest }[] => {
    if (fake.api)
      return [...manifests].flatMap(([digest, manifest]) => {
        const json = parsed(manifest);
        const { annotations, artifactType } = json;
        if (json.subject?.digest !== subject) return [];
        const size = manifest.bytes.length;
        return [{ mediaType: OCI_MANIFEST, digest: digest as Digest, size, artifactType, annotations }];
      });
    const index = manifests.get(fallbackTag(subject));
    return index === undefined ? [] : JSON.parse(index.bytes.toString()).manifests;
  };
  const indexOf = (entries: readonly object[]) =>
    Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: entries }));
  const write = (kind: 'blob' | 'referrer' | 'tag', reference: string) => {
    fake.beforeWrite(kind, reference);
    fake.written.push({ kind, reference });
  };
  const fake: FakeRegistry = {
    manifests,
    blobs,
    written: [],
    asked: [],
    api: false,
    beforeWrite: () => {},
    afterWrite: () => {},
    put,
    async getManifest(_image: ImageName, reference: string) {
      fake.asked.push(reference);
      const found = manifests.get(reference);
      if (found === undefined) return undefined;
      return { digest: digestOf(found.bytes), ...found, json: parsed(found) };
    },
    async getBlob(_image, digest, limit) {
      fake.asked.push(digest);
      const blob = blobs.get(digest);
      if (blob === undefined || blob.length > limit) throw fail(`no blob ${digest}`);
      return blob;
    },
    async getReferrers(_image, digest) {
      if (!fake.api) return undefined;
      const index = parsed({ mediaType: OCI_INDEX, bytes: indexOf(children(digest)) });
      return index.kind === 'index' ? index : undefined;
    },
    async uploadBlob(_image, blob) {
      if (blobs.has(blob.digest)) return 'existing';
      write('blob', blob.digest);
      const bytes = 'bytes' in blob ? Buffer.from(blob.bytes) : readFileSync(blob.path);
      if (digestOf(bytes) !== blob.digest || bytes.length !== blob.size) throw fail('other bytes');
      blobs.set(blob.digest, bytes);
      return 'uploaded';
    },
    async putReferrer(_image, subject, { bytes, mediaType }) {
      const digest = digestOf(bytes);
      write('referrer', digest);
      const json = parseManifest(bytes, mediaType, fail);
      if (json.kind !== 'manifest' || json.subject?.digest !== subject) throw fail('another subject');
      for (const blob of [json.config, ...json.layers])
        if (!blobs.has(blob.digest)) throw fail(`blob ${blob.digest} unknown`);
      manifests.set(digest, { mediaType, bytes: Buffer.from(bytes) });
      fake.afterWrite('referrer', digest);
      return { listed: fake.api };
    },
    async putManifest(_image, reference, { bytes, mediaType }) {
      write('tag', reference);
      for (const { digest } of JSON.parse(Buffer.from(bytes).toString()).manifests)
        if (!manifests.has(digest)) throw fail(`manifest ${digest} unknown`);
      manifests.set(reference, { mediaType, bytes: Buffer.from(bytes) });
      fake.afterWrite('tag', reference);
      return digestOf(bytes);
    },
    attach(subject, bundle) {
      const blob = Buffer.from(bundle);
      blobs.set(digestOf(blob), blob);
      const digest = put({
        schemaVersion: 2,
        mediaType: OCI_MANIFEST,
        artifactType: BUNDLE,
        config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: digestOf('{}'), size: 2 },
        layers: [{ mediaType: BUNDLE, digest: digestOf(blob), size: blob.length }],
        subject: { mediaType: OCI_MANIFEST, digest: subject, size: 1 },
        annotations: { 'dev.sigstore.bundle.predicateType': typeOf(bundle) },
      });
      if (fake.api) return;
      const entry = { mediaType: OCI_MANIFEST, digest, size: 1, artifactType: BUNDLE };
      manifests.set(fallbackTag(subject), {
        mediaType: OCI_INDEX,
        bytes: indexOf([...children(subject), entry]),
      });
    },
    children,
    listed: (subject) =>
      children(subject).map(({ digest }) => {
        const manifest = JSON.parse(manifests.get(digest)?.bytes.toString() ?? '{}');
        return manifest.annotations?.['dev.sigstore.bundle.predicateType'] ?? 'foreign';
      }),
  };
  return fake;
}

const typeOf = (bundle: string): string => {
  try {
    return parseBundle(bundle).statement.type;
  } catch {
    return 'unreadable';
  }
};

/** Two platforms and BuildKit's attestation, or one manifest. */
export function putImage(registry: FakeRegistry, salt = ''): { index: Digest; amd64: Digest; arm64: Digest } {
  const platform = (architecture: string) => {
    const config = Buffer.from(JSON.stringify({ os: 'linux', architecture, salt }));
    registry.blobs.set(digestOf(config), config);
    return registry.put({
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      config: {
        mediaType: 'application/vnd.oci.image.config.v1+json',
        digest: digestOf(config),
        size: config.length,
      },
      layers: [
        { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: digestOf(salt), size: 1000 },
      ],
    });
  };
  const [amd64, arm64] = [platform('amd64'), platform('arm64')];
  const entry = (digest: Digest, os: string, architecture: string) => ({
    mediaType: OCI_MANIFEST,
    digest,
    size: registry.manifests.get(digest)?.bytes.length ?? 0,
    platform: { os, architecture },
  });
  const index = registry.put(
    {
      schemaVersion: 2,
      mediaType: OCI_INDEX,
      manifests: [
        entry(amd64, 'linux', 'amd64'),
        entry(arm64, 'linux', 'arm64'),
        {
          ...entry(putProvenance(registry, amd64), 'unknown', 'unknown'),
          annotations: {
            'vnd.docker.reference.digest': amd64,
            'vnd.docker.reference.type': 'attestation-manifest',
          },
        },
      ],
    },
    OCI_INDEX,
  );
  return { index, amd64, arm64 };
}

/** As BuildKit attaches it, without the statement's bytes: nobody here reads them. */
function putProvenance(registry: FakeRegistry, subject: Digest): Digest {
  const statement = digestOf(`provenance of ${subject}`);
  return registry.put({
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType: 'application/vnd.docker.attestation.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: digestOf('{}'), size: 2 },
    layers: [{ mediaType: 'application/vnd.in-toto+json', digest: statement, size: 1000 }],
    subject: {
      mediaType: OCI_MANIFEST,
      digest: subject,
      size: registry.manifests.get(subject)?.bytes.length ?? 0,
    },
  });
}

export type Claims = { -readonly [Name in keyof BuildClaims]: string } & {
  iss: string;
  [claim: string]: string;
};

export const CLAIMS: Claims = {
  iss: 'https://token.actions.githubusercontent.com',
  sub: 'repo:acme@7/shop@9:ref:refs/heads/main',
  job_workflow_ref: 'acme/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
  workflow_ref: 'acme/shop/.github/workflows/release.yml@refs/heads/main',
  repository: 'acme/shop',
  ref: 'refs/heads/main',
  sha: 'c0ffee'.padEnd(40, '0'),
  job_workflow_sha: 'd00d'.padEnd(40, '0'),
  repository_id: '1001',
  repository_owner_id: '2002',
  event_name: 'push',
  runner_environment: 'github-hosted',
  run_id: '4711',
  run_attempt: '2',
  repository_visibility: 'public',
};

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
let tokens = 0;
/** Unlike every one before it. */
export const makeToken = (claims: Claims = CLAIMS): string => {
  tokens += 1;
  return `${part({ alg: 'RS256' })}.${part({ ...claims, jti: String(tokens) })}.sig`;
};

export type FakeCosign = {
  readonly exec: Exec;
  /** Subcommand and reference of each call. */
  readonly calls: {
    command: string;
    reference: string;
    args: readonly string[];
    env: Readonly<Record<string, string>>;
    token?: string;
  }[];
  /** Results to give instead of working, by call; taken one by one. */
  readonly faults: ((command: string, reference: string) => Partial<ExecResult> | undefined)[];
  /** What a bundle is made of, changed: to make one that says something else. */
  distort: (bundle: Parameters<typeof makeBundle>[0]) => Parameters<typeof makeBundle>[0];
};

export function createFakeCosign(registry: FakeRegistry): FakeCosign {
  let logIndex = 100;
  const fake: FakeCosign = {
    calls: [],
    faults: [],
    distort: (bundle) => bundle,
    exec: async (_file, args, { env }) => {
      const [command = '', ...rest] = args;
      const reference = rest.at(-1) ?? '';
      const flag = (name: string) =>
        rest.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
      const tokenFile = flag('identity-token');
      const token = tokenFile === undefined ? undefined : readFileSync(tokenFile, 'utf8');
      if (tokenFile !== undefined && (statSync(tokenFile).mode & 0o777) !== 0o600)
        throw new Error('The token can be read by others');
      fake.calls.push({ command, reference, args, env, ...(token === undefined ? {} : { token }) });
      for (const [at, fault] of fake.faults.entries()) {
        const result = fault(command, reference);
        if (result === undefined) continue;
        fake.faults.splice(at, 1);
        return { exitCode: 1, stdout: '', stderr: '', timedOut: false, ...result };
      }
      if (command === 'signing-config') {
        await writeFile(flag('out') ?? '', '{}');
        return { exitCode: 0, stdout: '', stderr: '', timedOut: false };
      }
      if (command === 'initialize') {
        await initialize(flag, env);
        return { exitCode: 0, stdout: '', stderr: '', timedOut: false };
      }
      const subject = reference.slice(reference.indexOf('@') + 1) as Digest;
      if (token !== undefined) {
        const statement = command === 'sign' ? undefined : readFileSync(flag('statement') ?? '', 'utf8');
        const asked =
          statement === undefined ? undefined : readStatement(Buffer.from(statement), 'statement');
        const claims: Claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
        logIndex += 1;
        const options = {
          subject: asked?.subjects[0] ?? subject,
          type: asked?.type ?? SIGNATURE_TYPE,
          predicate: asked?.predicate ?? {},
          claims,
          logIndex,
          logged: !isGitHubs(flag),
        };
        const distorted = fake.distort(options);
        const same = (['subject', 'type', 'predicate'] as const).every(
          (name) => distorted[name] === options[name],
        );
        // As the real one: a statement is signed byte for byte.
        const bundle = makeBundle(statement === undefined || !same ? distorted : { ...distorted, statement });
        await writeFile(flag('bundle') ?? '', bundle);
        // As the real one: it uploads unless it is told not to.
        if (command === 'sign' && flag('upload') !== 'false') registry.attach(subject, bundle);
        return { exitCode: 0, stdout: '', stderr: '', timedOut: false };
      }
      return command === 'verify' ? oldSignature(registry, subject, flag) : verifying(flag);
    },
  };
  return fake;
}

type Flags = (name: string) => string | undefined;

/** Tests name files that are not there. */
const readOrNothing = (file: string | undefined): string =>
  file === undefined || !existsSync(file) ? '' : readFileSync(file, 'utf8');

const answer = (exitCode: number, stdout: string, stderr: string): ExecResult => ({
  exitCode,
  stdout,
  stderr,
  timedOut: false,
});

/** As in cosign: the expression need not be anchored by itself. */
function isExpected(identity: string | undefined, flag: Flags): boolean {
  const pattern = flag('certificate-identity-regexp');
  return pattern === undefined
    ? identity === flag('certificate-identity')
    : identity !== undefined && new RegExp(pattern).test(identity);
}

/** Whether a certificate meets the flags, as far as cosign compares it. */
const isTrusted = (signer: FoundSigner | undefined, flag: Flags): boolean =>
  isExpected(signer?.identity, flag) &&
  signer?.issuer === flag('certificate-oidc-issuer') &&
  signer?.sourceRepository === flag('certificate-github-workflow-repository') &&
  (flag('certificate-github-workflow-ref') ?? signer?.sourceRef) === signer?.sourceRef;

/** Whether it is told to sign by GitHub's own instance, which has no log. */
const isGitHubs = (flag: Flags): boolean => readOrNothing(flag('signing-config')).includes(GITHUB_FULCIO);
const GITHUB_FULCIO = 'fulcio.githubapp.com';

/** `cosign initialize`: the keys of an instance without logs. */
async function initialize(flag: Flags, env: Readonly<Record<string, string>>): Promise<void> {
  const folder = path.join(env['TUF_ROOT'] ?? '', new URL(flag('mirror') ?? '').host, 'targets');
  await mkdir(folder, { recursive: true });
  const root = {
    certificateAuthorities: [{ uri: GITHUB_FULCIO }],
    timestampAuthorities: [{ uri: 'timestamp.githubapp.com' }],
  };
  await writeFile(path.join(folder, 'trusted_root.json'), JSON.stringify(root));
}

/** `cosign verify-blob-attestation`, of one file. */
function verifying(flag: Flags): ExecResult {
  const text = readFileSync(flag('bundle') ?? '', 'utf8');
  const { signer, statement } = parseBundle(text);
  const withoutLog = flag('insecure-ignore-tlog') === 'true';
  if (withoutLog !== readOrNothing(flag('trusted-root')).includes(GITHUB_FULCIO))
    return answer(1, '', 'Error: the keys of one instance with the rules of another\n');
  if (!withoutLog && parseBundle(text).logIndex === '')
    return answer(1, '', 'Error: failed to verify log inclusion: not enough verified log entries: 0 < 1\n');
  if (text.includes('"sig":"forged"'))
    return answer(1, '', 'Error: failed to verify signature: could not verify envelope\n');
  if (!isTrusted(signer, flag))
    return answer(
      1,
      '',
      'Error: failed to verify certificate identity: no matching CertificateIdentity found\n',
    );
  if (!statement.subjects.includes(`sha256:${flag('digest')}`))
    return answer(1, '', 'Error: provided artifact digests do not match digests in statement\n');
  return statement.type === flag('type')
    ? answer(0, '', 'Verified OK\n')
    : answer(1, '', `Error: invalid predicate type, expected ${flag('type')} got ${statement.type}\n`);
}

/** Where cosign 1 and 2 put signatures. */
export const oldSignatureTag = (subject: Digest) => `${fallbackTag(subject)}.sig`;

/** `cosign verify --new-bundle-format=false`: the identity stands in an annotation here. */
function oldSignature(registry: FakeRegistry, subject: Digest, flag: Flags): ExecResult {
  const manifest = registry.manifests.get(oldSignatureTag(subject));
  if (flag('new-bundle-format') !== 'false' || manifest === undefined)
    return answer(10, '', 'Error: no signatures found\n');
  const { annotations } = JSON.parse(manifest.bytes.toString());
  return isExpected(annotations.identity, flag)
    ? answer(
        0,
        JSON.stringify([
          {
            critical: {
              image: { 'docker-manifest-digest': subject },
              type: 'cosign container image signature',
            },
          },
        ]),
        '',
      )
    : answer(12, '', 'Error: no matching signatures: none of the expected identities matched\n');
}

/** When everything is signed that nobody gives a time. */
export const SIGNED = '2026-12-01T00:00:00Z';
/** Seconds, and more than any log index of a test. */
const LATER = 10_000;
let made = 0;
const VALIDITY = ['2026-01-01T00:00:00Z', '2036-01-01T00:00:00Z'] as const;

export function makeBundle(options: {
  subject: Digest;
  type: string;
  predicate: unknown;
  claims?: Claims;
  logIndex?: number;
  forged?: boolean;
  logged?: boolean;
  /** ISO 8601: what the log says. Default: a second later with every index, or after all of them without one. */
  signedAt?: string | undefined;
  /** Of the certificate, ISO 8601. */
  validity?: readonly [string, string];
  statementType?: string;
  /** What is signed instead of a statement made of the rest. */
  statement?: string;
}): string {
  const { subject, type, predicate, claims = CLAIMS, logIndex = 1, forged = false, logged = true } = options;
  made += 1;
  const after = options.signedAt === undefined ? (options.logIndex ?? LATER + made) : 0;
  const integratedTime = Math.floor(Date.parse(options.signedAt ?? SIGNED) / 1000) + after;
  const statement = options.statement ?? {
    _type: options.statementType ?? 'https://in-toto.io/Statement/v1',
    subject: [{ digest: { sha256: digestHex(subject) } }],
    predicateType: type,
    predicate,
  };
  return JSON.stringify({
    mediaType: BUNDLE,
    verificationMaterial: {
      certificate: { rawBytes: certificateFor(claims, options.validity ?? VALIDITY).toString('base64') },
      tlogEntries: !logged
        ? []
        : [
            {
              logIndex: String(logIndex),
              integratedTime: String(integratedTime),
              inclusionProof: { checkpoint: { envelope: 'log.example\n1\n' } },
            },
          ],
    },
    dsseEnvelope: {
      payload: Buffer.from(typeof statement === 'string' ? statement : JSON.stringify(statement)).toString(
        'base64',
      ),
      payloadType: 'application/vnd.in-toto+json',
      signatures: [{ sig: forged ? 'forged' : 'good' }],
    },
  });
}

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const spki = publicKey.export({ type: 'spki', format: 'der' });

/** DER of one element. */
function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const length =
    body.length < 128
      ? [body.length]
      : body.length < 256
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

/** A certificate as Fulcio issues it, up to the signature, which nobody here checks. */
function certificateFor(claims: Claims, validity: readonly [string, string]): Buffer {
  const [SEQUENCE, SET, OID] = [0x30, 0x31, 0x06];
  const ascii = (text: string) => Buffer.from(text);
  const oid = (hex: string) => der(OID, Buffer.from(hex, 'hex'));
  const algorithm = der(SEQUENCE, oid('2a8648ce3d040302'));
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, oid('550403'), der(0x0c, ascii('fake')))));
  // UTCTime, RFC 5280 section 4.1.2.5.1
  const time = (iso: string) => der(0x17, ascii(`${iso.replace(/\D/g, '').slice(2, 14)}Z`));
  const utf8 = (text: string) => der(0x0c, ascii(text));
  const extension = (id: Buffer, value: Buffer) => der(SEQUENCE, id, der(0x04, value));
  const fulcio = (arc: string, value: Buffer) => extension(oid(`2b0601040183bf3001${arc}`), value);
  const extensions = der(
    0xa3,
    der(
      SEQUENCE,
      extension(
        oid('551d11'),
        der(SEQUENCE, der(0x86, ascii(`https://github.com/${claims.job_workflow_ref}`))),
      ),
      fulcio('05', ascii(claims.repository)),
      fulcio('06', ascii(claims.ref)),
      fulcio('08', utf8(claims.iss)),
      fulcio('0b', utf8(claims['runner_environment'] ?? 'github-hosted')),
      fulcio('0d', utf8(claims.sha)),
      fulcio('12', utf8(`https://github.com/${claims.workflow_ref}`)),
      fulcio('14', utf8(claims['event_name'] ?? 'push')),
      fulcio('16', utf8(claims['repository_visibility'] ?? 'public')),
    ),
  );
  const tbs = der(
    SEQUENCE,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    der(SEQUENCE, ...validity.map(time)),
    der(SEQUENCE),
    spki,
    extensions,
  );
  return der(SEQUENCE, tbs, algorithm, der(0x03, Buffer.from([0, 1])));
}
