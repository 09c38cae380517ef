import { failureOf } from '@sealift/testing/thrown';
import { expect, test } from 'vitest';
import { pinnedReleases } from '../src/pinned-releases.ts';
import { checkVersion } from '../src/system.ts';
import { compareVersions, versionIn } from '../src/version.ts';

// As the tools print them.
test.each([
  ['Version: 0.76.0\nVulnerability DB:\n  Version: 2\n', '0.76.0'],
  ['Application: syft\nVersion:    1.18.1\nBuildDate:  2024-12-13T18:41:10Z\n', '1.18.1'],
  ['cosign: A tool for Container Signing\n\nGitVersion:    v3.1.2\nGoVersion:     go1.26.8\n', '3.1.2'],
  ['github.com/docker/buildx v0.36.1 \n', '0.36.1'],
  ['github.com/docker/buildx v0.30.1-desktop.1 9e66234aa13328a5e75b75aa5574e1ca6d6d9c01\n', '0.30.1'],
  ['v4.3.0+g7b2c9e1', '4.3.0'],
  ['1.2.3', '1.2.3'],
  ['1.2.3.4', undefined],
  ['1.2', undefined],
  ['x1.2.3', undefined],
  ['go1.26.8 tool 2.3.4', '2.3.4'],
  ['GitVersion:    devel\n', undefined],
  ['', undefined],
])('reads the version in %j', (text, version) => {
  expect(versionIn(text)).toBe(version);
});

test.each([
  ['0.9.0', '0.10.0', -1],
  ['1.2.3', '1.2.3', 0],
  ['1.2', '1.2.0', 0],
  ['3.0.0', '2.99.99', 1],
  ['1.0.1', '1.0.0', 1],
  ['1.0.0.1', '1.0.0', 1],
  ['1', '1.0.0', 0],
  ['1', '1.0.1', -1],
])('compares %s with %s', (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
  expect(Math.sign(compareVersions(b, a))).toBe(0 - sign);
});

test.each([
  ['0.69.0', undefined],
  ['0.69.1', undefined],
  ['1.0.0', undefined],
  ['0.68.9', 'tool/too-old'],
  ['0.69.3', undefined],
  ['0.69.4', 'tool/refused-version'],
  ['0.69.6', 'tool/refused-version'],
  ['0.69.7', undefined],
])('trivy %s: %s', async (version, code) => {
  const check = async () => checkVersion('trivy', version, pinnedReleases.trivy);
  if (code === undefined) await check();
  else expect((await failureOf(check())).code).toBe(code);
});

test.each([
  // Go modules get another package URL, and the SPDX is not valid.
  ['syft', '1.38.2', 'tool/too-old'],
  ['syft', '1.39.0', undefined],
  // Without `signing-config create --with-default-rekor-v2`.
  ['cosign', '3.0.6', 'tool/too-old'],
  ['cosign', '3.1.1', undefined],
] as const)('%s %s: %s', async (name, version, code) => {
  const check = async () => checkVersion(name, version, pinnedReleases[name]);
  if (code === undefined) await check();
  else expect((await failureOf(check())).code).toBe(code);
});

test.each(Object.entries(pinnedReleases))('what is pinned of %s may be used', (name, release) => {
  expect(compareVersions(release.version, release.minimum)).toBeGreaterThanOrEqual(0);
  expect([name, release.refused[release.version]]).toEqual([name, undefined]);
});
