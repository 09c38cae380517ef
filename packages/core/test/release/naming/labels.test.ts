import { describe, expect, it } from 'vitest';
import type { NamingFacts } from '../../../src/release/naming/facts.ts';
import { planLabels } from '../../../src/release/naming/labels.ts';

const commit = 'a'.repeat(40);
const facts = (changes: Partial<NamingFacts> = {}): NamingFacts => ({
  app: 'api',
  event: 'push',
  ref: 'refs/heads/main',
  commit,
  now: Date.parse('2026-03-01T00:00:00Z'),
  commitDate: Date.parse('2026-02-03T04:05:06Z'),
  runId: '77',
  repository: {
    fullName: 'acme/shop',
    url: 'https://github.com/acme/shop',
    defaultBranch: 'main',
    description: 'A shop:\n  all of it',
    license: 'MIT',
  },
  config: {},
  appConfig: {},
  ...changes,
});

const STANDARD = [
  'org.opencontainers.image.created=2026-02-03T04:05:06Z',
  'org.opencontainers.image.description=A shop: all of it',
  'org.opencontainers.image.licenses=MIT',
  `org.opencontainers.image.revision=${commit}`,
  'org.opencontainers.image.source=https://github.com/acme/shop',
  'org.opencontainers.image.title=shop',
  'org.opencontainers.image.url=https://github.com/acme/shop',
  'org.opencontainers.image.version=main',
];

describe('labels and annotations', () => {
  it('say what the repository is, and which version of it', () => {
    expect(planLabels(facts())).toEqual({ labels: STANDARD, annotations: STANDARD });
  });

  it('are the same in every run of a commit', () => {
    const rebuild = planLabels(facts({ event: 'schedule', rebuild: true, runId: '99', now: Date.now() }));
    expect(rebuild).toEqual(planLabels(facts()));
  });

  it('leave out what nobody knows', () => {
    const { labels } = planLabels({
      ...facts(),
      repository: { fullName: 'acme/shop', url: 'https://github.com/acme/shop' },
    });
    expect(labels.some((label) => /description|licenses/.test(label))).toBe(false);
  });

  it('of the app come before those of all, and those before the standard ones', () => {
    const config = {
      labels: { maintainer: 'all', 'org.opencontainers.image.title': 'Shop' },
      annotations: 'index:team=x',
    };
    const { labels, annotations } = planLabels(
      facts({ config, appConfig: { labels: ['maintainer=api {{branch}} = 1'], annotations: ['team=y'] } }),
    );
    expect(labels).toContain('maintainer=api main = 1');
    expect(labels).toContain('org.opencontainers.image.title=Shop');
    expect(labels).toHaveLength(STANDARD.length + 1);
    expect(annotations).toEqual(expect.arrayContaining(['index:team=x', 'team=y']));
  });

  it.each(['no-pair', '=value', 'a={{nothing}}'])('are refused where they are none: %s', (line) => {
    expect(() => planLabels(facts({ config: { labels: [line] } }))).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^plan\/bad-(labels|tags)$/) }),
    );
  });
});
