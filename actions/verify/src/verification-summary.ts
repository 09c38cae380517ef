/** Writes the verification summary of one image. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure } from '@sealift/core/failure';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import { formatIdentity } from '@sealift/core/verification/identity';
import { makeVsa, type VsaFacts } from '@sealift/core/verification/vsa';
import type { CheckedImage, Demand } from '@sealift/tools/verification/image-check';

type Asked = { readonly policy: TrustPolicy; readonly demand: Demand };

/**
 * Two files: the in-toto statement, and its predicate alone beside it (`vsa.json` and `vsa.predicate.json`), which is
 * what tools that sign want. About an image of which nothing is known there is nothing to say.
 * @throws Failure `verify/one-vsa` when there is not exactly one image; `verify/not-written`
 */
export async function writeSummary(
  file: string,
  checked: readonly CheckedImage[],
  asked: Asked,
  now: number,
): Promise<void> {
  const [image, ...others] = checked;
  if (image === undefined || others.length > 0)
    throw configurationFailure({
      code: 'verify/one-vsa',
      cause: `A verification summary is about one image, and ${checked.length} were verified.`,
      remedy: 'Verify each image in a step of its own, with a "vsa" of its own.',
    });
  if (image.failure !== undefined) return;
  const statement = makeVsa(factsOf(image, asked, now));
  const { dir, name, ext } = path.parse(file);
  try {
    await mkdir(dir === '' ? '.' : dir, { recursive: true });
    await writeFile(file, `${JSON.stringify(statement)}\n`);
    await writeFile(
      path.join(dir, `${name}.predicate${ext === '' ? '.json' : ext}`),
      `${JSON.stringify(statement.predicate)}\n`,
    );
  } catch (error) {
    throw configurationFailure({
      code: 'verify/not-written',
      cause: `The verification summary cannot be written to ${file}.`,
      remedy: 'Give a path in the workspace as "vsa".',
      error,
    });
  }
}

function factsOf(image: CheckedImage, { policy, demand }: Asked, now: number): VsaFacts {
  const statements = image.subjects.flatMap((subject) => subject.statements);
  const problems = [...image.problems, ...image.subjects.flatMap((subject) => subject.problems)];
  return {
    image: image.target.image,
    verifiedAt: now,
    passed: problems.length === 0,
    provenance: demand.require.includes('provenance'),
    policy: {
      identities: policy.identities.map(formatIdentity),
      issuer: policy.issuer,
      sourceRepository: policy.sourceRepository,
      sourceRef: policy.sourceRef ?? '*',
      ...(policy.run === undefined ? {} : { run: policy.run }),
      ...demand,
    },
    bundles: statements.flatMap((statement) => (statement.verified ? (statement.bundle ?? []) : [])),
  };
}
