import type { SignPart } from '@sealift/core/release/record';
import type { Subject } from '@sealift/tools/cosign/cosign';
import type { OpenedBundle } from '@sealift/tools/cosign/output';

/** Where a statement stands in the transparency log. */
export type LogEntry = SignPart['entries'][number];

export const entryOf = (
  { digest }: Subject,
  predicateType: string,
  bundle: Pick<OpenedBundle, 'log' | 'logIndex'> | undefined,
  existing: boolean,
): LogEntry => ({
  subject: digest,
  predicateType,
  log: bundle?.log ?? '',
  logIndex: bundle?.logIndex ?? '',
  existing,
});
