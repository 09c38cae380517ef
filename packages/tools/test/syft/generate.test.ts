import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { digestOf } from '@sealift/core/image/digest';
import { parseImageName } from '@sealift/core/image/reference';
import { tarOf } from '@sealift/engines/base-images/tar';
import { findEngines } from '@sealift/engines/find';
import { layoutWriter, MEDIA } from '@sealift/testing/image-layouts';
import { memoryLog } from '@sealift/testing/log';
import { PackageURL } from 'packageurl-js';
import { beforeEach, describe, expect, it } from 'vitest';
import { createExec, type Exec } from '../../src/exec.ts';
import { layoutSubjects, type Subject } from '../../src/subjects.ts';
import { syftArguments, syftEnvironment } from '../../src/syft/arguments.ts';
import { generateSbom } from '../../src/syft/generate.ts';
import { ended, temporaryFolder } from '../trivy/fakes.ts';
import { createLayout } from '../trivy/layouts.ts';

const engines = findEngines(['syft']);

const SPDX = {
  spdxVersion: 'SPDX-2.3',
  packages: [
    { SPDXID: 'SPDXRef-Package-deb-zlib1g-b71be9963a57bab7' },
    { SPDXID: 'SPDXRef-Package-npm-lodash-14becff17cfaf714' },
    { SPDXID: 'SPDXRef-DocumentRoot-Image-ghcr.io-acme-shop-api' },
  ],
};
const CYCLONEDX = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  components: [{ type: 'library' }, { type: 'library' }, { type: 'operating-system' }, { type: 'file' }],
};

let temp: string;
let subject: Subject;
beforeEach(async () => {
  temp = await temporaryFolder();
  const [found] = await layoutSubjects((await createLayout(['linux/amd64'])).directory, []);
  if (found === undefined) throw new Error('no subject');
  subject = found;
});

const writing =
  (files: Readonly<Record<string, unknown>>, seen?: (args: readonly string[]) => void): Exec =>
  async (_, args, { cwd = '' }) => {
    seen?.(args);
    for (const [name, content] of Object.entries(files))
      await writeFile(path.join(cwd, name), typeof content === 'string' ? content : JSON.stringify(content));
    return ended(0);
  };

const generate = (
  exec: Exec,
  formats: ('spdx-json' | 'cyclonedx-json')[] = ['spdx-json', 'cyclonedx-json'],
) =>
  generateSbom(subject, {
    syft: '/tools/syft',
    exec,
    env: { RUNNER_TEMP: temp, GITHUB_TOKEN: 'secret', SYFT_SELECT_CATALOGERS: '-all' },
    log: memoryLog(),
    image: parseImageName('ghcr.io/acme/shop/api'),
    formats,
  });

it.each([['spdx-json'], ['cyclonedx-json']] as const)(
  'counts the packages of %s, not the image',
  async (format) => {
    const files = { 'sbom.spdx.json': SPDX, 'sbom.cdx.json': CYCLONEDX };
    const { packages, documents } = await generate(writing(files), [format]);
    expect(packages).toBe(2);
    expect([...documents.keys()]).toEqual([format]);
    expect(await readdir(temp)).toEqual([]);
  },
);

describe('the package URL of the image', () => {
  const root = (referenceLocator: string) => ({
    ...SPDX,
    packages: [
      ...SPDX.packages,
      { SPDXID: 'SPDXRef-Package-x', externalRefs: [{ referenceLocator: 'pkg:npm/x@1' }] },
      { SPDXID: 'SPDXRef-DocumentRoot-Image', externalRefs: [{ referenceLocator }] },
    ],
  });
  const encoded = (text: string) => text.replaceAll('/', '%2F').replaceAll(':', '%3A');

  it.each([
    [
      'of Syft 1.54',
      (digest: string) => `pkg:oci/${encoded('ghcr.io/acme/shop/api')}@${encoded(digest)}?arch=amd64`,
    ],
    ['of older releases', (digest: string) => `pkg:oci/ghcr.io/acme/shop/api@${digest}?arch=`],
  ])('says the name and where it lies: as purl has it, and not %s', async (_, written) => {
    const before = root(written(subject.digest));
    for (const indent of [0, 2]) {
      const text = JSON.stringify(before, undefined, indent);
      const { documents } = await generate(writing({ 'sbom.spdx.json': text }), ['spdx-json']);
      const purl = `pkg:oci/api@${subject.digest}?arch=amd64&repository_url=ghcr.io%2Facme%2Fshop%2Fapi`;
      const after = Buffer.from(documents.get('spdx-json') ?? []).toString();
      expect(after).toBe(text.replace(written(subject.digest), purl));
      expect(PackageURL.fromString(purl).toString()).toBe(purl);
      expect(PackageURL.fromString(purl)).toMatchObject({ name: 'api', version: subject.digest });
    }
  });

  it('of another image is left alone', async () => {
    const text = JSON.stringify(root(`pkg:oci/ghcr.io/acme/shop/web@${subject.digest}?arch=`));
    const { documents } = await generate(writing({ 'sbom.spdx.json': text }), ['spdx-json']);
    expect(Buffer.from(documents.get('spdx-json') ?? []).toString()).toBe(text);
  });

  it.skipIf(engines === undefined)('is so in what the real Syft writes', { timeout: 120_000 }, async () => {
    const writer = await layoutWriter();
    const tar = tarOf([{ name: 'hello', mode: 0o644, bytes: Buffer.from('hello') }]);
    const config = await writer.add(MEDIA.config, {
      ...{ os: 'linux', architecture: 'amd64' },
      rootfs: { type: 'layers', diff_ids: [digestOf(tar)] },
    });
    const layers = [await writer.add(MEDIA.layer, gzipSync(tar))];
    const manifest = { schemaVersion: 2, mediaType: MEDIA.manifest, config, layers };
    await writer.finish({
      ...(await writer.add(MEDIA.manifest, manifest)),
      platform: { os: 'linux', architecture: 'amd64' },
    });
    const [image] = await layoutSubjects(writer.directory, []);
    if (image === undefined) throw new Error('no subject');
    const { documents } = await generateSbom(image, {
      syft: engines?.syft ?? '',
      exec: createExec(memoryLog()),
      env: { RUNNER_TEMP: temp, PATH: '/usr/bin:/bin', HOME: temp },
      log: memoryLog(),
      image: parseImageName('ghcr.io/acme/shop/api'),
      formats: ['spdx-json'],
    });
    const text = Buffer.from(documents.get('spdx-json') ?? []).toString();
    expect(text.match(/"pkg:oci[^"]*"/g)).toEqual([
      `"pkg:oci/api@${image.digest}?arch=amd64&repository_url=ghcr.io%2Facme%2Fshop%2Fapi"`,
    ]);
    expect(() => JSON.parse(text)).not.toThrow();
  });
});

