/** Parts of the evidence about one image, as the actions write them. */
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import type { SbomPart } from '@sealift/core/release/record';
import { scanOf } from '@sealift/testing/signed-release';

export const SUBJECT = digestOf('manifest');
export const DOCUMENT = '{"spdxVersion":"SPDX-2.3"}';

export const scanPart = (subject: Digest = SUBJECT) => scanOf('linux/amd64', subject);

export const sbomPart = (change: Partial<SbomPart> = {}): SbomPart => ({
  subject: SUBJECT,
  platform: 'linux/amd64',
  generator: { name: 'syft', version: '1.54.1' },
  packages: 1,
  documents: [{ format: 'spdx-json', file: 'sbom.spdx.json', digest: digestOf(DOCUMENT) }],
  ...change,
});

export const documentAt = (file: string, bytes: string | Uint8Array = DOCUMENT): SbomPart =>
  sbomPart({ documents: [{ format: 'spdx-json', file, digest: digestOf(bytes) }] });

export const newFolder = (): Promise<string> => mkdtemp(path.join(os.tmpdir(), 'evidence-test-'));

/** Text of exactly so many bytes that parses as the value does. */
export const padded = (value: unknown, bytes: number): string => JSON.stringify(value).padEnd(bytes, ' ');
