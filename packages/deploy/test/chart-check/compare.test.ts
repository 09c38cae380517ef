import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseImageName } from '@sealift/core/image/reference';
import { CASES, DIGEST, expectedOf, IMAGE, OLD_DIGEST, RENDERED } from '@sealift/testing/chart-changes';
import { describe, expect, it } from 'vitest';
import { compareRenders, MAX_PROBLEMS } from '../../src/chart-check/compare.ts';
import type { ExpectedChange } from '../../src/chart-check/problem.ts';
import { renderProblem } from '../../src/chart-check/render-failure.ts';

const fixture = (name: string) => readFileSync(path.join(RENDERED, name), 'utf8');

const NONE: ExpectedChange = { image: IMAGE, tag: '1.5.0', digest: DIGEST, mode: 'none' };
const SUFFIX: ExpectedChange = { ...NONE, mode: 'suffix' };

/** One object with one container, as Helm prints it. */
const pod = (image: string, more = '', kind = 'Pod', metadata = '') =>
  `---\n# Source: x/templates/pod.yaml\napiVersion: v1\nkind: ${kind}\nmetadata:\n  name: api\n${metadata}spec:\n  containers:\n    - name: api\n      image: ${image}\n${more}`;
const OLD = pod('ghcr.io/acme/shop/api:1.4.0');
const codes = (before: string, after: string, expected = NONE, control?: string) =>
  compareRenders(before, after, expected, control).problems.map(({ code }) => code);

describe('what Helm renders', () => {
  it.each(CASES)('$name', (each) => {
    const { problems } = compareRenders(
      fixture(`${each.name}.before.yaml`),
      fixture(`${each.name}.after.yaml`),
      expectedOf(each),
      // As random as the first: only the password is masked in the fixtures.
      fixture(`${each.name}.before.yaml`),
    );
    expect(problems.map(({ severity, code, path: at = '' }) => `${severity} ${code} ${at}`.trim())).toEqual(
      each.problems,
    );
    for (const { cause, remedy } of problems) {
      expect(cause).toMatch(/^[^\n]+\.$/);
      expect(remedy).toMatch(/^[^\n]+\.$/);
    }
  });

  it('says what is wrong, where, with what it was and is, and what to do', () => {
    const { problems } = compareRenders(
      fixture('label-suffix.before.yaml'),
      fixture('label-suffix.after.yaml'),
      {
        ...SUFFIX,
        digestKey: 'image.digest',
      },
    );
    expect(problems[0]).toEqual({
      code: 'label-invalid',
      severity: 'error',
      object: 'Deployment shop/api',
      path: 'metadata.labels["app.kubernetes.io/version"]',
      before: '1.4.0',
      after: `1.5.0@${DIGEST}`,
      cause:
        'The label app.kubernetes.io/version of Deployment shop/api has 77 characters, and a label at most 63.',
      remedy: 'Use "digest-mode: field" with image.digest, which this chart has.',
    });
  });

  it('tells what is harmless', () => {
    const { notes } = compareRenders(
      fixture('label-none.before.yaml'),
      fixture('label-none.after.yaml'),
      NONE,
    );
    expect(notes).toContain('The label app.kubernetes.io/version of Deployment shop/api has the tag in it.');
    const job = compareRenders(
      fixture('selected-none.before.yaml'),
      fixture('selected-none.after.yaml'),
      NONE,
    );
    expect(job.notes).toContain('Job api-migrate-1.4.0 becomes Job api-migrate-1.5.0.');
  });

  it('says that the digest decides where it replaces the tag', () => {
    const name = 'replaces-none';
    const { problems } = compareRenders(fixture(`${name}.before.yaml`), fixture(`${name}.after.yaml`), {
      ...NONE,
      digestKey: 'image.digest',
    });
    expect(problems).toEqual([
      {
        code: 'not-read',
        severity: 'error',
        cause: `The chart renders the same with the new tag: its digest decides ("ghcr.io/acme/shop/api@${OLD_DIGEST}").`,
        remedy: 'Use "digest-mode: field" with image.digest, which this chart has.',
      },
    ]);
  });
});

