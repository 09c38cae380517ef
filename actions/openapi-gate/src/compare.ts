/** The changes between two versions of an API, each at its line of the snapshot. */
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { temporaryRoot } from '@sealift/action-kit/temporary-folder';
import type { Change } from '@sealift/core/openapi/change';
import type { OpenApiDocument, Pointer } from '@sealift/core/openapi/document';
import { atOwnLevel, ownChanges } from '@sealift/core/openapi/own-rules';
import { printDocument } from '@sealift/core/openapi/printed';
import { compareDocuments, type FoundChange } from '@sealift/tools/oasdiff/compare';
import type { Dependencies } from './dependencies.ts';
import type { Inputs } from './inputs.ts';

export type Compared = {
  readonly changes: readonly Change[];
  /** Of oasdiff. */
  readonly toolVersion: string;
};

/** `3.1` of `3.1.0` */
const minor = ({ version }: OpenApiDocument): string => version.split('.').slice(0, 2).join('.');

/** @throws Failure `oasdiff/…`, `tool/…` */
export async function compareApis(
  base: OpenApiDocument,
  revision: OpenApiDocument,
  inputs: Pick<Inputs, 'tools' | 'sunsetDays'>,
  dependencies: Dependencies,
): Promise<Compared> {
  const tool = await dependencies.resolveTool('oasdiff', { source: inputs.tools, ...dependencies });
  const work = await mkdtemp(path.join(temporaryRoot(dependencies.env), 'sealift-openapi-'));
  const [before, after] = [printDocument(base.value), printDocument(revision.value)];
  try {
    const found = await compareDocuments({
      ...dependencies,
      oasdiff: tool.path,
      base: before.text,
      revision: after.text,
      sunsetDays: inputs.sunsetDays,
      upgrade: minor(base) !== minor(revision),
      work,
    });
    const placed = found.map((change) => {
      const { id, level, method, path: address, text } = change;
      const pointer = pointerOf(change, before, after);
      return atOwnLevel({ id, level, method, path: address, text, line: revision.lineOf(pointer) });
    });
    return { changes: [...placed, ...ownChanges(base, revision)], toolVersion: tool.version };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

type Printed = ReturnType<typeof printDocument>;

/** Of what is gone, its place in the old document leads to the closest part that is still there. */
function pointerOf(
  { revisionLine, baseLine, method, path: address }: FoundChange,
  before: Printed,
  after: Printed,
): Pointer {
  if (revisionLine !== undefined) return after.pointerAt(revisionLine);
  if (baseLine !== undefined) return before.pointerAt(baseLine);
  return address === undefined
    ? []
    : ['paths', address, ...(method === undefined ? [] : [method.toLowerCase()])];
}
