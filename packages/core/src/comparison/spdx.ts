/** The packages in an SPDX 2.3 document. https://spdx.github.io/spdx-spec/v2.3/package-information/ */
import * as v from 'valibot';
import { parsePurl } from '../scan/purl.ts';
import type { Package } from './facts.ts';

const Document = v.object({
  spdxVersion: v.pipe(v.string(), v.startsWith('SPDX-2.')),
  creationInfo: v.optional(v.object({ created: v.optional(v.string()) })),
  packages: v.optional(
    v.array(
      v.object({
        externalRefs: v.optional(
          v.array(v.object({ referenceType: v.string(), referenceLocator: v.string() })),
        ),
        primaryPackagePurpose: v.optional(v.string()),
      }),
    ),
  ),
});

/** The image itself, and what syft says of the distribution as a whole, are no packages in it. */
const NOT_INSIDE = new Set(['CONTAINER', 'OPERATING-SYSTEM', 'OPERATING_SYSTEM', 'FILE']);
/** UTF-16 units: a longer name or version is nothing that a package manager accepts. */
const MAX_TEXT = 300;

export type SpdxPackages = {
  readonly packages: readonly Package[];
  /** ISO 8601; empty when the document does not say. */
  readonly created: string;
};

/**
 * What has a package URL, each once, sorted; files and what has none are left out.
 * @returns undefined when it is not an SPDX 2 document in JSON
 */
export function readSpdx(spdx: unknown): SpdxPackages | undefined {
  const result = v.safeParse(Document, spdx, { abortEarly: true });
  if (!result.success) return undefined;
  const distinct = new Map<string, Package>();
  for (const { primaryPackagePurpose, externalRefs } of result.output.packages ?? []) {
    if (primaryPackagePurpose !== undefined && NOT_INSIDE.has(primaryPackagePurpose)) continue;
    const locator = externalRefs?.find(({ referenceType }) => referenceType === 'purl')?.referenceLocator;
    const parsed = locator === undefined ? undefined : parsePurl(locator);
    if (parsed === undefined || parsed.type === 'oci' || parsed.type === 'docker') continue;
    const { type, name, version = '' } = parsed;
    if (name.length > MAX_TEXT || version.length > MAX_TEXT) continue;
    distinct.set(`${type}\n${name}\n${version}`, { type, name, version });
  }
  return {
    packages: [...distinct].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, entry]) => entry),
    created: result.output.creationInfo?.created ?? '',
  };
}

/** {@link readSpdx} without the rest; none when the document cannot be read. */
export const packagesOf = (spdx: unknown): readonly Package[] => readSpdx(spdx)?.packages ?? [];
