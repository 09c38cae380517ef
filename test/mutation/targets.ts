/**
 * What decides, and the tests of its own package that must see when it decides differently.
 * `npm run mutate -- <beginning of a file's path>` runs a part.
 */
export type MutationTarget = {
  readonly file: string;
  /** Files or folders of tests, of the same package. */
  readonly tests: readonly string[];
};

const group = (
  folder: string,
  files: readonly string[],
  tests: readonly string[],
): readonly MutationTarget[] =>
  files.map((file) => ({
    file: `${folder}/src/${file}`,
    tests: tests.map((test) => `${folder}/test/${test}`),
  }));

export const TARGETS: readonly MutationTarget[] = [
  ...group(
    'packages/deploy',
    [
      'edits/create.ts',
      'edits/desired-image.ts',
      'edits/edit-file.ts',
      'edits/find.ts',
      'edits/find-marker.ts',
      'edits/find-path.ts',
      'edits/identity.ts',
      'edits/image-locations.ts',
      'edits/image-text.ts',
      'edits/json-source.ts',
      'edits/location-edits.ts',
      'edits/only.ts',
      'edits/parse-source.ts',
      'edits/plain-data.ts',
      'edits/source-tree.ts',
      'edits/splice.ts',
      'edits/toml-source.ts',
      'edits/yaml-proof.ts',
      'edits/yaml-scalar-style.ts',
      'edits/yaml-source.ts',
    ],
    ['edits', 'failure-codes.test.ts'],
  ),
  ...group(
    'packages/core',
    [
      'scan/gate.ts',
      'scan/ignore/ignore-file.ts',
      'scan/ignore/parse-ignore-file.ts',
      'scan/finding.ts',
      'scan/severity.ts',
      'scan/purl.ts',
      'scan/blindness.ts',
      'scan/sarif.ts',
      'scan/verdict-findings.ts',
    ],
    ['scan', 'comparison'],
  ),
  ...group('packages/core', ['text/glob.ts'], ['text/glob.test.ts']),
  ...group('packages/core', ['text/sanitize.ts', 'text/clause.ts', 'text/base64.ts'], ['text']),
  ...group('packages/core', ['image/runtime-selection.ts', 'image/reference.ts'], ['image']),
  ...group('packages/core', ['config/trust.ts', 'config/trust-rule.ts'], ['config', 'verification']),
  ...group(
    'packages/core',
    ['verification/conditions.ts', 'verification/identity.ts', 'verification/source-ref.ts'],
    ['verification'],
  ),
  ...group('packages/core', ['release/record.ts'], ['release', 'verification']),
  ...group(
    'packages/core',
    ['release/plan/plan.ts', 'release/plan/affected.ts', 'release/plan/changed-files.ts'],
    ['release'],
  ),
  ...group(
    'packages/core',
    ['comparison/versions.ts', 'comparison/compare.ts', 'comparison/spdx.ts'],
    ['comparison'],
  ),
  ...group(
    'packages/registry',
    [
      'manifest.ts',
      'layout.ts',
      'layout-checks.ts',
      'layout-files.ts',
      'merge-index.ts',
      'attestation.ts',
      'image-parts.ts',
      'ambiguous-json.ts',
    ],
    ['layout.test.ts', 'layout-bounds.test.ts', 'merge-index.test.ts', 'push.test.ts'],
  ),
  ...group(
    'packages/registry',
    [
      'push.ts',
      'requests/blob-upload.ts',
      'requests/blobs.ts',
      'requests/manifest-put.ts',
      'requests/manifests.ts',
      'requests/referrers.ts',
    ],
    ['blob-upload.test.ts', 'client.test.ts', 'push.test.ts', 'referrers.test.ts'],
  ),
  ...group('packages/registry', ['realm.ts'], ['challenge.test.ts', 'client.test.ts']),
  ...group(
    'packages/evidence',
    ['read.ts', 'write.ts', 'folder.ts', 'files.ts', 'archive.ts', 'contents.ts', 'assemble.ts'],
    [''],
  ),
  ...group('packages/tools', ['trivy/freshness.ts', 'trivy/database.ts'], ['trivy']),
  ...group(
    'packages/tools',
    ['exec.ts', 'process/child.ts', 'process/output.ts', 'process/find-program.ts'],
    ['exec.test.ts', 'tool.test.ts'],
  ),
  ...group('packages/tools', ['subjects.ts'], ['subjects.test.ts', 'trivy', 'syft']),
  ...group(
    'packages/tools',
    ['verification/image-check.ts', 'verification/image-facts.ts', 'cosign/graph.ts'],
    ['verification', 'subjects.test.ts', 'cosign'],
  ),
  ...group(
    'packages/tools',
    ['cosign/certificate.ts', 'cosign/output.ts', 'cosign/required-statements.ts', 'cosign/subject-check.ts'],
    ['cosign', 'verification'],
  ),
];
