import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { definitionsOf } from '../../src/custom-resources/definition.ts';
import { ensureCustomResources, parsePins } from '../../src/custom-resources/ensure.ts';
import { type Answer, type Call, execDouble } from '../exec-double.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const MANIFEST = `apiVersion: v1
kind: Namespace
metadata: {name: x}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: things.example.io
  annotations: {api-approved.kubernetes.io: "https://example.io/1", tool: x}
  labels: {a: b}
spec:
  group: example.io
  conversion: {strategy: Webhook}
  names: {kind: Thing, plural: things}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          description: A thing.
          type: object
          properties:
            description: {type: string, description: What it is for.}
            parts:
              type: array
              items: {type: object, description: A part., x-kubernetes-preserve-unknown-fields: true}
            choice:
              oneOf: [{type: string, description: A word.}]
              default: {description: kept}
`;

const sums = await readFile(new URL('../../go/custom-resources/go.sum', import.meta.url), 'utf8');
const pins = parsePins(sums);

/** Go that has unpacked what it was asked for. */
function go(
  change: (download: Record<string, string>) => Answer | Record<string, string> = (download) => download,
) {
  return execDouble(async ({ args, options }: Call) => {
    const answers: string[] = [];
    for (const asked of args.slice(3)) {
      const module = asked.slice(0, asked.lastIndexOf('@'));
      const root = path.join(options.env['GOMODCACHE'] ?? '', module);
      for (const inside of ['manifests/crds', 'config/crds/bases'])
        await mkdir(path.join(root, inside), { recursive: true });
      await writeFile(path.join(root, 'manifests/crds/thing.yaml'), MANIFEST);
      const answer = change({ Path: module, Dir: root, Sum: pins.get(module)?.sum ?? '' });
      if (answer instanceof Error || answer === undefined) return answer;
      answers.push(JSON.stringify(answer, undefined, '\t'));
    }
    return { stdout: `${answers.join('\n')}\n` };
  });
}

const ensure = (double: ReturnType<typeof go>, sets: Parameters<typeof ensureCustomResources>[0]) =>
  ensureCustomResources(sets, { cacheDir: folder, env: {}, exec: double.exec, log: { info: () => {} } });

describe('custom resources', () => {
  it('are read once, all modules by one call', async () => {
    const double = go();
    const found = await ensure(double, ['argo-cd', 'argo-rollouts']);
    expect(found.map(({ metadata }) => metadata.name)).toEqual(['things.example.io', 'things.example.io']);
    expect(double.calls).toHaveLength(1);
    await expect(ensure(double, ['argo-rollouts', 'argo-cd'])).resolves.toEqual(found);
    expect(double.calls).toHaveLength(1);
    expect(
      (await readdir(path.join(folder, 'custom-resources'))).filter((name) => name.startsWith('.')),
    ).toEqual([]);
  });

  it.each<[string, string, ReturnType<typeof go>]>([
    ['another sum', 'engines/wrong-content', go((download) => ({ ...download, Sum: 'h1:other' }))],
    ['what Go could not fetch', 'engines/modules', go(({ Path = '' }) => ({ Path, Error: 'not found' }))],
    ['a Go that says nothing', 'engines/modules', go(() => undefined)],
    ['no Go', 'engines/no-go', go(() => new Error('ENOENT'))],
  ])('fail with %s', async (_, code, double) => {
    await expect(ensure(double, ['argo-cd'])).rejects.toMatchObject({ code });
  });

  it('fail when a module has them elsewhere', async () => {
    await expect(ensure(go(), ['external-secrets'])).rejects.toMatchObject({ code: 'engines/bad-archive' });
  });

  it('have versions that are required, and those of the engines', async () => {
    const required = await readFile(new URL('../../go/custom-resources/go.mod', import.meta.url), 'utf8');
    for (const [module, { version }] of pins) {
      expect(required).toContain(`${module} ${version}`);
      for (const engine of ['kubernetes', 'argo-rollouts', 'kyverno']) {
        const file = await readFile(new URL(`../../go/${engine}/go.mod`, import.meta.url), 'utf8');
        const line = file
          .split('\n')
          .find((each) => each.includes(`${module} v`) && !each.includes('// indirect'));
        if (line !== undefined) expect(line).toContain(version);
      }
    }
  });
});

describe('a definition', () => {
  it('loses what is for people and what asks a controller, and nothing else', () => {
    expect(definitionsOf(MANIFEST)).toEqual([
      {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: {
          name: 'things.example.io',
          annotations: { 'api-approved.kubernetes.io': 'https://example.io/1' },
        },
        spec: {
          group: 'example.io',
          names: { kind: 'Thing', plural: 'things' },
          scope: 'Namespaced',
          versions: [
            {
              name: 'v1',
              served: true,
              storage: true,
              schema: {
                openAPIV3Schema: {
                  type: 'object',
                  properties: {
                    description: { type: 'string' },
                    parts: {
                      type: 'array',
                      items: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
                    },
                    choice: { oneOf: [{ type: 'string' }], default: { description: 'kept' } },
                  },
                },
              },
            },
          ],
        },
      },
    ]);
  });
});
