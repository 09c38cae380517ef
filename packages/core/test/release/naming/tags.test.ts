import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTag } from '../../../src/image/reference.ts';
import { tagByForm } from '../../../src/image/tag.ts';
import type { NamingFacts } from '../../../src/release/naming/facts.ts';
import { planTags } from '../../../src/release/naming/tags.ts';

const commit = '860c1904a1ce19322e91ac35af1ab07466440c37';
const other = 'f'.repeat(40);
const facts = (changes: Partial<NamingFacts> = {}): NamingFacts => ({
  app: 'api',
  event: 'push',
  ref: 'refs/heads/main',
  commit,
  now: Date.parse('2026-03-01T23:30:00Z'),
  commitDate: Date.parse('2026-02-03T04:05:06Z'),
  runId: '77',
  repository: { fullName: 'acme/shop', url: 'https://github.com/acme/shop', defaultBranch: 'main' },
  config: {},
  appConfig: {},
  ...changes,
});
const tags = (said: readonly string[], changes: Partial<NamingFacts> = {}) =>
  planTags(facts({ config: { tags: said }, ...changes })).tags;
const versions = [
  'type=semver,pattern={{version}}',
  'type=semver,pattern={{major}}.{{minor}}',
  'type=semver,pattern={{major}}',
];

describe('the immutable tag is the first, whatever is asked for', () => {
  it.each<[string, Partial<NamingFacts>, readonly string[]]>([
    ['a branch', {}, [`sha-${commit}`, 'x']],
    ['a version', { ref: 'refs/tags/v1.2.3' }, ['1.2.3', 'x']],
    ['a git tag that is none', { ref: 'refs/tags/nightly/1' }, ['nightly-1', 'x']],
    ['a pull request', { ref: 'refs/pull/7/merge' }, [`sha-${commit}`, 'x']],
    ['a rebuild', { rebuild: true }, [`sha-${commit}-r77`, 'x']],
    ['a rebuild of a version', { rebuild: true, ref: 'refs/tags/v1.2.3' }, [`sha-${commit}-r77`, 'x']],
  ])('%s', (_what, changes, expected) => {
    expect(tags(['type=raw,value=x'], changes)).toEqual(expected);
    expect(tags([], changes)).toEqual(expected.slice(0, 1));
  });

  it('also when anything at all is asked for', () => {
    const entry = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom(
        ...versions,
        'type=sha',
        'type=sha,format=long',
        'type=edge',
        'type=ref,event=tag',
        'type=ref,event=branch',
        'type=match,pattern=(.*),group=1',
        'type=raw,{{branch}}',
        'type=raw,{{tag}}',
        `type=schedule,pattern={{date 'YYYY.M.D'}}`,
      ),
    );
    const ref = fc.constantFrom(
      'refs/heads/main',
      'refs/heads/1.2.3',
      `refs/heads/sha-${other}`,
      'refs/tags/v1.2.3',
      'refs/tags/latest',
      'refs/tags/api-v2.0.0',
    );
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 4 }), ref, fc.boolean(), (said, of, rebuild) => {
        let found: readonly string[];
        try {
          found = tags(said, { ref: of, rebuild });
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^plan\/(bad-tags|reserved-tag)$/) });
          return;
        }
        const [own = '', ...others] = found;
        expect(found.every(isTag)).toBe(true);
        const isOfRef = (tag: string) =>
          of.startsWith('refs/tags/') && !rebuild && of.endsWith(tag.replace(/^v/, ''));
        expect(rebuild || tagByForm(own).kind === 'immutable' || of === 'refs/tags/latest').toBe(true);
        // What never moves is the commit's, or the version that the git tag names.
        for (const tag of others)
          if (tagByForm(tag).kind === 'immutable') expect(tag === `sha-${commit}` || isOfRef(tag)).toBe(true);
      }),
    );
  });
});

describe('git tags of one app', () => {
  it.each([
    ['api-v1.2.3', '1.2.3'],
    ['api-1.2.3', '1.2.3'],
    ['api/v1.2.3', '1.2.3'],
    ['api@1.2.3', '1.2.3'],
    ['@acme/api@1.2.3-rc.1', '1.2.3-rc.1'],
    ['web-v1.2.3', 'web-v1.2.3'],
    ['apiary-v1.2.3', 'apiary-v1.2.3'],
  ])('%s is %s', (name, tag) => {
    expect(tags([], { ref: `refs/tags/${name}` })).toEqual([tag]);
  });

  it('have the floating tags of their version', () => {
    expect(tags(versions, { ref: 'refs/tags/api-v1.2.3' })).toEqual(['1.2.3', '1.2', '1', 'latest']);
  });
});

