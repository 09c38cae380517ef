/** What stands around the apps: a merge, the way back, pages of advisories and packages. */
import { DeployConfig, mergeDeployConfigs } from '@sealift/core/config/deploy';
import { OnMergeConfig } from '@sealift/core/config/pull-request';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { renderPullRequestBody } from '../../src/pull-request/body.ts';
import { goingBackLines } from '../../src/pull-request/going-back.ts';
import { advisoryUrl, packageUrl } from '../../src/pull-request/links.ts';
import { onMergeLines } from '../../src/pull-request/on-merge.ts';
import { sampleChange, sampleText } from './sample.ts';

const RULE: OnMergeConfig = {
  sync: 'automatic',
  canary: '10 %, 50 %, 100 %, judged by the error rate',
  approval: 'the platform team, at 50 %',
  text: 'Quiet hours: none!',
  argocd: { url: 'https://argocd.acme.example/', application: '{app}-{environment}', namespace: 'argocd' },
  'status-context': 'argocd/{app}',
};

describe('when this is merged', () => {
  const rules = new Map([['prod', RULE]]);
  const base = 'https://github.com/acme/ops/commits/main';
  test('says what the configuration says, with links', () => {
    expect(onMergeLines([sampleChange('api'), sampleChange('web')], rules, base).join('\n')).toBe(
      [
        '**When this is merged**',
        '',
        '- **prod**: Argo CD sees it, and it is rolled out by itself. Canary: 10 %, 50 %, 100 %, judged by the error rate. Approval: the platform team, at 50 %. Quiet hours: none\\! Watch it in Argo CD: [`api-prod`](https://argocd.acme.example/applications/argocd/api-prod), [`web-prod`](https://argocd.acme.example/applications/argocd/web-prod). The commit status [`argocd/api`](https://github.com/acme/ops/commits/main), [`argocd/web`](https://github.com/acme/ops/commits/main) says how it went.',
      ].join('\n'),
    );
  });
  test('of environments that change, and of others by what is said of all', () => {
    const staging = sampleChange('api', { environment: 'staging' });
    expect(onMergeLines([staging], rules, base)).toEqual([]);
    expect(onMergeLines([staging], new Map([['', { sync: 'manual' }]]), base)).toEqual([
      '**When this is merged**',
      '',
      '- **staging**: It waits until somebody starts it.',
    ]);
  });
  test('of forty apps a few are linked', () => {
    const lines = onMergeLines(sampleText(40).changes, rules, base).join('\n');
    expect(lines.match(/\/applications\//g)).toHaveLength(6);
    expect(lines).toContain('and 34 more');
  });
  test('words of the configuration are text', () => {
    const rule = { text: '</details><img src=x> [a](https://evil.example) @octocat' };
    const body = renderPullRequestBody({ ...sampleText(1), onMerge: new Map([['prod', rule]]) });
    expect(body).not.toMatch(/<img|@octocat|\]\(https:\/\/evil/);
  });
  test.each([
    { argocd: { url: 'http://argocd.acme.example', application: 'a' } },
    { argocd: { url: 'https://user@argocd.acme.example', application: 'a' } },
    { argocd: { url: 'https://argocd.acme.example', application: '../{app}' } },
    { argocd: { url: 'https://argocd.acme.example', application: '{ap}' } },
    { 'status-context': '{tag}' },
    { text: 'a\nb' },
    { canary: '' },
    { sync: 'sometimes' },
    { unknown: 'x' },
  ])('%j is refused', (rule) => {
    expect(v.safeParse(OnMergeConfig, rule).success).toBe(false);
  });
});

describe('both configuration files', () => {
  const file = (text: unknown) => v.parse(DeployConfig, text);
  test('complete each other, key by key', () => {
    const merged = mergeDeployConfigs(
      file({ 'pull-request': { title: 'chore: {summary}' } }),
      file({ 'pull-request': { 'sign-off': 'Bot <bot@acme.example>' }, 'on-merge': { sync: 'manual' } }),
    );
    expect(merged?.['pull-request']).toEqual({
      title: 'chore: {summary}',
      'sign-off': 'Bot <bot@acme.example>',
    });
    expect(merged?.['on-merge']).toEqual({ sync: 'manual' });
  });
  test('do not overrule each other', () => {
    const one = file({ 'pull-request': { title: '{summary}' } });
    expect(() => mergeDeployConfigs(one, one)).toThrow('"title" of a pull request');
  });
  test.each([
    { title: '{app}' },
    { title: 'a\nb' },
    { 'body-head': '<b>' },
    { 'sign-off': 'x' },
    { branch: '{tag}' },
  ])('%j is refused', (words) => {
    expect(v.safeParse(DeployConfig, { 'pull-request': words }).success).toBe(false);
  });
});

describe('going back', () => {
  test('one command with the number, and what it takes back', () => {
    const lines = goingBackLines([sampleChange('api'), sampleChange('web')], {
      number: 7,
      repository: 'acme/ops',
    });
    expect(lines).toContain('gh pr revert 7 --repo acme/ops');
    expect(lines.join('\n')).toContain('api \\(prod\\) and web \\(prod\\) to `sha-9d2e7b1`.');
  });
  test('once in the text, and not before there is a number', () => {
    const whole = renderPullRequestBody(sampleText(3));
    expect(whole.match(/gh pr revert 128/g)).toHaveLength(1);
    const { pull: _pull, ...before } = sampleText(3);
    expect(renderPullRequestBody(before)).not.toContain('gh pr revert');
  });
});

test.each([
  ['CVE-2026-31201', 'https://nvd.nist.gov/vuln/detail/CVE-2026-31201'],
  ['GHSA-cxww-7g56-2vh6', 'https://github.com/advisories/GHSA-cxww-7g56-2vh6'],
  ['GO-2026-1234', 'https://pkg.go.dev/vuln/GO-2026-1234'],
  ['RUSTSEC-2026-0001', 'https://rustsec.org/advisories/RUSTSEC-2026-0001.html'],
  ['DLA-3998-1', 'https://security-tracker.debian.org/tracker/DLA-3998-1'],
  ['TEMP-0841856-B18BAF', 'https://security-tracker.debian.org/tracker/TEMP-0841856-B18BAF'],
  ['CVE-2026-31201/../../x', undefined],
  ['CVE-2026-1)](https://evil.example', undefined],
  ['NSWG-ECO-17', undefined],
])('the page of %j', (id, url) => expect(advisoryUrl(id)).toBe(url));

test.each([
  ['npm', '@babel/core', '7.1.0', 'https://www.npmjs.com/package/@babel/core/v/7.1.0'],
  ['npm', 'undici', '', 'https://www.npmjs.com/package/undici'],
  ['npm', '@a/../../x', '1', undefined],
  ['pypi', 'requests', '2.32.0', 'https://pypi.org/project/requests/2.32.0/'],
  ['golang', 'github.com/acme/shop', 'v1.2.3', 'https://pkg.go.dev/github.com/acme/shop@v1.2.3'],
  ['golang', 'stdlib', '1.26', undefined],
  ['cargo', 'serde', '1.0.0', 'https://crates.io/crates/serde/1.0.0'],
  ['gem', 'rails', '8.0.0', 'https://rubygems.org/gems/rails/versions/8.0.0'],
  [
    'maven',
    'org.slf4j/slf4j-api',
    '2.0.0',
    'https://central.sonatype.com/artifact/org.slf4j/slf4j-api/2.0.0',
  ],
  ['nuget', 'Serilog', '4.0.0', 'https://www.nuget.org/packages/Serilog/4.0.0'],
  ['composer', 'symfony/http-kernel', '7.0', 'https://packagist.org/packages/symfony/http-kernel'],
  ['deb', 'debian/libssl3t64', '3.5.1-1', 'https://packages.debian.org/libssl3t64'],
  ['deb', 'ubuntu/libssl3t64', '3.5.1-1', 'https://packages.ubuntu.com/libssl3t64'],
  ['apk', 'alpine/musl', '1.2.5-r0', 'https://pkgs.alpinelinux.org/packages?name=musl'],
  ['rpm', 'redhat/openssl', '3', undefined],
  ['constructor', 'x', '1', undefined],
  ['npm', 'x'.repeat(400), '1', undefined],
])('the page of %s %s', (type, name, version, url) => expect(packageUrl({ type, name, version })).toBe(url));
