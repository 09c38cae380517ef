/** What a bump's commit says to later runs: read back exactly, whatever it holds, and nothing else is taken for it. */
import { createHash } from 'node:crypto';
import { brotliCompressSync } from 'node:zlib';
import { parseImageName } from '@sealift/core/image/reference';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatProposals,
  type Proposal,
  parseProposals,
  proposalKey,
} from '../../src/pull-request/proposal.ts';
import type { Target } from '../../src/targets/target.ts';

const COMMIT = '0123456789'.repeat(4);
const digestOf = (hex: string) => `sha256:${hex.repeat(64).slice(0, 64)}` as const;
const IMAGE = parseImageName('ghcr.io/acme/shop/api');

const proposal = (over: Partial<Target> = {}, more: Partial<Proposal> = {}): Proposal => ({
  ...{ commit: COMMIT, run: 'https://github.com/acme/shop/actions/runs/17' },
  target: {
    ...{ app: 'api', environment: 'prod', file: 'deploy/helm/api/values-prod.yaml', find: { by: 'auto' } },
    ...{ digestMode: 'none', writeName: false, value: undefined },
    ...{ pattern: undefined, mode: undefined, base: undefined, from: undefined },
    release: { app: 'api', image: IMAGE, tag: `sha-${COMMIT}`, digest: digestOf('ab') },
    ...over,
  },
  ...more,
});

const text = fc.string({ unit: 'binary', maxLength: 60 });
const word = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,40}$/);
const lines = fc.array(
  fc.string({ minLength: 1, maxLength: 30 }).filter((line) => !line.includes('\n')),
  { minLength: 1, maxLength: 5 },
);
const hex = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 15 }), { minLength: length, maxLength: length })
    .map((digits) => digits.map((digit) => digit.toString(16)).join(''));
const find: fc.Arbitrary<Target['find']> = fc.oneof(
  fc.record(
    { by: fc.constant('path' as const), path: text, digestPath: text },
    { requiredKeys: ['by', 'path'] },
  ),
  fc.constantFrom({ by: 'image' as const }, { by: 'marker' as const }),
  fc.record({ by: fc.constant('regex' as const), regex: text }),
  fc.record({ by: fc.constant('auto' as const), path: text, digestPath: text }, { requiredKeys: ['by'] }),
);
const anyProposal: fc.Arbitrary<Proposal> = fc
  .record({
    app: text,
    environment: fc.option(text, { nil: undefined }),
    image: fc
      .constantFrom('ghcr.io/acme/shop/api', 'localhost:5000/a', 'registry.acme.example/a/b/c')
      .map(parseImageName),
    tag: word,
    digest: hex(64).map((digits) => `sha256:${digits}` as const),
    commit: fc.oneof(fc.constant(''), hex(40)),
    run: text,
    file: fc.array(word, { minLength: 1, maxLength: 5 }).map((parts) => `deploy/${parts.join('/')}`),
    find,
    digestMode: fc.constantFrom('none' as const, 'suffix' as const, 'field' as const),
    writeName: fc.boolean(),
    value: fc.option(text, { nil: undefined }),
    more: fc.record(
      { mirrors: lines, only: lines, create: fc.constant(true as const) },
      { requiredKeys: [] },
    ),
  })
  .map(({ image, tag, digest, commit, run, more, ...target }) =>
    proposal({ ...target, ...more, release: { app: target.app, image, tag, digest } }, { commit, run }),
  );
/** What people and templates write; none of it is a line of ours. */
const prose = fc.string({ unit: 'binary', maxLength: 200 });

test('whatever is proposed is read back from the middle of a message', () => {
  fc.assert(
    fc.property(fc.array(anyProposal, { maxLength: 6 }), prose, prose, (proposals, before, after) => {
      const message = `${before}\n\n${formatProposals(proposals)}\nSealift-Branch: deploy/x\n${after}`;
      expect(parseProposals(message)).toEqual(proposals);
    }),
  );
});