describe('images', () => {
  it.each([
    ['the new tag', 'ghcr.io/acme/shop/api:1.5.0', NONE, []],
    ['a mirror of the registry', 'mirror.example.com/ghcr/acme/shop/api:1.5.0', NONE, []],
    ['tag and digest', `ghcr.io/acme/shop/api:1.5.0@${DIGEST}`, SUFFIX, []],
    ['only the digest', `ghcr.io/acme/shop/api@${DIGEST}`, { ...NONE, mode: 'field' }, []],
    ['the old digest', `ghcr.io/acme/shop/api:1.5.0@${OLD_DIGEST}`, NONE, ['wrong-digest']],
    ['another tag', 'ghcr.io/acme/shop/api:v1.5.0', NONE, ['wrong-tag']],
    ['no tag', 'ghcr.io/acme/shop/api', NONE, ['wrong-tag']],
    ['no reference', '"ghcr.io/acme/shop/api:1.5.0 "', NONE, ['image-invalid']],
    ['a doubled prefix', `ghcr.io/acme/shop/api@sha256:${DIGEST}`, SUFFIX, ['image-invalid']],
    ['two digests', `ghcr.io/acme/shop/api:1.5.0@${DIGEST}@${OLD_DIGEST}`, SUFFIX, ['two-digests']],
    ['another image with the digest', `ghcr.io/acme/web:1.5.0@${DIGEST}`, SUFFIX, ['other-image']],
    ['a number', '1.5', NONE, ['image-invalid']],
  ] as const)('%s', (_, image, expected, problems) => {
    expect(codes(OLD, pod(image), expected)).toEqual(problems);
  });

  it('of Docker Hub have no registry', () => {
    const expected = { ...NONE, image: parseImageName('docker.io/library/nginx') };
    expect(codes(pod('nginx:1.4.0'), pod('nginx:1.5.0'), expected)).toEqual([]);
    expect(codes(pod('library/nginx:1.4.0'), pod('docker.io/library/nginx:1.5.0'), expected)).toEqual([]);
  });

  it('are found in custom resources and arguments by their name', () => {
    const custom = (tag: string) =>
      `---\nkind: Agent\nmetadata: { name: a }\nspec: { worker: "ghcr.io/acme/shop/api:${tag}" }\n`;
    expect(codes(custom('1.4.0'), custom('1.5.0'))).toEqual([]);
    expect(codes(custom('1.4.0'), custom('1.4.1'))).toEqual(['wrong-tag']);
  });

  it('that are new already are a note', () => {
    const text = pod('ghcr.io/acme/shop/api:1.5.0');
    expect(compareRenders(text, text, NONE)).toEqual({
      problems: [],
      notes: ['The chart renders the same: it has the new image already.'],
    });
  });
});

describe('objects', () => {
  const named = (name: string, kind: string) =>
    `${pod('ghcr.io/acme/shop/api:1.4.0')}---\n# Source: x/templates/o.yaml\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: { image: "ghcr.io/acme/shop/api:${name.slice(4)}" }\n`;
  it('with another name are replaced, which only some are made for', () => {
    expect(codes(named('api-1.4.0', 'Service'), named('api-1.5.0', 'Service'))).toEqual([
      'object-changed-name',
    ]);
    expect(codes(named('api-1.4.0', 'Job'), named('api-1.5.0', 'Job'))).toEqual([]);
    expect(codes(named('api-1.4.0', 'Job'), named('api-1.5.0@x', 'Job'))).toContain('name-invalid');
  });

  it('in a list are objects', () => {
    const list = (tag: string) =>
      `---\nkind: List\nitems:\n  - kind: Pod\n    metadata: { name: a }\n    spec: { image: "ghcr.io/acme/shop/api:${tag}" }\n`;
    expect(codes(list('1.4.0'), list('1.5.0'))).toEqual([]);
  });

  it.each([
    ['in the way', '', ['immutable-changed']],
    ['a hook of Helm', '  annotations: { helm.sh/hook: pre-upgrade }\n', []],
    ['a hook of Argo CD', '  annotations: { argocd.argoproj.io/hook: PreSync }\n', []],
    ['replaced', '  annotations: { argocd.argoproj.io/sync-options: "Force=true,Replace=true" }\n', []],
  ])('a Job %s', (_, metadata, problems) => {
    const job = (tag: string) =>
      `---\nkind: Job\nmetadata:\n  name: a\n${metadata}spec: { template: { image: "ghcr.io/acme/shop/api:${tag}" } }\n`;
    expect(codes(job('1.4.0'), job('1.5.0'))).toEqual(problems);
  });

  it('in a different order are the same', () => {
    const other = '---\nkind: Service\nmetadata: { name: s }\n';
    expect(codes(other + OLD, pod('ghcr.io/acme/shop/api:1.5.0') + other)).toEqual([]);
  });

  it('leaves out what is random', () => {
    const secret = (password: string, tag: string) =>
      `${pod(`ghcr.io/acme/shop/api:${tag}`)}---\nkind: Secret\nmetadata: { name: s }\nstringData: { password: "${password}" }\n`;
    const before = secret('one', '1.4.0');
    const after = secret('two', '1.5.0');
    expect(compareRenders(before, after, NONE, secret('three', '1.4.0'))).toEqual({
      problems: [],
      notes: ['1 value is different at every rendering and not compared.'],
    });
    const { problems } = compareRenders(before, after, NONE);
    expect(problems).toEqual([
      expect.objectContaining({ code: 'other-change', before: '(not shown)', after: '(not shown)' }),
    ]);
  });
});

