import { pinnedReleases } from '@sealift/tools/pinned-releases';
import { compareVersions } from '@sealift/tools/version';
import { expect, it } from 'vitest';
import { engineManifest } from '../src/manifest.ts';

const tools = ['trivy', 'syft', 'cosign', 'buildx', 'helm'] as const;

it.each(tools)('a rehearsal takes no %s that the actions would refuse', (name) => {
  const { mirror, release, wheel, go } = engineManifest[name];
  const versions = [mirror?.version, release?.version, wheel?.engineVersion, go?.version].flatMap(
    (each) => each ?? [],
  );
  expect(versions.length).toBeGreaterThan(0);
  for (const version of versions)
    expect(compareVersions(version, pinnedReleases[name].minimum)).toBeGreaterThanOrEqual(0);
});
