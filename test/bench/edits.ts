/** How fast files of an ops repository are edited and proved, on the corpus and on one long file. */

import { Failure } from '@sealift/core/failure';
import type { DesiredImage } from '@sealift/deploy/edits/edit-file';
import { editFile } from '@sealift/deploy/edits/edit-file';
import { parseSource } from '@sealift/deploy/edits/parse-source';
import { outcome, readCorpus } from '../../packages/deploy/test/edits/corpus.ts';

export type EditsBenchmark = {
  /** Files of the corpus that are edited; those that must be refused are not counted. */
  readonly files: number;
  /** Scalars written in all rounds. */
  readonly edits: number;
  readonly editsPerSecond: number;
  /** Milliseconds for 100 apps in one YAML file of 10,000 lines, the best of the rounds. */
  readonly longFile: number;
};

/** Milliseconds that the corpus is edited again and again. */
const TIME = 2_000;
const ROUNDS = 5;

export async function benchmarkEdits(): Promise<EditsBenchmark> {
  const all = readCorpus();
  const outcomes = await Promise.all(all.map(outcome));
  const corpus = all.filter((_, index) => !(outcomes[index] instanceof Failure));
  let edits = 0;
  const started = performance.now();
  while (performance.now() - started < TIME)
    for (const { text, file, wanted } of corpus)
      edits += editFile(await parseSource(text, file), [wanted]).edits.length;
  const editsPerSecond = (edits / (performance.now() - started)) * 1_000;

  const { text, wanted } = longFile();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now();
    editFile(await parseSource(text, 'values.yaml'), wanted);
    times.push(performance.now() - begun);
  }
  return { files: corpus.length, edits, editsPerSecond, longFile: Math.min(...times) };
}

function longFile(): { readonly text: string; readonly wanted: readonly DesiredImage[] } {
  const names = Array.from({ length: 100 }, (_, index) => `app${index}`);
  const text = names
    .map(
      (name) =>
        `${name}:\n  image:\n    repository: ghcr.io/acme/${name}\n    tag: "v1" # now\n  env:\n${'    - name: KEY\n      value: some text\n'.repeat(47)}  replicas: 1\n`,
    )
    .join('');
  return {
    text,
    wanted: names.map((app) => ({
      ...{ app, image: { registry: 'ghcr.io', repository: `acme/${app}` }, tag: 'v2' },
      ...{ digest: `sha256:${'d'.repeat(64)}`, find: { by: 'image' }, digestMode: 'suffix' },
    })),
  };
}
