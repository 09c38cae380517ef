import { describe, expect, it } from 'vitest';
import { parseOpsConfig } from '../../src/config/deploy.ts';
import { type TrustRule, trustRuleOf } from '../../src/config/trust-rule.ts';
import type { TrustPolicy } from '../../src/verification/conditions.ts';
import { instanceOfStatement } from '../../src/verification/sigstore.ts';
import { demandOf, knownBy, policyOfRule } from '../../src/verification/trust-demand.ts';
import { bothOf } from '../../src/verification/verdict.ts';

const ROOT = JSON.stringify({
  mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
  certificateAuthorities: [{}],
});
const WORKFLOW = 'https://github.com/sealift/sealift/.github/workflows/release-app.yml@refs/tags/v1';

function ruleOf(sigstore?: string, root: string | undefined = ROOT): TrustRule {
  const text = `trust:
  defaults:
    source-repository: acme/shop
    refs: [refs/heads/main]
    workflows: ["${WORKFLOW}"]
    ${sigstore === undefined ? 'triggers: [push]' : `sigstore: ${sigstore}`}
  apps: {api: {}}
`;
  const config = parseOpsConfig(text, '.sealift.yml').trust;
  if (config === undefined) throw new Error('There is no trust.');
  const roots = new Map(root === undefined ? [] : [['keys.json', root] as const]);
  return trustRuleOf({ config, text, roots }, 'api', undefined);
}
const given = (sigstore?: 'public' | 'github'): TrustPolicy => ({
  identities: ruleOf().identities,
  issuer: 'https://token.actions.githubusercontent.com',
  sourceRepository: 'acme/shop',
  sourceRef: 'refs/heads/main',
  sigstore,
});
/** What the demand makes of a statement in the log, and of one outside of it, by the visibility of its repository. */
function accepted(policy: TrustPolicy): readonly string[] {
  return [
    ['logged', 'public'],
    ['logged', 'private'],
    ['unlogged', 'public'],
    ['unlogged', 'private'],
  ].flatMap(([log, visibility]) => {
    const found = instanceOfStatement(
      { logged: log === 'logged', visibility },
      policy.sigstore,
      policy.byVisibility,
    );
    return 'instance' in found ? [`${log} ${visibility}`] : [];
  });
}
function thrown(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe('the Sigstore instance', () => {
  it.each([
    // The ops side says nothing: a run can narrow what the visibility says, and not widen it.
    [undefined, undefined, ['logged public', 'logged private', 'unlogged private']],
    [undefined, 'public', ['logged public', 'logged private']],
    [undefined, 'github', ['unlogged private']],
    ['public', undefined, ['logged public', 'logged private']],
    ['public', 'public', ['logged public', 'logged private']],
    ['github', undefined, ['unlogged public', 'unlogged private']],
    ['github', 'github', ['unlogged public', 'unlogged private']],
    ['{trusted-root: keys.json}', undefined, ['logged public', 'logged private']],
  ] as const)('trust says %s and the run %s', (said, asked, expected) => {
    const { policy } = demandOf(ruleOf(said), given(asked), undefined, 0);
    expect(accepted(policy)).toEqual(expected);
    expect(policy.trustedRoot).toBe(said?.includes('keys.json') ? ROOT : undefined);
  });

  it.each([
    ['public', 'github'],
    ['github', 'public'],
    ['{trusted-root: keys.json}', 'public'],
    ['{trusted-root: keys.json}', 'github'],
  ] as const)('trust says %s, and the run asks for %s: refused with the line', (said, asked) => {
    expect(thrown(() => demandOf(ruleOf(said), given(asked), undefined, 0))).toMatchObject({
      code: 'trust/other-source',
      message: expect.stringMatching(
        /Sigstore instance signed: "trust" in \.sealift\.yml .* lets in .*instance/,
      ),
      location: { file: '.sealift.yml', line: 6 },
    });
  });

  it.each([
    [undefined, 'it is not there'],
    ['{', 'it is not JSON'],
    ['{"secret":"hunter2"}', 'it is not a trusted root'],
    ['null', 'it is not a trusted root'],
    [ROOT.replace('[{}]', '[]'), 'no certificate authority'],
  ])('keys that cannot be used are a failure, never the public ones: %s', (root, reason) => {
    const rule = { ...ruleOf('{trusted-root: keys.json}'), trustedRoot: { file: 'keys.json', json: root } };
    for (const work of [() => demandOf(rule, given(), undefined, 0), () => policyOfRule(rule)]) {
      const failure = thrown(work);
      expect(failure).toMatchObject({
        code: 'trust/no-trusted-root',
        message: expect.stringContaining(reason),
      });
      expect(String(failure)).not.toContain('hunter2');
    }
  });

  it('counts for what is deployed now, with that of no other rule', () => {
    expect(knownBy([ruleOf('github'), ruleOf('public')])).toMatchObject({ sigstore: 'github' });
    expect(knownBy([ruleOf('github'), ruleOf('public')]).identities).toHaveLength(1);
    expect(knownBy([ruleOf('github'), ruleOf('github')]).identities).toHaveLength(2);
    expect(knownBy([ruleOf('{trusted-root: keys.json}')])).toMatchObject({ trustedRoot: ROOT });
  });
});

it.each([
  [{ blind: 'warn' }, { blind: 'fail' }, { blind: 'fail' }],
  [{ blind: 'fail' }, { blind: 'auto' }, { blind: 'fail' }],
  [{ blind: 'auto' }, {}, { blind: 'auto' }],
  [{}, { blind: 'warn' }, { blind: 'warn' }],
  [{ minimumSeverity: 'HIGH' }, { minimumSeverity: 'LOW' }, { minimumSeverity: 'LOW' }],
  [{ countUnfixed: true }, { countUnfixed: false }, { countUnfixed: true }],
  [{ countUnfixed: false }, { countUnfixed: true }, { countUnfixed: true }],
  [{ maxDatabaseAge: 2 }, { maxDatabaseAge: 1 }, { maxDatabaseAge: 1 }],
  [
    { maxScanAge: { age: 3, now: 9 } },
    { maxScanAge: { age: 5, now: 9 } },
    { maxScanAge: { age: 3, now: 9 } },
  ],
  [{}, { maxScanAge: { age: 5, now: 9 } }, { maxScanAge: { age: 5, now: 9 } }],
] as const)('of two conditions the stricter one holds: %j and %j', (one, other, both) => {
  expect(bothOf(one, other)).toEqual(both);
  expect(bothOf(other, one)).toEqual(both);
});