describe('what means something else', () => {
  it.each([
    'type=raw,value=1.2.3',
    'type=semver,pattern={{version}},value=v1.2.3',
    `type=raw,value=sha-${other}`,
    'type=raw,value=sha-fffffff',
    `type=raw,value=sha-${commit}-r5`,
    `type=sha,format=long,suffix=-r5`,
    'type=sha,format=long,prefix=sha256-',
    'type=raw,value=pr-5',
    'type=raw,value=branch-latest',
    'type=raw,value=tag-latest',
    "type=raw,value={{date 'YYYY.M.D'}}",
  ])('is refused where the configuration says it: %s', (entry) => {
    expect(() => tags([entry])).toThrow(expect.objectContaining({ code: 'plan/reserved-tag' }));
  });

  it.each([
    ['type=ref,event=branch', 'refs/heads/1.2.3', 'branch-1.2.3'],
    ['type=raw,value={{branch}}', 'refs/heads/latest', 'branch-latest'],
    ['type=raw,value={{branch}}', `refs/heads/sha-${commit.slice(0, 7)}`, `branch-sha-${commit.slice(0, 7)}`],
    ['type=match,pattern=.*', 'refs/tags/latest', 'tag-latest'],
    ['type=raw,value=5,prefix={{branch}}', 'refs/heads/pr-', 'branch-pr-5'],
  ])('gets a prefix where a ref says it: %s of %s', (entry, ref, tag) => {
    const plan = planTags(facts({ ref, config: { tags: [entry], flavor: ['latest=false'] } }));
    expect(plan.tags).toContain(tag);
    expect(plan.notices.join()).toContain(`"${tag}"`);
  });

  it.each(['latest', '1', 'v1', '1.2', '20260301', 'stable', 'edge-1.2.3'])(
    'is not %s, which the configuration may give',
    (name) => {
      expect(tags([name])).toEqual([`sha-${commit}`, name]);
    },
  );

  it('is the whole commit for a git tag: its branch has that', () => {
    const plan = planTags(
      facts({ ref: 'refs/tags/v1.2.3', config: { tags: ['type=sha,format=long', 'type=sha'] } }),
    );
    expect(plan.tags).toEqual(['1.2.3', 'sha-860c190']);
    expect(plan.notices).toEqual([expect.stringContaining(`sha-${commit}`)]);
  });
});

describe('a rebuild', () => {
  it('leaves what names the first build to it, and moves the rest', () => {
    const changes = { rebuild: true, ref: 'refs/tags/v1.2.3' };
    expect(tags([...versions, 'type=ref,event=tag', 'type=sha,format=long'], changes)).toEqual([
      `sha-${commit}-r77`,
      '1.2',
      '1',
      'latest',
    ]);
  });

  it('is the same version: what labels say does not depend on the run', () => {
    const said = {
      tags: ['type=schedule', `type=schedule,pattern={{date 'YYYYMMDD'}}`, 'type=ref,event=branch'],
    };
    const version = (changes: Partial<NamingFacts>) => planTags(facts({ config: said, ...changes })).version;
    expect(version({})).toBe('main');
    expect(version({ rebuild: true, event: 'schedule', runId: '99' })).toBe('main');
    expect(version({ ref: 'refs/tags/v1.2.3' })).toBe('1.2.3');
    expect(version({ ref: 'refs/tags/v1.2.3', rebuild: true })).toBe('1.2.3');
  });
});

describe('the configuration', () => {
  it('of an app comes before that of all, as a list or as lines', () => {
    const config = { tags: ['all'], flavor: ['suffix=-x'] };
    expect(planTags(facts({ config })).tags).toEqual([`sha-${commit}`, 'all-x']);
    expect(planTags(facts({ config, appConfig: { tags: '# ours\n\none\ntwo\n' } })).tags).toEqual([
      `sha-${commit}`,
      'one-x',
      'two-x',
    ]);
    expect(planTags(facts({ config, appConfig: { flavor: 'suffix=-y' } })).tags).toEqual([
      `sha-${commit}`,
      'all-y',
    ]);
  });

  it.each<[string, string]>([
    ['type=branch', 'Use one of schedule, semver'],
    ['type=ref', 'Add event='],
    ['type=ref,event=push', 'Use one of branch, tag, pr'],
    ['type=semver', 'Add pattern='],
    ['type=sha,format=medium', 'Use one of short, long'],
    ['type=sha,length=8', 'Use enable, priority, prefix, suffix, format'],
    ['type=match,pattern=a,group=x', 'group=1'],
    ['type=match,pattern=(', 'RE2'],
    ['type=match,pattern=/a/q,value=a', 'RE2'],
    ['type=match,pattern=(?=a),value=a', 'RE2'],
    ['type=raw,value=x,priority=high', 'number'],
    ['type=raw,value=x,enable=yes', 'true, false'],
    ['type=raw,value={{brunch}}', '{{branch}}'],
    ['type=raw,value={{branch', '{{name}}'],
    ['type=raw,value={{{branch}}}', '{{name}}'],
    ['type=raw,value={{branch 1}}', 'in quotes'],
    ["type=raw,value={{branch 'x'}}", 'Write {{branch}}'],
    ["type=raw,value={{date 'YYYY' zone='UTC'}}", "tz='Europe/Berlin'"],
    ['type=raw,value={{date}}', 'YYYYMMDD'],
    ["type=raw,value={{date 'YYYY' tz='Mars/Base'}}", 'IANA'],
    ["type=raw,value={{date 'LLLL'}}", '[ ]'],
    ['type=semver,pattern={{prerelease}},value=1.0.0', '{{version}}'],
    ['"type=raw', 'quotes'],
  ])('is refused with what is right instead: %s', (entry, remedy) => {
    expect(() => tags([entry], { ref: 'refs/tags/a' })).toThrow(
      expect.objectContaining({ code: 'plan/bad-tags', remedy: expect.stringContaining(remedy) }),
    );
  });

  it.each(['latest=yes', 'onlatest=true', 'middle=x', 'suffix'])('so is the flavor %s', (line) => {
    expect(() => planTags(facts({ config: { flavor: [line] } }))).toThrow(
      expect.objectContaining({ code: 'plan/bad-tags' }),
    );
  });

  it('that has no meaning for this ref gives no tag, and says why', () => {
    const plan = planTags(
      facts({ ref: 'refs/tags/x', config: { tags: [...versions, 'type=match,pattern=y'] } }),
    );
    expect(plan.tags).toEqual(['x']);
    expect(plan.notices).toHaveLength(4);
  });

  it('keeps a hostile expression from running for long', () => {
    const started = performance.now();
    tags(['type=match,pattern=(a+)+$'], { ref: `refs/tags/${'a'.repeat(200)}!` });
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