describe('text that means harm', () => {
  const bomb = `---\nkind: ConfigMap\nmetadata: { name: bomb }\na: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghi'
    .split('')
    .map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]}, `.repeat(9)}]\n`)
    .join('')}`;

  it.each([
    ['an alias bomb', bomb],
    ['a deep nest', `---\nkind: A\na: ${'['.repeat(5_000)}${']'.repeat(5_000)}\n`],
    ['a very deep nest', `---\nkind: A\na: ${'{a: '.repeat(20_000)}\n`],
    ['many values', `---\nkind: A\na:\n${'- x\n'.repeat(60_000)}`],
    ['a huge object', `---\nkind: A\na: ${'x'.repeat(5 * 1024 * 1024)}\n`],
    ['an open quote', '---\nkind: A\na: "\n'],
  ])('%s is unreadable, not the end', (_, text) => {
    const { problems } = compareRenders(OLD, `${pod('ghcr.io/acme/shop/api:1.5.0')}${text}`, NONE);
    expect(problems.map(({ code }) => code)).toEqual(['unreadable']);
    expect(problems[0]?.cause.length).toBeLessThan(500);
  });

  it('is one line of bounded length, and there are not too many of them', () => {
    const config = (value: string) =>
      `---\nkind: ConfigMap\nmetadata: { name: "c\\u001b[31m\\nx" }\ndata:\n${Array.from(
        { length: 200 },
        (_, index) => `  "k${index}": "${value}"\n`,
      ).join('')}`;
    const { problems, notes } = compareRenders(
      OLD + config('a'),
      pod('ghcr.io/acme/shop/api:1.5.0') + config(`\\u001b]0;${'b'.repeat(10_000)}\\n::error::`),
      NONE,
    );
    expect(problems).toHaveLength(MAX_PROBLEMS);
    expect(notes).toEqual(['150 more problems are not listed.']);
    for (const problem of problems) {
      expect(JSON.stringify(problem).length).toBeLessThan(1_500);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there.
      expect(Object.values(problem).join('')).not.toMatch(/[\u0000-\u001f]/);
    }
  });

  it('of 20 MB is compared in a moment where little of it differs', () => {
    const filler = Array.from(
      { length: 19_000 },
      (_, index) =>
        `---\nkind: ConfigMap\nmetadata: { name: c${index} }\ndata: { a: "${'x'.repeat(950)}" }\n`,
    ).join('');
    expect(filler.length).toBeGreaterThan(18_000_000);
    expect(codes(filler + OLD, filler + pod('ghcr.io/acme/shop/api:1.5.0'))).toEqual([]);
    expect(() => compareRenders(OLD, 'x'.repeat(21 * 1024 * 1024), NONE)).toThrow('more than the 20971520');
  });
});

describe('a rendering that fails', () => {
  it.each([
    [
      'a schema',
      "values don't meet the specifications of the schema(s) in the following chart(s): api: - at '/image/tag': '1.5.0@sha256:…' does not match pattern '^[\\w.]+$'",
      SUFFIX,
      /schema\.json refuses/,
      /digest-mode: none/,
    ],
    [
      'a schema that wants text',
      "values don't meet the specifications of the schema(s) in the following chart(s): api: - at '/image/tag': got number, want string",
      NONE,
      /schema\.json refuses/,
      /into quotes/,
    ],
    [
      'a template',
      'execution error at (api/templates/deployment.yaml:3:4): invalid tag',
      NONE,
      /not with the new ones: execution error/,
      /templates use the tag/,
    ],
    [
      'control characters',
      `a\u001b[31m\nb${'c'.repeat(5_000)}`,
      SUFFIX,
      /^[^\p{Cc}]{1,1000}$/u,
      /digest-mode/,
    ],
  ] as const)('%s', (_, reason, expected, cause, remedy) => {
    const problem = renderProblem(reason, expected);
    expect(problem.cause).toMatch(cause);
    expect(problem.remedy).toMatch(remedy);
  });
});
