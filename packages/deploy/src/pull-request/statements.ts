/** Who vouches for an image, and what for. */
import type { ReleaseRecord, Source } from '@sealift/core/release/record';
import { describeCounts } from '@sealift/core/scan/severity';
import { formatIdentity } from '@sealift/core/verification/identity';
import { code, link, plural, table, text } from './format.ts';
import type { AppChange } from './text.ts';

/** Rows of the table of an app's image. */
export function sourceRows({ source }: ReleaseRecord): readonly string[] {
  return [
    `| Built from | ${link(code(source.commit.slice(0, 12)), sourceUrl(source))} of ${code(source.repository)} at ${code(source.ref)} |`,
    `| Built by | ${link(`run ${text(source.runId, 40)}`, source.runUrl)}, attempt ${text(source.runAttempt, 10)}, of ${code(source.workflowRef)} |`,
  ];
}

export const tagRows = ({ tags }: ReleaseRecord): readonly string[] =>
  tags.length === 0
    ? []
    : [
        `| Tags of the release | ${tags
          .slice(0, 10)
          .map((tag) => code(tag))
          .join(', ')} |`,
      ];

/** The address of the commit on the server that the run was on. */
function sourceUrl({ runUrl, repository, commit }: Source): string | undefined {
  if (!URL.canParse(runUrl)) return undefined;
  return `${new URL(runUrl).origin}/${repository.split('/').map(encodeURIComponent).join('/')}/commit/${commit}`;
}

/** What the signature was verified against. */
export function verificationLine({ verification, signer }: AppChange): string {
  if (verification.kind === 'off')
    return `**Verification is off**: no signature, SBOM, scan verdict or release record was looked at${signer === undefined ? '' : `. The evidence names ${code(signer.identity)} as the signer, which nobody checked`}.`;
  if (verification.kind === 'earlier')
    return `**Verified by ${link('the run that proposed it', verification.by)}**; its statements could not be read again.`;
  const { policy, by } = verification;
  const exactly = `identity ${policy.identities.map((identity) => code(formatIdentity(identity))).join(' or ')}, issuer ${code(policy.issuer)}, source ${code(policy.sourceRepository)} at ${policy.sourceRef === undefined ? 'any ref' : code(policy.sourceRef)}`;
  return `**Verified by ${link('this run', by)}** to be signed by exactly this: ${exactly}.${signer === undefined || signer.sourceRef === policy.sourceRef ? '' : ` The signer's ref is ${code(signer.sourceRef)}.`}`;
}

/** Every statement was verified: without one of them there is no release. */
export function statementLines({ verification, record }: AppChange): readonly string[] {
  if (verification.kind !== 'verified') return [];
  const { sourceRepository, sourceRef } = verification.policy;
  const from = `${code(sourceRepository)} at ${sourceRef === undefined ? 'any ref' : code(sourceRef)}`;
  return table(
    ['Statement', 'About', 'Says'],
    [
      ['Signature', 'the image and every platform', 'released by the signer'],
      ['SLSA provenance', 'the image and every platform', `built by the signer's workflow from ${from}`],
      ...(record === undefined ? [] : recordRows(record)),
    ],
  );
}

const MAX_PLATFORMS = 6;

function recordRows({ platforms, source }: ReleaseRecord): readonly (readonly string[])[] {
  const shown = platforms.slice(0, MAX_PLATFORMS);
  const scans = shown.map(({ platform, scan }) => ({
    platform,
    says: `**${scan.verdict}** for ${text(scan.policy.threshold.toLowerCase())} and above${scan.policy.fixableOnly ? ' with a fix' : ''}: ${describeCounts(scan.counts) || 'nothing found'}${scan.ignored === 0 ? '' : `, ${scan.ignored} ignored`}; ${scan.scanner.name} ${text(scan.scanner.version, 40)}, database of ${text(scan.database.updatedAt.slice(0, 16).replace('T', ' '), 40)}`,
  }));
  const sboms = shown.map(({ platform, sbom }) => ({
    platform,
    says: `${plural(sbom.packages, 'package')} (${sbom.generator.name} ${text(sbom.generator.version, 40)})`,
  }));
  return [
    [
      'Release record',
      'the image',
      `commit ${code(source.commit.slice(0, 12))} of ${code(source.repository)}`,
    ],
    ...byWhatIsSaid('Scan verdict', scans),
    ...byWhatIsSaid('SBOM', sboms),
  ];
}

type Said = { readonly platform: string; readonly says: string };

/** Platforms of which the same is said share a row. */
const byWhatIsSaid = (statement: string, said: readonly Said[]): readonly (readonly string[])[] =>
  [...Map.groupBy(said, ({ says }) => says)].map(([says, members]) => [
    statement,
    members.map(({ platform }) => code(platform, 40)).join(', '),
    says,
  ]);
