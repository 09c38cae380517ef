/** What the repository has, what the app says, and where the two differ. */
import { readInWorkspace } from '@sealift/action-kit/workspace-path';
import { configurationFailure } from '@sealift/core/failure';
import { MAX_JSON, type OpenApiDocument, parseOpenApi } from '@sealift/core/openapi/document';
import { type Difference, differences } from '@sealift/core/openapi/drift';
import { decodeText } from '@sealift/core/text/decode';
import type { Dependencies } from '../dependencies.ts';
import type { Inputs } from '../inputs.ts';
import { runCommand } from './commands.ts';

/** Bytes: each character has up to four. */
const MAX_FILE = 4 * MAX_JSON;

/** @throws Failure `openapi/no-document`, and those of {@link parseOpenApi} */
export async function readDocument(workspace: string, file: string): Promise<OpenApiDocument> {
  const bytes = await readInWorkspace(workspace, file, MAX_FILE);
  if (bytes !== undefined) return parseOpenApi(decodeText(bytes, file), file);
  throw configurationFailure({
    code: 'openapi/no-document',
    cause: `There is no ${file}.`,
    remedy: 'Export the document and commit it; the README of openapi-gate shows how.',
  });
}

/** @throws Failure `openapi/command-failed`, `openapi/no-document`, and those of {@link parseOpenApi} */
export async function exportedDocument(
  inputs: Pick<Inputs, 'export'>,
  workspace: string,
  dependencies: Dependencies,
): Promise<OpenApiDocument> {
  if (inputs.export.kind === 'file') return readDocument(workspace, inputs.export.file);
  const text = await runCommand('export', inputs.export.command, workspace, dependencies);
  return parseOpenApi(text, 'The output of "export"');
}

export const driftOf = (snapshot: OpenApiDocument, exported: OpenApiDocument): readonly Difference[] =>
  differences(snapshot.value, exported.value);
