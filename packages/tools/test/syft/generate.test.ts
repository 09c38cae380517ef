import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseImageName } from '@sealift/core/image/reference';
import { memoryLog } from '@sealift/testing/log';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Exec } from '../../src/exec.ts';
import { layoutSubjects, type Subject } from '../../src/subjects.ts';
import { syftArguments, syftEnvironment } from '../../src/syft/arguments.ts';
import { generateSbom } from '../../src/syft/generate.ts';
import { ended, temporaryFolder } from '../trivy/fakes.ts';
import { createLayout } from '../trivy/layouts.ts';

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
