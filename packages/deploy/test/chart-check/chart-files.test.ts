import { expect, it } from 'vitest';
import { chartDependencies, findDigestKey } from '../../src/chart-check/chart-files.ts';

it.each([
  ['image:\n  tag: "1"\n  digest: ""\n', ['image', 'tag'], 'image.digest'],
  ['image:\n  tag: "1"\n  sha: ""\n', ['image', 'tag'], 'image.sha'],
  ['tag: "1"\ndigest: ""\n', ['tag'], 'digest'],
  ['image:\n  tag: "1"\ndigest: ""\n', ['image', 'tag'], undefined],
  ['apps:\n  - image: { tag: a, digest: b }\n', ['apps', 0, 'image', 'tag'], 'apps.0.image.digest'],
  ['[', ['image', 'tag'], undefined],
  ['image: *x\n', ['image', 'tag'], undefined],
])('finds the key beside the tag in %j', (text, path, key) => {
  expect(findDigestKey(['', text], path)).toBe(key);
});

it.each([
  [
    'dependencies:\n  - name: redis\n    version: 1.2.3\n    repository: https://charts.example.com\n  - name: common\n',
    [
      { name: 'redis', version: '1.2.3', repository: 'https://charts.example.com' },
      { name: 'common', version: '', repository: '' },
    ],
  ],
  ['name: api\n', []],
  ['dependencies:\n', []],
  ['', []],
  ['dependencies: [', []],
  ['a: &a [x]\nb: &b [*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b]\ndependencies: [{name: *c}]', []],
])('reads the dependencies of %j', (text, dependencies) => {
  expect(chartDependencies(text)).toEqual(dependencies);
});
