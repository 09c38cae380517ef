import { Failure } from '@sealift/core/failure';
import { describe, expect, test } from 'vitest';
import { readDeployed } from '../../src/edits/edit-file.ts';
import { parseSource } from '../../src/edits/parse-source.ts';
import { goldenFile, outcome, readCorpus } from './corpus.ts';

const corpus = readCorpus();

/** Line by line: no edit moves a line. */
function differing(before: string, after: string): string {
  const now = after.split('\n');
  return before
    .split('\n')
    .flatMap((line, index) =>
      line === now[index]
        ? []
        : [`@${index + 1}`, `-${JSON.stringify(line)}`, `+${JSON.stringify(now[index])}`],
    )
    .join('\n');
}

describe('the corpus of ops files', () => {
  test.each(corpus)('$file', async (entry) => {
    const result = await outcome(entry);
    if (result instanceof Failure) {
      expect(result.category).toBe('configuration');
      expect(result.location?.file).toBe(entry.file);
      await expect(
        `refused, line ${result.location?.line}\n${result.message}\n${result.remedy}\n`,
      ).toMatchFileSnapshot(goldenFile(entry.file));
      return;
    }
    const deployed = result.deployed.get('api');
    await expect(
      [
        `was ${deployed?.tag ?? 'no tag'} ${deployed?.digest ?? 'no digest'}`,
        ...result.edits.map(({ role, path, line }) => `${role} ${path} @${line}`),
        differing(entry.text, result.text),
        '',
      ].join('\n'),
    ).toMatchFileSnapshot(goldenFile(entry.file));
    expect(result.text.split('\n')).toHaveLength(entry.text.split('\n').length);
    const again = await outcome({ ...entry, text: result.text });
    if (!(again instanceof Failure)) expect(again.text).toBe(result.text);
    const now = readDeployed(await parseSource(result.text, entry.file), [entry.wanted]).get('api');
    if (result.edits.some(({ role }) => role !== 'digest')) expect(now?.tag).toBe(entry.wanted.tag);
    if (entry.wanted.digestMode !== 'none') expect(now?.digest).toBe(entry.wanted.digest);
  });

  test('holds what it should: formats, and as many files as can be trusted', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(40);
    expect(new Set(corpus.map(({ file }) => file)).size).toBe(corpus.length);
  });
});
