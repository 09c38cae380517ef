/** Titles, commit messages and templates, for all that a bump can be. */
import { checkTemplates, configuredTemplates } from '@sealift/deploy/pull-request/templates';
import { describe, expect, test } from 'vitest';
import { type CommittedChange, renderCommitMessage } from '../../src/pull-request/commit-message.ts';
import { type Kind, listNames, summaryLine } from '../../src/pull-request/summary-line.ts';
import { MAX_TITLE, renderTitle } from '../../src/pull-request/title.ts';

const TAG = `sha-${'4f1c2d9a7b'.repeat(4)}`;
const DIGEST = `sha256:${'d'.repeat(64)}` as const;

/** `api@prod` → a change. */
const change = (name: string, tag = TAG): CommittedChange => {
  const [app = '', environment] = name.split('@');
  return {
    app,
    ...(environment === undefined ? {} : { environment }),
    image: `ghcr.io/acme/shop/${app}`,
    digest: DIGEST,
    after: { tag },
  };
};
const changes = (...names: readonly string[]) => names.map((name) => change(name));
const many = Array.from({ length: 38 }, (_, index) => `service-${index}@prod`);

const TABLE: readonly (readonly [string, Kind, readonly string[], string])[] = [
  ['one app, no environment', 'deploy', ['api'], 'Deploy api: sha-4f1c2d9'],
  ['one app', 'deploy', ['api@prod'], 'Deploy api to prod: sha-4f1c2d9'],
  ['the same app elsewhere', 'deploy', ['api@staging'], 'Deploy api to staging: sha-4f1c2d9'],
  ['two apps', 'deploy', ['api@prod', 'web@prod'], 'Deploy api and web to prod: sha-4f1c2d9'],
  ['three', 'deploy', ['a@prod', 'b@prod', 'c@prod'], 'Deploy a, b and c to prod: sha-4f1c2d9'],
  ['four', 'deploy', ['a@p', 'b@p', 'c@p', 'd@p'], 'Deploy a, b, c and d to p: sha-4f1c2d9'],
  ['forty', 'deploy', ['api@prod', 'web@prod', ...many], 'Deploy api, web and 38 more to prod: sha-4f1c2d9'],
  ['everywhere', 'deploy', ['a@staging', 'a@prod'], 'Deploy a to staging and prod: sha-4f1c2d9'],
  [
    'each elsewhere',
    'deploy',
    ['api@staging', 'web@prod'],
    'Deploy api to staging; web to prod: sha-4f1c2d9',
  ],
  [
    'one of them in one more',
    'deploy',
    ['api@staging', 'api@prod', 'web@prod'],
    'Deploy api to staging; api and web to prod: sha-4f1c2d9',
  ],
  ['three different ones', 'deploy', ['a@x', 'b@y', 'c@z'], 'Deploy 3 apps to x, y and z: sha-4f1c2d9'],
  ['one without an environment', 'deploy', ['a', 'b@prod'], 'Deploy a; b to prod: sha-4f1c2d9'],
  ['back', 'rollback', ['api@prod'], 'Roll back api in prod to sha-4f1c2d9'],
  ['back, no environment', 'rollback', ['api'], 'Roll back api to sha-4f1c2d9'],
  [
    'many back',
    'rollback',
    ['api@prod', 'web@prod', ...many],
    'Roll back api, web and 38 more in prod to sha-4f1c2d9',
  ],
  ['each back elsewhere', 'rollback', ['a@x', 'b@y'], 'Roll back a in x; b in y: sha-4f1c2d9'],
  ['promoted', 'promote', ['api@prod'], 'Promote api from staging to prod: sha-4f1c2d9'],
  [
    'many promoted',
    'promote',
    ['a@prod', 'b@prod', ...many],
    'Promote a, b and 38 more from staging to prod: sha-4f1c2d9',
  ],
];

