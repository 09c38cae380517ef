/** The corpus of ops files: what is asked of each, and what came of it as text. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '@sealift/core/failure';
import { parseImageName } from '@sealift/core/image/reference';
import { type DesiredImage, editFile, type FileEdit } from '../../src/edits/edit-file.ts';
import { parseSource } from '../../src/edits/parse-source.ts';

type Case = Pick<DesiredImage, 'digestMode'> & {
  readonly file: string;
  readonly image: string;
  readonly tag?: string;
  readonly find?: DesiredImage['find'];
  readonly writeName?: boolean;
};

export type CorpusFile = { readonly file: string; readonly text: string; readonly wanted: DesiredImage };

const folder = path.resolve(import.meta.dirname, '../fixtures/ops-corpus');

export const NEW_DIGEST = `sha256:${'d'.repeat(64)}` as const;

export function readCorpus(): readonly CorpusFile[] {
  const cases = JSON.parse(readFileSync(path.join(folder, 'cases.json'), 'utf8')) as readonly Case[];
  return cases.map(({ file, image, tag = '9.9.9', find = { by: 'auto' }, ...rest }) => ({
    file,
    text: readFileSync(path.join(folder, 'files', file), 'utf8'),
    wanted: { app: 'api', image: parseImageName(image), digest: NEW_DIGEST, tag, find, ...rest },
  }));
}

export const goldenFile = (file: string): string => path.join(folder, 'golden', `${file}.txt`);

export async function outcome({ file, text, wanted }: CorpusFile): Promise<FileEdit | Failure> {
  try {
    return editFile(await parseSource(text, file), [wanted]);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}
