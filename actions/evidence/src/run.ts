import type { Runtime } from '@sealift/action-kit/action';
import { temporaryRoot } from '@sealift/action-kit/temporary-folder';
import type { Digest } from '@sealift/core/image/digest';
import { MAX_PLATFORMS } from '@sealift/core/release/plan';
import { evidencePartOf, parseEvidencePart } from '@sealift/core/release/record';
import { type Release, renderReleaseSummary } from '@sealift/core/release/summary';
import { slotOutput } from '@sealift/evidence/binding';
import type { Contents } from '@sealift/evidence/contents';
import type { ArtifactStore } from './artifacts.ts';
import type { Inputs } from './inputs.ts';
import { load } from './load.ts';
import { loadBound } from './load-bound.ts';
import { save } from './save.ts';

type SlotOutput = ReturnType<typeof slotOutput>;
const SLOT_OUTPUTS: readonly SlotOutput[] = Array.from({ length: MAX_PLATFORMS }, (_, slot) =>
  slotOutput(slot),
);
export const outputNames = ['images', 'records', ...SLOT_OUTPUTS] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

export type Dependencies = Pick<Runtime, 'env' | 'log' | 'summary'> & { readonly artifacts: ArtifactStore };

/** @throws Failure `artifacts/…`, `evidence/…`, `record/malformed` */
export async function run(inputs: Inputs, { env, log, summary, artifacts }: Dependencies): Promise<Outputs> {
  const temporary = temporaryRoot(env);
  switch (inputs.mode) {
    case 'save': {
      const { contents, digest } = await save(artifacts, log, { ...inputs, temporary });
      const slots = inputs.slot === undefined ? {} : { [slotOutput(inputs.slot)]: digest };
      return outputsOf(releasesIn(inputs.name, contents), slots);
    }
    case 'load': {
      const loaded = [...(await load(artifacts, log, { ...inputs, temporary }))];
      const releases = loaded.flatMap(([name, contents]) => releasesIn(name, contents));
      if (releases.length > 0) await summary(renderReleaseSummary(releases));
      return outputsOf(releases);
    }
    case 'load-bound':
      await loadBound(artifacts, log, { ...inputs, temporary });
      return outputsOf([]);
  }
}

const outputsOf = (
  releases: readonly Release[],
  slots: Readonly<Record<SlotOutput, Digest>> = {},
): Outputs => ({
  ...Object.fromEntries(SLOT_OUTPUTS.map((name) => [name, ''])),
  ...slots,
  images: JSON.stringify(
    releases
      .toSorted((a, b) => (a.record.app < b.record.app ? -1 : 1))
      .map(({ record: { app, image, digest, tags, deployTag, platforms } }) => ({
        app,
        image,
        digest,
        tags,
        deployTag,
        platforms: platforms.map(({ platform, digest: manifest }) => ({ platform, digest: manifest })),
      })),
  ),
  records: String(releases.length),
});

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
