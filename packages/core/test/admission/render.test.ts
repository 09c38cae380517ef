import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { type RenderOptions, renderPolicies } from '../../src/admission/render.ts';
import { admissionRules, referencePattern } from '../../src/admission/rules.ts';
import { parseOpsConfig } from '../../src/config/deploy.ts';
import type { TrustSource } from '../../src/config/trust-rule.ts';

const CALLED = 'https://github.com/sealift/sealift/.github/workflows/release-app.yml';
const TRUST = `trust:
  defaults:
    source-repository: acme/shop
    refs: [refs/heads/main]
    workflows: ["${CALLED}@refs/tags/v*", "${CALLED}@${'1'.repeat(40)}"]
    images: ["ghcr.io/acme/shop/{app}"]
  environments:
    prod: {refs: [refs/tags/v*], severity: HIGH, max-database-age: 36h, require: [provenance, sbom]}
  apps:
    web: {}
    api: {triggers: [push], max-scan-age: 7d}
    my_app: {images: ["ghcr.io/acme/my/*"], count-unfixed: true}
    "*": {}
`;
function sourceOf(text: string): TrustSource {
  const config = parseOpsConfig(text, '.sealift.yml').trust;
  if (config === undefined) throw new Error('There is no trust.');
  return { config, text };
}
const source = sourceOf(TRUST.replace('    "*": {}\n', ''));
const OPTIONS: RenderOptions = { engine: 'kyverno', environment: 'prod', namespaces: ['shop'] };

test.each(['kyverno', 'policy-controller'] as const)('%s, the same each time', (engine) => {
  const rendered = renderPolicies(source, { ...OPTIONS, engine });
  expect(rendered).toMatchSnapshot();
  expect(renderPolicies(source, { ...OPTIONS, engine })).toEqual(rendered);
  const documents = parseAllDocuments(rendered.yaml).map((document) => document.toJS());
  expect(documents.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    ...['sealift-api.prod', 'sealift-my-u-app.prod', 'sealift-web.prod'].map(
      (name) => `${engine === 'kyverno' ? 'ImageValidatingPolicy' : 'ClusterImagePolicy'} ${name}`,
    ),
    'ValidatingAdmissionPolicy sealift-images.prod',
    'ValidatingAdmissionPolicyBinding sealift-images.prod',
  ]);
});

test('a Sigstore instance of one’s own', () => {
  const { yaml } = renderPolicies(source, {
    ...OPTIONS,
    tuf: { mirror: 'https://tuf.example', root: 'e30=' },
  });
  expect(yaml).toContain('mirror: https://tuf.example');
  expect(yaml).toContain('data: e30=');
});

test('what nobody can look at is told', () => {
  expect(renderPolicies(source, OPTIONS).unchecked).toEqual([
    { app: 'api', keys: ['triggers', 'max-scan-age', 'sbom'] },
    { app: 'my_app', keys: ['sbom'] },
    { app: 'web', keys: ['sbom'] },
  ]);
});

describe('which references a rule is about', () => {
  const DIGEST = `sha256:${'a'.repeat(64)}`;
  const pattern = new RegExp(referencePattern(['ghcr.io/acme/shop/api', '127.0.0.1:5000/acme/*']));
  test.each([
    `ghcr.io/acme/shop/api@${DIGEST}`,
    `ghcr.io/acme/shop/api:v1.2_3-x@${DIGEST}`,
    `127.0.0.1:5000/acme/x@${DIGEST}`,
  ])('%s', (reference) => expect(reference).toMatch(pattern));
  test.each([
    'ghcr.io/acme/shop/api',
    'ghcr.io/acme/shop/api:v1',
    `ghcr.io/acme/shop/api-evil@${DIGEST}`,
    `ghcr.io/acme/shop/api/x@${DIGEST}`,
    `ghcrXio/acme/shop/api@${DIGEST}`,
    `evil.example/ghcr.io/acme/shop/api@${DIGEST}`,
    `127.0.0.1:5000/acme/x/y@${DIGEST}`,
    `ghcr.io/acme/shop/api@${DIGEST}\n`,
    `docker.io/library/python@${DIGEST}`,
    `python@${DIGEST}`,
    `ghcr.io/acme/shop/api@sha256:${'a'.repeat(63)}`,
    `ghcr.io/acme/shop/api@${DIGEST}${DIGEST}`,
    '',
  ])('not %j', (reference) => expect(reference).not.toMatch(pattern));
  test('property: nothing of a name means anything else', () => {
    const name = fc.string({ unit: fc.constantFrom(...'ab.-_/0'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(new RegExp(referencePattern([one])).test(`${other}@${DIGEST}`)).toBe(one === other);
      }),
    );
  });
});

test('a rule without images is refused where they would stand', () => {
  const text = TRUST.replace(/^ {4}images:.*\n/m, '');
  let thrown: unknown;
  try {
    admissionRules(sourceOf(text), undefined);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({
    code: 'policies/no-images',
    location: { file: '.sealift.yml', line: expect.any(Number) },
  });
});

describe('the Sigstore instance', () => {
  const say = (sigstore: string) =>
    sourceOf(
      TRUST.replace('    "*": {}\n', '').replace(
        '  environments:',
        `    sigstore: ${sigstore}\n  environments:`,
      ),
    );
  const tuf = { mirror: 'https://tuf.example', root: 'e30=' };
  const own = '{trusted-root: keys.json}';

  test('the public one is what policies trust by themselves', () => {
    for (const engine of ['kyverno', 'policy-controller'] as const) {
      const options = { ...OPTIONS, engine };
      expect(renderPolicies(say('public'), options)).toEqual(renderPolicies(source, options));
    }
  });

  test('one of its own is trusted by its TUF repository, and it is said that the file is not looked at', () => {
    const rendered = renderPolicies(say(own), { ...OPTIONS, tuf });
    expect(rendered.yaml).toBe(renderPolicies(source, { ...OPTIONS, tuf }).yaml);
    expect(rendered.unchecked.map(({ keys }) => keys.includes('sigstore'))).toEqual([true, true, true]);
  });

  test.each([
    ['github', { engine: 'kyverno' }, /signed by GitHub's Sigstore instance, .* trust the public one/],
    ['github', { engine: 'kyverno', tuf }, /GitHub's .* would trust that of "tuf-mirror"/],
    ['github', { engine: 'policy-controller' }, /GitHub's Sigstore instance/],
    [
      'public',
      { engine: 'kyverno', tuf },
      /the public Sigstore instance, .* would trust that of "tuf-mirror"/,
    ],
    [own, { engine: 'kyverno' }, /of keys\.json, .* trust the public one/],
    [own, { engine: 'policy-controller' }, /of keys\.json/],
  ] as const)('%s, which a policy of %j could not check, is refused', (sigstore, options, cause) => {
    let failure: unknown;
    try {
      renderPolicies(say(sigstore), { ...OPTIONS, ...options });
    } catch (error) {
      failure = error;
    }
    expect(failure).toMatchObject({
      code: 'policies/other-sigstore',
      message: expect.stringMatching(cause),
      location: { line: 7 },
    });
  });
});
