/** Keeps the bundles of a release as files, to be verified without a registry. */
import { writeEvidenceBundle } from '@sealift/evidence/write';
import type { ReleaseStatement } from './release-statement.ts';

/**
 * One file a statement and manifest: `linux-amd64.slsa.dev-provenance-v1.sigstore.json`. One after another, so that
 * large ones are not in memory together.
 * @throws Failure `evidence/…` when the folder cannot be written to
 */
export async function keepBundles(folder: string, statements: readonly ReleaseStatement[]): Promise<void> {
  const names = new Map<string, number>();
  for (const { on, entry, bundle } of statements) {
    const name = `${slug(on.label)}.${slug(entry.predicateType.replace(/^https?:\/\//, ''))}`;
    const before = names.get(name) ?? 0;
    names.set(name, before + 1);
    await writeEvidenceBundle(
      folder,
      `${name}${before === 0 ? '' : `.${before}`}.sigstore.json`,
      await bundle(),
    );
  }
}

/** Letters and digits of a label or type, at most 80. */
const slug = (text: string): string =>
  text
    .replace(/^the /, '')
    .replaceAll(/[^A-Za-z0-9.]/g, '-')
    .slice(0, 80);
