/** One statement on one manifest, whoever made it when: what is known of it, and where its bundle can be had. */
import { readFile } from 'node:fs/promises';
import type { ListedBundle } from '@sealift/tools/cosign/bundles';
import { type BundleReader, MAX_BUNDLE_SIZE } from '@sealift/tools/cosign/bundles';
import type { MadeBundle, Subject } from '@sealift/tools/cosign/cosign';
import type { LogEntry } from './log-entry.ts';
import type { PlannedSubject } from './planned-statements.ts';

export type ReleaseStatement = {
  readonly entry: LogEntry;
  readonly on: PlannedSubject;
  /** The Sigstore bundle. Only while cosign's folder is there. */
  readonly bundle: () => Promise<Uint8Array>;
};

export const bundleOfMade =
  ({ content }: Pick<MadeBundle, 'content'>): ReleaseStatement['bundle'] =>
  async () =>
    'bytes' in content ? content.bytes : readFile(content.path);

export const bundleOfListed =
  (
    client: BundleReader,
    subject: Subject,
    { blob }: Pick<ListedBundle, 'blob'>,
  ): ReleaseStatement['bundle'] =>
  () =>
    client.getBlob(subject, blob, MAX_BUNDLE_SIZE);
