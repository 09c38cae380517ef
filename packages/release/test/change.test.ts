import { describe, expect, it, test } from 'vitest';
import { readChange } from '../src/change.ts';
import { insertSection, removeSection, renderSection, sectionOf, versionsIn } from '../src/changelog.ts';
import { floatingTags, isVersion, newest, nextVersion, versionOfTag } from '../src/version.ts';

const sha = 'a'.repeat(40);
const change = (message: string) => readChange({ sha, message });

describe('a message', () => {
  it.each([
    ['feat: a thing', { type: 'feat', scope: undefined, description: 'a thing', breaking: undefined }],
    ['fix(scan, bump): a: b', { type: 'fix', scope: 'scan, bump', description: 'a: b' }],
    ['Feat: capitals', { type: 'feat' }],
    ['feat!: other way', { breaking: 'other way' }],
    ['feat(x)!: other way', { scope: 'x', breaking: 'other way' }],
    [
      'fix: a\n\nbody\n\nBREAKING CHANGE: the input x\nis gone.\n\nRefs: 1',
      { breaking: 'the input x is gone.' },
    ],
    ['fix: a\n\nBREAKING-CHANGE: gone\nRefs: 1', { breaking: 'gone' }],
    ['fix: a\n\nno BREAKING CHANGE: here', { breaking: undefined }],
  ])('%j', (message, expected) => {
    expect(change(message)).toMatchObject(expected);
  });
  it.each(['', 'a word', 'feat:', 'feat: ', ': x', 'feat(x: y', 'two words: x', 'Merge branch: x', 'feat:x'])(
    'without the form: %j',
    (message) => {
      expect(change(message)).toBeUndefined();
    },
  );
});

const changes = (...messages: readonly string[]) => messages.flatMap((message) => change(message) ?? []);

test.each([
  [undefined, ['feat: a'], '1.0.0'],
  ['1.2.3', ['fix: a', 'docs: b'], '1.2.4'],
  ['1.2.3', ['fix: a', 'feat: b'], '1.3.0'],
  ['1.2.3', ['feat: b', 'fix!: c'], '2.0.0'],
  ['1.2.3', ['docs!: c'], '2.0.0'],
  ['1.2.3', ['docs: a', 'test: b', 'refactor: c'], undefined],
  [undefined, [], undefined],
])('after %s: %j', (released, messages, next) => {
  expect(nextVersion(released, changes(...messages))).toBe(next);
});

test('names of versions', () => {
  expect(['1.2.3', 'v1.2.3', '1.2', '1.2.3-rc.1', '01.2.3', '1.2.3+x'].map(isVersion)).toEqual([
    ...[true, false, false, false, false, false],
  ]);
  expect(['v1.2.3', '1.2.3', 'v1', 'v1.2', 'v1.2.3-rc.1'].map(versionOfTag)).toEqual([
    ...['1.2.3', undefined, undefined, undefined, undefined],
  ]);
  expect(newest(['1.9.0', '1.10.0', '1.2.0'])).toBe('1.10.0');
  expect(floatingTags('1.10.2')).toEqual(['v1', 'v1.10']);
});

describe('the changelog', () => {
  const page = 'https://github.com/sealift/sealift';
  const section = (version: string, since: string | undefined, ...messages: readonly string[]) =>
    renderSection({ version, since, date: '2026-11-27', changes: changes(...messages), page });
  const first = insertSection(
    '# Changelog\n\nVersions follow x. Nothing is released yet.\n',
    '1.0.0',
    section('1.0.0', undefined, 'feat: a'),
  );

  it('begins with the first section', () => {
    expect(first).toBe(`# Changelog

Versions follow x.

## 1.0.0 (2026-11-27)

### Features

- a ([aaaaaaa](${page}/commit/${sha}))
`);
  });

  it('groups what is for users, and says first what breaks', () => {
    const text = section(
      '2.0.0',
      '1.0.0',
      'fix(scan)!: no <b>bold</b>',
      'docs: none',
      'perf: faster',
      'feat: b',
    );
    expect(text.split('\n').filter((line) => line !== '')).toEqual([
      `## [2.0.0](${page}/compare/v1.0.0...v2.0.0) (2026-11-27)`,
      '### Breaking changes',
      expect.stringMatching(/^- \*\*scan:\*\* no .{1,9}b.{1,9}bold.* \(\[aaaaaaa\]/),
      '### Features',
      expect.stringMatching(/^- b /),
      '### Fixes',
      expect.stringMatching(/^- \*\*scan:\*\* no /),
      '### Performance',
      expect.stringMatching(/^- faster /),
    ]);
    expect(text).not.toContain('<b>');
  });

  it('has the newest section first, each once', () => {
    const second = insertSection(first, '1.1.0', section('1.1.0', '1.0.0', 'feat: b'));
    expect(versionsIn(second)).toEqual(['1.1.0', '1.0.0']);
    expect(insertSection(second, '1.1.0', section('1.1.0', '1.0.0', 'feat: b'))).toBe(second);
    const again = insertSection(second, '1.1.0', section('1.1.0', '1.0.0', 'feat: b', 'fix: c'));
    expect(versionsIn(again)).toEqual(['1.1.0', '1.0.0']);
    expect(sectionOf(again, '1.1.0')).toContain('### Fixes');
    expect(sectionOf(again, '1.0.0')).toBe(`### Features\n\n- a ([aaaaaaa](${page}/commit/${sha}))`);
    expect(sectionOf(again, '1.0')).toBeUndefined();
    expect(removeSection(second, '1.1.0')).toBe(first);
    expect(removeSection(first, '9.0.0')).toBe(first);
  });
});
