import type { Runtime } from '@sealift/action-kit/action';
import { temporaryRoot } from '@sealift/action-kit/temporary-folder';
import { evidencePartOf, parseEvidencePart } from '@sealift/core/release/record';
import { type Release, renderReleaseSummary } from '@sealift/core/release/summary';
import type { Contents } from '@sealift/evidence/contents';
import type { ArtifactStore } from './artifacts.ts';
import type { Inputs } from './inputs.ts';
import { load } from './load.ts';
import { save } from './save.ts';

export const outputNames = ['images', 'records'] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

export type Dependencies = Pick<Runtime, 'env' | 'log' | 'summary'> & { readonly artifacts: ArtifactStore };

export async function run(inputs: Inputs, { env, log, summary, artifacts }: Dependencies): Promise<Outputs> {
  const temporary = temporaryRoot(env);
  const releases =
    inputs.mode === 'save'
      ? releasesIn(inputs.name, await save(artifacts, log, { ...inputs, temporary }))
      : [...(await load(artifacts, log, { ...inputs, temporary }))].flatMap(([name, contents]) =>
          releasesIn(name, contents),
        );
  const sorted = releases.toSorted((a, b) => (a.record.app < b.record.app ? -1 : 1));
  if (inputs.mode === 'load' && sorted.length > 0) await summary(renderReleaseSummary(sorted));
  return {
    images: JSON.stringify(
      sorted.map(({ record: { app, image, digest, tags, deployTag, platforms } }) => ({
        app,
        image,
        digest,
        tags,
        deployTag,
        platforms: platforms.map(({ platform, digest: manifest }) => ({ platform, digest: manifest })),
      })),
    ),
    records: String(sorted.length),
  };
}

function releasesIn(label: string, { files }: Contents): readonly Release[] {
  const records: Release[] = [];
  for (const [name, bytes] of files) {
    if (evidencePartOf(name) !== 'record') continue;
    const sign = files.get(name.replace(/^record/, 'sign'));
    records.push({
      record: parseEvidencePart('record', bytes.toString('utf8'), `${label}/${name}`),
      ...(sign === undefined
        ? {}
        : {
            sign: parseEvidencePart(
              'sign',
              sign.toString('utf8'),
              `${label}/${name.replace(/^record/, 'sign')}`,
            ),
          }),
    });
  }
  return records;
}
