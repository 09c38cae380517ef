import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInputReader } from '@sealift/action-kit/inputs';
import { Failure } from '@sealift/core/failure';
import { type Digest, digestHex, digestOf } from '@sealift/core/image/digest';
import { SbomPart } from '@sealift/core/release/record';
import { fakeClock } from '@sealift/testing/clock';
import { memoryLog } from '@sealift/testing/log';
import type { Exec } from '@sealift/tools/exec';
import * as v from 'valibot';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import type { Dependencies } from '../src/dependencies.ts';
import { loadInputs } from '../src/inputs.ts';
import { outputNames, run } from '../src/run.ts';

const declared = parse(await readFile(path.join(import.meta.dirname, '../action.yml'), 'utf8')) as {
  inputs: Record<string, { default: unknown }>;
};
const load = (given: Readonly<Record<string, string>>) =>
  loadInputs(createInputReader((name) => given[name] ?? String(declared.inputs[name]?.default ?? '')));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

const OCI = 'application/vnd.oci.image';

async function createLayout(architectures: readonly string[]): Promise<string> {
  const layout = path.join(folder, 'layout');
  const blobs = path.join(layout, 'blobs', 'sha256');
  await mkdir(blobs, { recursive: true });
  const put = async (content: string): Promise<{ digest: Digest; size: number }> => {
    const digest = digestOf(content);
    await writeFile(path.join(blobs, digestHex(digest)), content);
    return { digest, size: Buffer.byteLength(content) };
  };
  const manifests: object[] = [];
  for (const architecture of architectures) {
    const mediaType = `${OCI}.manifest.v1+json`;
    const config = await put(JSON.stringify({ os: 'linux', architecture }));
    const layers = [{ mediaType: `${OCI}.layer.v1.tar`, ...(await put('layer')) }];
    const own = {
      schemaVersion: 2,
      mediaType,
      config: { mediaType: `${OCI}.config.v1+json`, ...config },
      layers,
    };
    manifests.push({
      mediaType,
      ...(await put(JSON.stringify(own))),
      platform: { os: 'linux', architecture },
    });
  }
  const mediaType = `${OCI}.index.v1+json`;
  const index = await put(JSON.stringify({ schemaVersion: 2, mediaType, manifests }));
  await writeFile(path.join(layout, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  await writeFile(
    path.join(layout, 'index.json'),
    JSON.stringify({ schemaVersion: 2, manifests: [{ mediaType, ...index }] }),
  );
  return layout;
}

/** Syft that finds so many packages and names what it was given, to tell the platforms apart. */
const syft =
  (packages: number): Exec =>
  async (_, args, { cwd = '' }) => {
    const version = args[args.indexOf('--source-version') + 1];
    const list = Array.from({ length: packages }, (_, index) => ({ SPDXID: `SPDXRef-Package-npm-${index}` }));
    if (args.some((arg) => arg.startsWith('spdx-json@2.3=')))
      await writeFile(
        path.join(cwd, 'sbom.spdx.json'),
        JSON.stringify({ spdxVersion: 'SPDX-2.3', comment: version, packages: list }),
      );
    if (args.some((arg) => arg.startsWith('cyclonedx-json@1.6=')))
      await writeFile(
        path.join(cwd, 'sbom.cdx.json'),
        JSON.stringify({
          bomFormat: 'CycloneDX',
          specVersion: '1.6',
          components: list.map(() => ({ type: 'library' })),
        }),
      );
    return { exitCode: 0, stdout: '', stderr: '', timedOut: false };
  };

function world(exec: Exec): Dependencies & { readonly lines: readonly string[] } {
  const log = memoryLog();
  return {
    lines: log.lines,
    exec,
    env: { RUNNER_TEMP: folder },
    log,
    clock: fakeClock(),
    fetch: () => Promise.reject(new Error('no network')),
    summary: async () => {},
    signal: new AbortController().signal,
    resolveTool: async () => ({ path: '/tools/syft', version: '1.54.1' }),
  };
}

const IMAGE = 'ghcr.io/acme/shop/api';

it('one platform: sbom.json and both documents lie in the evidence, digests agree', async () => {
  const evidence = path.join(folder, 'evidence');
  const outputs = await run(
    load({ layout: await createLayout(['amd64']), image: IMAGE, evidence }),
    world(syft(3)),
  );
  expect(Object.keys(outputs).toSorted()).toEqual([...outputNames].toSorted());
  expect((await readdir(evidence)).toSorted()).toEqual(['sbom.cdx.json', 'sbom.json', 'sbom.spdx.json']);
  const part = v.parse(SbomPart, JSON.parse(await readFile(path.join(evidence, 'sbom.json'), 'utf8')));
  expect(part).toMatchObject({ platform: 'linux/amd64', packages: 3, generator: { version: '1.54.1' } });
  for (const { file, digest } of part.documents)
    expect(digestOf(await readFile(path.join(evidence, file)))).toBe(digest);
  expect(outputs['spdx-file']).toBe(path.join(evidence, 'sbom.spdx.json'));
});

it('several platforms: files of their own, each about its manifest', async () => {
  const evidence = path.join(folder, 'evidence');
  const layout = await createLayout(['amd64', 'arm64']);
  const outputs = await run(load({ layout, image: IMAGE, evidence }), world(syft(3)));
  expect(outputs.packages).toBe('6');
  expect(outputs['cyclonedx-file'].split('\n')).toHaveLength(2);
  for (const slug of ['linux-amd64', 'linux-arm64']) {
    const part = v.parse(
      SbomPart,
      JSON.parse(await readFile(path.join(evidence, `sbom.${slug}.json`), 'utf8')),
    );
    const document = JSON.parse(await readFile(path.join(evidence, `sbom.${slug}.spdx.json`), 'utf8')) as {
      comment: string;
    };
    expect(document.comment).toBe(part.subject);
    expect(part.documents.map(({ file }) => file)).toEqual([
      `sbom.${slug}.spdx.json`,
      `sbom.${slug}.cdx.json`,
    ]);
  }
});

it('without evidence the documents go where they are wanted, or to a temporary folder', async () => {
  const layout = await createLayout(['amd64']);
  const wanted = path.join(folder, 'out', 'sboms');
  const given = { layout, image: IMAGE, format: 'cyclonedx-json' };
  const outputs = await run(load({ ...given, 'output-directory': wanted }), world(syft(1)));
  expect(outputs).toEqual({
    packages: '1',
    'spdx-file': '',
    'cyclonedx-file': path.join(wanted, 'sbom.cdx.json'),
  });
  expect(await readdir(wanted)).toEqual(['sbom.cdx.json']);
  const temporary = await run(load(given), world(syft(1)));
  expect(JSON.parse(await readFile(temporary['cyclonedx-file'], 'utf8'))).toMatchObject({
    bomFormat: 'CycloneDX',
  });
});

it('an empty SBOM is pointed out', async () => {
  const dependencies = world(syft(0));
  await run(load({ layout: await createLayout(['amd64']), image: IMAGE }), dependencies);
  expect(dependencies.lines.filter((line) => line.startsWith('warning'))).toEqual([
    expect.stringContaining('found no package'),
  ]);
});

describe('refused', () => {
  it.each([
    ['neither source', { image: IMAGE }],
    ['both sources', { image: IMAGE, layout: '/l', 'image-ref': IMAGE }],
    ['no image', { layout: '/l' }],
    ['format', { image: IMAGE, layout: '/l', format: 'syft-json' }],
    ['no format', { image: IMAGE, layout: '/l', format: ',' }],
    ['record without SPDX', { image: IMAGE, layout: '/l', format: 'cyclonedx-json', evidence: '/e' }],
    ['platform', { image: IMAGE, layout: '/l', platform: 'amd64' }],
    ['tools', { image: IMAGE, layout: '/l', tools: 'newest' }],
  ])('%s', (_, given) => {
    expect(() => load(given)).toThrow(Failure);
  });
  it.each([
    ['a layout that is not there', {}, /no image layout/],
    ['a platform that is not in it', { platform: 'linux/arm64' }, /holds no image for linux\/arm64/],
  ])('%s', async (_, given, words) => {
    const layout = 'platform' in given ? await createLayout(['amd64']) : path.join(folder, 'gone');
    const result = run(load({ layout, image: IMAGE, ...given }), world(syft(1)));
    await expect(result).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringMatching(words),
    });
  });
});