describe('titles', () => {
  test.each(TABLE)('%s', (_name, kind, names, title) => {
    const what = { kind, changes: changes(...names), ...(kind === 'promote' ? { from: 'staging' } : {}) };
    expect(renderTitle(what)).toBe(title);
    expect(summaryLine(what, 'indicative')).toBe(title.replace(/^(Deploy|Promote|Roll)/, '$1s'));
  });
  test('all of them differ', () => {
    expect(new Set(TABLE.map(([, , , title]) => title)).size).toBe(TABLE.length);
  });
  test('different tags are not named', () => {
    const two = [change('api@prod', 'v1'), change('web@prod', 'v2')];
    expect(renderTitle({ kind: 'deploy', changes: two })).toBe('Deploy api and web to prod');
  });
  test('the same name twice is one', () => expect(listNames(['a', 'a', 'b'])).toBe('a and b'));

  const origin = { repository: 'acme/shop', ref: 'fix/#12-@octocat', run: '17' };
  test.each([
    ['{action} {apps} ({count}) in {environment}: {tag}', `Deploy api and web (2) in prod: ${TAG}`],
    ['chore(deploy): {summary}', 'chore(deploy): deploy api and web to prod: sha-4f1c2d9'],
    ['{summary} [{run}]', 'Deploy api and web to prod: sha-4f1c2d9 [17]'],
    ['{repository}\n{summary}', 'acme/shop deploy api and web to prod: sha-4f1c2d9'],
  ])('%j', (template, title) => {
    const what = { kind: 'deploy' as const, changes: changes('api@prod', 'web@prod'), origin };
    expect(renderTitle(what, template)).toBe(title);
  });
  test('a ref mentions nobody and closes nothing', () => {
    const title = renderTitle({ kind: 'deploy', changes: changes('api'), origin }, 'fixes {ref}');
    expect(title).not.toMatch(/#\d|@\w/);
  });
  test('are no longer than GitHub takes', () => {
    const long = changes(`a${'b'.repeat(62)}@prod`, `c${'d'.repeat(62)}@prod`);
    expect(renderTitle({ kind: 'deploy', changes: long }, '{summary} '.repeat(20)).length).toBe(MAX_TITLE);
  });
});

describe('commit messages', () => {
  const list = (name: string) => `- ${name}: ghcr.io/acme/shop/api:${TAG}@${DIGEST}`;
  const message = (
    templates: Parameters<typeof renderCommitMessage>[0]['templates'],
    trailers: readonly string[] = [],
  ) => renderCommitMessage({ kind: 'deploy', changes: changes('api@prod'), templates, trailers });
  const TITLE = 'Deploy api to prod: sha-4f1c2d9';

  test('title and what changes', () => {
    expect(message({})).toBe(`${TITLE}\n\n${list('api (prod)')}`);
  });
  test('conventional, signed off, trailers in one paragraph', () => {
    const templates = {
      title: 'Release: {summary}',
      commitMessage: 'chore(deploy): {summary}\n\nRefs: OPS-1',
      signOff: 'Mona <mona@acme.example>',
    };
    expect(message(templates, ['Sealift-Branch: bump'])).toBe(
      [
        'chore(deploy): deploy api to prod: sha-4f1c2d9',
        list('api (prod)'),
        'Refs: OPS-1\nSigned-off-by: Mona <mona@acme.example>\nSealift-Branch: bump',
      ].join('\n\n'),
    );
  });
  test('what changes stands where the template says', () => {
    expect(message({ commitMessage: '{title}\n\n{changes}\n\nThank you.' })).toBe(
      `${TITLE}\n\n${list('api (prod)')}\n\nThank you.`,
    );
  });
  test('no line of a template passes for one of ours', () => {
    for (const commitMessage of [
      '{changes}\n\nSealift-Branch: live',
      '{changes}\n\n sealift-proposes: x',
      '{changes}\n\n{title}',
    ])
      expect(message({ commitMessage, title: 'Sealift-Branch: live' })).not.toMatch(/^\s*sealift-[a-z]+:/im);
  });
  test('200 images and a number', () => {
    const all = changes(...Array.from({ length: 256 }, (_, index) => `app-${index}`));
    const text = renderCommitMessage({ kind: 'deploy', changes: all, templates: {} });
    expect(text.match(/^- app-/gm)).toHaveLength(200);
    expect(text).toContain('- and 56 more');
  });
});

describe('templates of the inputs', () => {
  test.each([
    [
      { title: '{app}' },
      '"{app}" in "title" is not a known placeholder. Use {summary} or {action} or {apps}',
    ],
    [{ branch: '{apps}' }, '"{apps}" in "branch" is not a known placeholder'],
    [{ commitMessage: '{body}' }, '"{body}" in "commit-message" is not a known placeholder'],
    [{ bodyHead: '{changes}' }, '"{changes}" in "body-head" is not a known placeholder'],
    [{ bodyHead: 'x'.repeat(4001) }, 'has more than 4000 characters'],
    [{ bodyHead: '<details>' }, 'it holds HTML'],
    [{ bodyFoot: 'a <{apps}>' }, 'it holds HTML'],
    [{ bodyFoot: '<!-- sealift:end:api -->' }, 'it holds HTML'],
    [{ bodyFoot: '```\nopen' }, 'a block of code has no end'],
    [{ bodyFoot: '```\nopen\n~~~' }, 'a block of code has no end'],
    [{ bodyFoot: '> ```\n> x' }, 'does not begin at the start of a line'],
    [{ bodyFoot: '[!CAUTION]: https://evil.example' }, 'it defines what a link means'],
    [{ signOff: 'Mona' }, 'is no name with an address'],
  ])('%j is refused', (templates, message) => {
    const judge = () => checkTemplates(templates);
    expect(judge).toThrow(expect.objectContaining({ category: 'configuration' }));
    try {
      judge();
    } catch (error) {
      const { message: cause, remedy } = error as { message: string; remedy: string };
      expect(`${cause} ${remedy}`).toContain(message);
    }
  });
  test('what is plain Markdown is taken', () => {
    expect(() =>
      checkTemplates({
        title: 'chore(deploy): {summary}',
        branch: 'deploy/{environment}',
        bodyHead:
          '- [ ] rolled out\n\n```sh\nkubectl get pods\n```\nSee <https://acme.example/runbook>, under 5 < 6.',
        signOff: 'Deploy Bot <bot@acme.example>',
      }),
    ).not.toThrow();
  });
  test('a configuration goes before the inputs', () => {
    expect(configuredTemplates({ title: 'A', 'body-foot': 'B' }, { title: 'C', bodyHead: 'D' })).toEqual({
      title: 'A',
      commitMessage: undefined,
      signOff: undefined,
      bodyHead: 'D',
      bodyFoot: 'B',
    });
  });
});
