/** Only files that a pattern may be about are looked at; what is found is the same as by looking at all. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createAffected } from '../../../src/release/plan/affected.ts';
import { changedFiles, createTextSearch, filesUnder } from '../../../src/release/plan/changed-files.ts';
import { createMatcher } from '../../../src/text/glob.ts';

const NAMES = ['a', 'ab', 'b', 'a-b', 'a0', '.a', 'libs', 'x.ts', 'y.md', 'a\nb', '𝒳'];
const file = fc
  .array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 4 })
  .map((names) => names.join('/'));
const files = fc.uniqueArray(file, { minLength: 1, maxLength: 12 });
const segment = fc.constantFrom(
  ...[...NAMES, '*', '**', 'a*', '*b', '*.ts', '{a,b}', '{a,*.md}', '[ab]', '?', '**a', 'a**'],
);
const pattern = fc
  .tuple(fc.constantFrom('', '', '!'), fc.array(segment, { minLength: 1, maxLength: 4 }))
  .map(([sign, segments]) => sign + segments.join('/'));

/** As GitHub has it: the last pattern that is about a file decides. */
const isMeant = (patterns: readonly string[], path: string): boolean =>
  patterns.reduce((meant, each) => {
    const isException = each.startsWith('!');
    return createMatcher([isException ? each.slice(1) : each], 'full')(path) ? !isException : meant;
  }, false);

const affectedBy = (
  paths: readonly string[],
  ignore: readonly string[] | undefined,
  changed: readonly string[],
) => {
  const affected = createAffected(() => ({ always: [], trees: [] }), { configFile: 'x.yml' });
  const config = { paths: [...paths], ...(ignore === undefined ? {} : { ignore: [...ignore] }) };
  const cause = affected({ name: 'api', config }, { files: changedFiles(changed), entryChanged: false });
  return cause?.is === 'file' ? cause.path : undefined;
};

it('paths and ignore of the configuration', () => {
  let [found, none] = [0, 0];
  fc.assert(
    fc.property(
      fc.array(pattern, { minLength: 1, maxLength: 4 }),
      fc.option(fc.array(pattern, { minLength: 1, maxLength: 2 }), { nil: undefined }),
      files,
      (paths, ignore, changed) => {
        const expected = changed.filter(
          (path) => isMeant(paths, path) && (ignore === undefined || !isMeant(ignore, path)),
        );
        const path = affectedBy(paths, ignore, changed);
        if (expected.length === 0) expect(path).toBeUndefined();
        else expect(expected).toContain(path);
        if (expected.length === 0) none += 1;
        else found += 1;
      },
    ),
    { numRuns: 2000 },
  );
  expect(found).toBeGreaterThan(200);
  expect(none).toBeGreaterThan(200);
});

it('files of a folder, and files with a text in their path', () => {
  fc.assert(
    fc.property(files, file, (changed, wanted) => {
      const all = changedFiles(changed);
      const [from, to] = filesUnder(all, wanted);
      expect(all.sorted.slice(from, to)).toEqual(all.sorted.filter((each) => each.startsWith(`${wanted}/`)));
      // A line break between two paths may be taken for one in a path, but never the other way round.
      const found = createTextSearch(all)(wanted).map((at) => all.sorted[at]);
      expect(found).toEqual(expect.arrayContaining(all.sorted.filter((each) => each.includes(wanted))));
      if (!wanted.includes('\n')) expect(found).toEqual(all.sorted.filter((each) => each.includes(wanted)));
    }),
    { numRuns: 1000 },
  );
});
