import { expect, test } from 'vitest';
import { compareVersions, versionIn } from '../src/version.ts';

// As the tools print them.
test.each([
  ['Version: 0.76.0\nVulnerability DB:\n  Version: 2\n', '0.76.0'],
  ['Application: syft\nVersion:    1.18.1\nBuildDate:  2024-12-13T18:41:10Z\n', '1.18.1'],
  ['cosign: A tool for Container Signing\n\nGitVersion:    v3.1.2\nGoVersion:     go1.26.8\n', '3.1.2'],
  ['github.com/docker/buildx v0.36.1 \n', '0.36.1'],
  ['github.com/docker/buildx v0.30.1-desktop.1 9e66234aa13328a5e75b75aa5574e1ca6d6d9c01\n', '0.30.1'],
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
])('compares %s with %s', (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
  expect(Math.sign(compareVersions(b, a))).toBe(0 - sign);
});