test('it is one line, without a character that does something on GitHub', () => {
  fc.assert(
    fc.property(fc.array(anyProposal, { maxLength: 6 }), (proposals) => {
      expect(formatProposals(proposals)).toMatch(/^Sealift-Proposes: [A-Za-z0-9_-]+$/);
    }),
  );
});

test('no text of others is a proposal, and none makes it fail', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        prose,
        prose.map((line) => `Sealift-Proposes: ${line}`),
      ),
      (message) => {
        expect(parseProposals(message)).toEqual([]);
      },
    ),
  );
});

test('a message of two bumps, squashed by a person, has both', () => {
  const [api, web] = [proposal(), proposal({ app: 'web', file: 'web.yaml' })];
  expect(
    parseProposals(`${formatProposals([api])}\n\n* Deploy web\n\n${formatProposals([web])}\r\n`),
  ).toEqual([api, { ...web, target: { ...web.target, release: { ...web.target.release, app: 'web' } } }]);
});

test('forty apps fit into what a squash message can bear', () => {
  const apps = Array.from({ length: 40 }, (_, index) =>
    proposal({
      ...{ app: `app-${index}`, file: `deploy/helm/app-${index}/values-prod.yaml` },
      release: {
        ...{
          app: `app-${index}`,
          image: parseImageName(`ghcr.io/acme/shop/app-${index}`),
          tag: `sha-${COMMIT}`,
        },
        digest: `sha256:${createHash('sha256').update(String(index)).digest('hex')}`,
      },
    }),
  );
  expect(formatProposals(apps).length).toBeLessThan(3000);
});

describe('what is not as it should be is left out', () => {
  const said = (list: unknown, bytes = Buffer.from(JSON.stringify(list))) =>
    `Deploy\n\nSealift-Proposes: ${brotliCompressSync(bytes).toString('base64url')}`;
  const line = {
    ...{ app: 'api', image: 'ghcr.io/acme/shop/api', tag: 'v1', digest: digestOf('ab'), commit: COMMIT },
    ...{ run: '', file: 'deploy/api.yaml', find: { by: 'auto' } },
  };
  test('this one is read', () => {
    expect(parseProposals(said([line]))).toHaveLength(1);
  });
  test.each([
    ['a workflow', { file: '.github/workflows/x.yml' }],
    ['who may deploy', { file: '.sealift.yml' }],
    ['a path out of the repository', { file: '../x.yaml' }],
    ['no digest', { digest: 'sha256:1' }],
    ['no tag', { tag: 'a b' }],
    ['no image', { image: 'ghcr.io' }],
    ['no commit', { commit: 'main' }],
    ['a way to find that is not known', { find: { by: 'magic' } }],
    ['a member that is not known', { x: 1 }],
    ['a text too long', { app: 'x'.repeat(1001) }],
    ['a default said as if it were a choice', { digestMode: 'none' }],
  ])('%s', (_, over) => {
    expect(parseProposals(said([{ ...line, ...over }, line]))).toHaveLength(1);
  });
  test.each([
    ['no list', said(line)],
    ['no JSON', said(undefined, Buffer.from('[{"app":'))],
    ['cut off', said([line]).slice(0, -4)],
    ['not compressed', `Sealift-Proposes: ${Buffer.from(JSON.stringify([line])).toString('base64url')}`],
    ['JSON itself', `Sealift-Proposes: ${JSON.stringify([line])}`],
    ['within a line', said([line]).replace('Sealift', '> Sealift')],
    ['little that stands for much', said(undefined, Buffer.alloc(64_000_000, ' '))],
  ])('%s', (_, message) => {
    expect(parseProposals(message)).toEqual([]);
  });
  test('more than a branch can hold', () => {
    expect(parseProposals(said(Array.from({ length: 6000 }, () => line)))).toHaveLength(5000);
  });
});

test('a place is an app in an environment and a file', () => {
  const { target } = proposal();
  expect(proposalKey({ ...target, release: { ...target.release, tag: 'v9' } })).toBe(proposalKey(target));
  for (const other of [{ app: 'web' }, { environment: undefined }, { file: 'x.yaml' }])
    expect(proposalKey({ ...target, ...other })).not.toBe(proposalKey(target));
});
