/**
 * How documentation and templates name this repository: all alike. Before the first release by `@v1`, which it will have;
 * afterwards by the commit of the newest one, which a pull request of the release workflow writes.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { versionsIn } from '@sealift/release/changelog';
import { pinsIn, setPins, signersIn } from '@sealift/release/pins';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const files = execFileSync('git', ['ls-files', '-z', '--', '*.md', 'action-templates'], {
  ...{ cwd: root, encoding: 'utf8' },
})
  .split('\0')
  .filter((file) => /\.(?:md|ya?ml)$/.test(file));
const texts = new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]));
const released = versionsIn(texts.get('CHANGELOG.md') ?? '');

const pins = [...texts].flatMap(([file, text]) => pinsIn(text).map((pin) => ({ file, pin })));
const [first] = pins.map(({ pin }) => pin);
const commit = first?.match(/^([0-9a-f]{40}) # v(\d+\.\d+\.\d+)$/);

it('there are many of them, in the README and in templates', () => {
  expect(pins.length).toBeGreaterThan(15);
  expect(pins.map(({ file }) => file)).toEqual(
    expect.arrayContaining(['README.md', 'action-templates/workflows/release.yml']),
  );
});

it('they agree', () => {
  const honest = (pin: string) => (commit ? pin === first : /^v1(?: #.*)?$/.test(pin));
  expect(pins.filter(({ pin }) => !honest(pin))).toEqual([]);
});

it('a version that they name is one that is out, and its signer is trusted where its tags are', () => {
  if (!commit) expect(released).toEqual([]);
  else expect(released).toContain(commit[2]);
  const signers = new Set([...texts.values()].flatMap(signersIn));
  expect([...signers]).toEqual(commit ? [commit[1]] : []);
});

describe('a release', () => {
  const pin = { commit: 'c'.repeat(40), version: '9.9.9' };

  it('brings all of them to its commit, and the signer to each place that trusts release tags', () => {
    const named = [...texts.values()].map((text) => setPins(text, pin));
    expect(new Set(named.flatMap(pinsIn))).toEqual(new Set([`${pin.commit} # v9.9.9`]));
    const trusting = ['ops/.sealift.yml', 'workflows/promote.yml', 'workflows/rollback.yml'].map(
      (file) => `action-templates/${file}`,
    );
    for (const file of trusting)
      expect(signersIn(setPins(texts.get(file) ?? '', pin)), file).toEqual([pin.commit]);
  });
});
