import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isGuardedFile } from '../../src/config/repository-file.ts';

describe('files that decide who may change a repository, or what runs in it', () => {
  test.each([
    ...['.github/workflows/deploy.yml', '.github/CODEOWNERS', '.github/dependabot.yml', '.github'],
    ...[
      '.GitHub/workflows/x.yml',
      '.GITHUB/x',
      '.gitHUB/x',
      './.github/x',
      'sub/.github/x',
      '.ＧｉｔＨｕｂ/x',
    ],
    ...[
      '.gitmodules',
      '.gitattributes',
      '.gitignore',
      '.gitlab-ci.yml',
      '.git/config',
      '.GIT/config',
      '.git /x',
    ],
    ...[
      '.github./x',
      '.github /x',
      '.github...  /x',
      ' .github/x',
      '.github::$INDEX_ALLOCATION/x',
      '.github:x/y',
    ],
    ...['GITHUB~1/workflows/x.yml', 'github~2/x', 'GIT~1/config', 'GI7D29~1/x', 'CODEOW~1', 'SEALIF~1.YML'],
    ...['.g\u200cithub/x', '.git\u200dhub/x', '\ufeff.github/x', '.git\u2060hub/x', '.git\u00adhub/x'],
    ...['CODEOWNERS', 'docs/CODEOWNERS', 'Codeowners', 'deploy/codeowners', '.sealift.yml', '.sealift.yaml'],
    ...['.SEALIFT.yml', 'deploy/.sealift.yml', '.sealift.yml.', 'CODEOWNERS ', 'codeowners/values.yaml'],
  ])('%j', (path) => {
    expect(isGuardedFile(path)).toBe(true);
  });
  test.each([
    ...['deploy/helm/api/values-prod.yaml', 'github/values.yaml', 'git/values.yaml', 'x.github/values.yaml'],
    ...['deploy/gitea/values.yaml', 'deploy/github-runner/values.yaml', 'CODEOWNERS.yaml'],
    ...['sealift.yml', '.argocd/app.yaml', 'a~1/values.yaml', 'deploy/git-sync/values.yaml'],
  ])('not %j', (path) => {
    expect(isGuardedFile(path)).toBe(false);
  });
  test('property: whatever case and invisible characters', () => {
    const invisible = fc.constantFrom('', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad');
    const letters = [...'.github'].map((letter) =>
      fc
        .tuple(fc.boolean(), invisible)
        .map(([upper, extra]) => (upper ? letter.toUpperCase() : letter) + extra),
    );
    fc.assert(
      fc.property(fc.tuple(...letters), (parts) => {
        expect(isGuardedFile(`a/${parts.join('')}/workflows/x.yml`)).toBe(true);
      }),
    );
  });
});
