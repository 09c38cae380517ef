/** What the bundles hold of other people, and on which terms. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  isAllowed,
  mayBeBundled,
  packagesOf,
  readNotices,
  renderSbom,
} from '../../scripts/bundle-contents.ts';

const root = path.resolve(import.meta.dirname, '../..');
describe.each(readdirSync(path.join(root, 'dist')))('dist/%s', (action) => {
  it('has the notices of what it holds, all of them of licences that are allowed', () => {
    const text = readFileSync(path.join(root, 'dist', action, 'licenses.txt'), 'utf8');
    const notices = readNotices(text);
    expect(notices.length).toBeGreaterThan(3);
    expect(notices.filter((one) => !mayBeBundled(one.package, one.license))).toEqual([]);
  });
});

it.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0)', true],
  ['MIT AND GPL-3.0', false],
  ['GPL-3.0', false],
  ['SEE LICENSE IN LICENSE', false],
  ['', false],
])('%j: %s', (license, allowed) => {
  expect(isAllowed(license)).toBe(allowed);
});

it('a bill of materials names each package once, with its hash, and says which bundle holds it', () => {
  const modules = [
    'node_modules/valibot/dist/index.mjs',
    'node_modules/undici/index.js',
    'packages/core/x.js',
  ].map((file) => path.join(root, file));
  const packages = packagesOf(root, modules);
  expect(packages.map(({ name, license }) => [name, license])).toEqual([
    ['undici', 'MIT'],
    ['valibot', 'MIT'],
  ]);
  const bundles = new Map([
    ['plan', packages],
    ['scan', packages.slice(1)],
  ]);
  const text = renderSbom(bundles, '2026-11-27T00:00:00Z');
  expect(renderSbom(bundles, '2026-11-27T00:00:00Z')).toBe(text);
  const document = JSON.parse(text) as {
    packages: { SPDXID: string; name: string; checksums?: { algorithm: string; checksumValue: string }[] }[];
    relationships: { spdxElementId: string; relationshipType: string; relatedSpdxElement: string }[];
  };
  expect(document.packages.map(({ name }) => name)).toEqual([
    'sealift/plan',
    'sealift/scan',
    'undici',
    'valibot',
  ]);
  expect(document.packages[3]?.checksums).toEqual([
    { algorithm: 'SHA512', checksumValue: expect.stringMatching(/^[0-9a-f]{128}$/) },
  ]);
  expect(
    document.relationships.filter(({ spdxElementId }) => spdxElementId === 'SPDXRef-bundle-scan'),
  ).toEqual([
    {
      spdxElementId: 'SPDXRef-bundle-scan',
      relationshipType: 'CONTAINS',
      relatedSpdxElement: document.packages[3]?.SPDXID,
    },
  ]);
});
