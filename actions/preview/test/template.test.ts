/** What a consumer copies fits what the action writes. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Entry, entryPath, parseEntry, renderEntry } from '@sealift/core/previews/entry';
import { expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

const templates = path.resolve(import.meta.dirname, '../../../action-templates');
const read = (file: string) => readFileSync(path.join(templates, file), 'utf8');

const ENTRY: Entry = {
  app: 'api',
  number: 12,
  name: 'api-pr-12',
  tag: `sha-1@sha256:${'1'.repeat(64)}`,
  image: 'ghcr.io/acme/shop/api',
  digest: `sha256:${'1'.repeat(64)}`,
  url: '',
  host: '',
  repository: 'acme/shop',
  commit: 'c',
  releasedAt: '2026-11-26T12:00:00.000Z',
  expiresAt: '2026-11-27T12:00:00.000Z',
};

it('the ApplicationSet reads the files that are written, and names nothing that they lack', () => {
  const text = read('ops/optional/previews.yaml');
  const [project, set] = parseAllDocuments(text).map((document) => document.toJS() as Record<string, never>);
  expect(project).toMatchObject({ kind: 'AppProject', spec: { destinations: [{ namespace: 'shop-pr-*' }] } });
  expect(set).toMatchObject({
    kind: 'ApplicationSet',
    spec: {
      goTemplateOptions: ['missingkey=error'],
      generators: [{ git: { revision: 'previews', files: [{ path: 'previews/*/preview.json' }] } }],
    },
  });
  expect(entryPath(ENTRY)).toMatch(/^previews\/[^/]+\/preview\.json$/);
  expect(parseEntry(renderEntry(ENTRY), ENTRY)).toEqual(ENTRY);
  const named = [...text.matchAll(/(?<=[{( ])\.([a-zA-Z]+)(?= |\))/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !(String(name) in ENTRY))).toEqual([]);
});

it('the workflow of a pull request holds no key, and the one that does runs nothing of a pull request', () => {
  const build = read('workflows/preview.yml');
  expect(Object.keys((parse(build) as { on: object }).on)).toEqual(['pull_request']);
  expect(build).not.toContain('secrets.');
  expect(build).toContain('head.repo.full_name == github.repository');
  const deploy = parse(read('workflows/preview-deploy.yml')) as {
    on: Record<string, { types?: string[]; workflows?: string[] }>;
    jobs: Record<
      string,
      { environment: string; permissions: object; steps: { uses?: string; run?: string }[] }
    >;
  };
  expect(Object.keys(deploy.on)).not.toContain('pull_request');
  expect(deploy.on['workflow_run']?.workflows).toEqual([(parse(build) as { name: string }).name]);
  expect(deploy.on['pull_request_target']?.types).toEqual(['closed', 'unlabeled']);
  const steps = Object.values(deploy.jobs).flatMap((job) => job.steps);
  expect(steps.filter(({ run, uses }) => run !== undefined || uses?.includes('checkout') === true)).toEqual(
    [],
  );
  expect(Object.values(deploy.jobs)[0]).toMatchObject({ environment: 'preview' });
  expect(Object.values(deploy.jobs)[0]?.permissions).not.toHaveProperty('id-token');
});
