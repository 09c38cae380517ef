/** This repository's own release, by its own workflow file: version pull request, merge, proof, tag, release, consumer. */
import { findEngines } from '@sealift/engines/find';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, NAME, type World } from './world.ts';

const engines = findEngines(['cosign', 'fulcio', 'rekor-server', 'timestamp-server']);
const tag = (name: string) => `refs/tags/${name}`;

describe.skipIf(engines === undefined)('a release', () => {
  let world: World;
  beforeAll(async () => {
    if (engines !== undefined) world = await createWorld(engines);
  });
  afterAll(() => world?.stop());

  const pulls = () => [...(world.standIn.github.repository(NAME)?.pulls.values() ?? [])];
  const open = () => pulls().filter(({ state }) => state === 'open');

  it('is proposed: version, changelog and lock file, in one pull request', async () => {
    const { result, log, run } = await world.run();
    expect(result.conclusion, log).toBe('success');
    expect(world.standIn.github.report(run).failures).toEqual([]);
    expect(open().map(({ title, headBranch }) => [title, headBranch])).toEqual([
      ['chore(release): v1.0.0', 'release/next'],
    ]);
    expect(world.git('diff', '--name-only', 'main', 'release/next').split('\n')).toEqual([
      'CHANGELOG.md',
      'package-lock.json',
      'package.json',
    ]);
    expect(world.git('show', 'release/next:CHANGELOG.md')).toMatch(
      /## 1\.0\.0 .*\n\n### Features\n\n- everything/,
    );
  });
});
void tag;
