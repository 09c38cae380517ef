import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { packagesOf, readSpdx } from '../../src/comparison/spdx.ts';
import { parsePurl } from '../../src/scan/purl.ts';

/** Written by syft 1.18.1 for a folder with a package-lock.json and a dpkg status file. */
const SYFT = JSON.parse(readFileSync(new URL('./fixtures/syft/small.spdx.json', import.meta.url), 'utf8'));

test('what syft found, without the root of what it scanned', () => {
  expect(packagesOf(SYFT)).toEqual([
    { type: 'deb', name: 'debian/libssl3t64', version: '3.5.1-1+deb13u1' },
    { type: 'deb', name: 'debian/zlib1g', version: '1:1.3.dfsg+really1.3.1-1+b1' },
    { type: 'npm', name: '@babel/core', version: '7.26.0' },
    { type: 'npm', name: 'api', version: '1.0.0' },
    { type: 'npm', name: 'ms', version: '2.0.0' },
    { type: 'npm', name: 'ms', version: '2.1.3' },
  ]);
  expect(readSpdx(SYFT)?.created).toBe('2026-11-25T16:10:01Z');
});

test('the image and the distribution are no packages', () => {
  const purl = (referenceLocator: string) => [{ referenceType: 'purl', referenceLocator }];
  const packages = [
    { primaryPackagePurpose: 'CONTAINER', externalRefs: purl('pkg:generic/api@1') },
    { primaryPackagePurpose: 'OPERATING-SYSTEM', externalRefs: purl('pkg:generic/debian@13') },
    { externalRefs: purl('pkg:oci/api@sha256%3Aaa') },
    { externalRefs: [] },
    {},
    { externalRefs: purl('pkg:npm/kept@1') },
  ];
  expect(packagesOf({ spdxVersion: 'SPDX-2.3', packages })).toEqual([
    { type: 'npm', name: 'kept', version: '1' },
  ]);
});

test('a package with a name or version that is no name is left out', () => {
  const named = (name: number, version: number) => ({
    externalRefs: [
      {
        referenceType: 'purl',
        referenceLocator: `pkg:npm/${'n'.repeat(name)}@${'1'.repeat(version)}`,
      },
    ],
  });
  const packages = [named(300, 1), named(301, 1), named(1, 300), named(1, 301)];
  const found = packagesOf({ spdxVersion: 'SPDX-2.3', packages }) ?? [];
  expect(found.map(({ name, version }) => [name.length, version.length])).toEqual([
    [1, 300],
    [300, 1],
  ]);
});

test.each([[undefined], [{}], [{ spdxVersion: 'SPDX-2.3', packages: 'x' }], [{ spdxVersion: 3 }]])(
  '%j is no document',
  (value) => {
    expect(readSpdx(value)).toBeUndefined();
  },
);

describe('package URLs', () => {
  test.each([
    ['pkg:npm/%40babel/core@7.26.0', 'npm', '@babel/core', '7.26.0'],
    ['pkg:npm/@babel/core@7.26.0', 'npm', '@babel/core', '7.26.0'],
    ['pkg:golang/github.com/a/b@v1.0.0?type=module#sub', 'golang', 'github.com/a/b', 'v1.0.0'],
    ['pkg:maven/org.x/y', 'maven', 'org.x/y', undefined],
    // What the rules of the types ask for is not asked here: scanners leave it out.
    ['pkg:maven/y@1', 'maven', 'y', '1'],
    ['pkg:swift/y@1', 'swift', 'y', '1'],
    ['pkg:NPM/a@1', 'npm', 'a', '1'],
    ['pkg:deb/debian/libc%2B%2B@1%3A2?arch=arm64', 'deb', 'debian/libc++', '1:2'],
  ])('%s', (text, type, name, version) => {
    expect(parsePurl(text)).toMatchObject({ type, name, version });
  });
  test.each(['', 'npm/x@1', 'pkg:npm', 'pkg:npm/', 'pkg:/x', 'https://x', 'pkg:npm/a%zz@1'])(
    '%j is none',
    (text) => {
      expect(parsePurl(text)).toBeUndefined();
    },
  );
});