it('is one run for both formats, named after image and digest', async () => {
  const calls: (readonly string[])[] = [];
  const files = { 'sbom.spdx.json': SPDX, 'sbom.cdx.json': CYCLONEDX };
  await generate(writing(files, (args) => calls.push(args)));
  expect(calls).toEqual([
    syftArguments({
      source: 'oci-dir:image',
      name: 'ghcr.io/acme/shop/api',
      version: subject.digest,
      formats: ['spdx-json', 'cyclonedx-json'],
    }),
  ]);
});

it('reads an image of a registry with a login that stands in a private file alone', async () => {
  const reference = { registry: 'ghcr.io', repository: 'acme/api', digest: subject.digest };
  const seen: string[] = [];
  await generateSbom(
    { ...subject, source: { kind: 'registry', reference } },
    {
      syft: '/tools/syft',
      exec: async (file, args, options) => {
        seen.push(JSON.stringify([args, options.env]));
        const config = path.join(options.env['DOCKER_CONFIG'] ?? '', 'config.json');
        expect((await stat(config)).mode & 0o777).toBe(0o600);
        expect(JSON.parse(await readFile(config, 'utf8'))).toEqual({
          auths: { 'ghcr.io': { auth: Buffer.from('octo:hunter2').toString('base64') } },
        });
        return writing({ 'sbom.spdx.json': SPDX })(file, args, options);
      },
      env: { RUNNER_TEMP: temp, DOCKER_CONFIG: '/home/me/.docker' },
      log: memoryLog(),
      image: parseImageName('ghcr.io/acme/api'),
      formats: ['spdx-json'],
      credentials: { username: 'octo', password: 'hunter2' },
    },
  );
  expect(seen).toHaveLength(1);
  expect(seen.join()).not.toMatch(/hunter2|\/home\/me/);
  expect(await readdir(temp)).toEqual([]);
});

it('asks over http only registries of this machine', () => {
  expect(syftEnvironment('ghcr.io')).not.toHaveProperty('SYFT_REGISTRY_INSECURE_USE_HTTP');
  expect(syftEnvironment('127.0.0.1:5000')).toHaveProperty('SYFT_REGISTRY_INSECURE_USE_HTTP');
  expect(syftEnvironment('localhost.evil.example')).not.toHaveProperty('SYFT_REGISTRY_INSECURE_USE_HTTP');
});

describe('failures', () => {
  it.each([
    ['no document', writing({}), 'internal', /missing/],
    ['half a document', writing({ 'sbom.spdx.json': '{"spdx' }), 'internal', /cannot be used/],
    ['another format', writing({ 'sbom.spdx.json': CYCLONEDX }), 'internal', /cannot be used/],
    [
      'another version',
      writing({ 'sbom.spdx.json': { ...SPDX, spdxVersion: 'SPDX-3.0' } }),
      'internal',
      /SPDX/,
    ],
    ['an error', async () => ended(1, '\u001b[31merror\u001b[0m: no layers'), 'remote', /error: no layers/],
    ['no login', async () => ended(1, 'UNAUTHORIZED: x'), 'configuration', /UNAUTHORIZED/],
    ['deadline', async () => ({ ...ended(-1), timedOut: true }), 'remote', /within 15 minutes/],
  ] as const)('%s', async (_, exec: Exec, code, words) => {
    await expect(generate(exec, ['spdx-json'])).rejects.toMatchObject({
      category: code,
      message: expect.stringMatching(words),
    });
    expect(await readdir(temp)).toEqual([]);
  });
});
