import { Failure } from '@sealift/core/failure';
import { describe, expect, test } from 'vitest';
import { editFile, type FileEdit } from '../../src/edits/edit-file.ts';
import { parseSource } from '../../src/edits/parse-source.ts';
import { type Form, judge, readForms, withValues } from './forms.ts';

const forms = readForms();

async function outcome({ file, text, wanted }: Form): Promise<FileEdit | Failure> {
  try {
    return editFile(await parseSource(text, file, [wanted]), [wanted]);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

/** What both texts have before and after the lines that differ is the same, and no line besides differs. */
function keepsTheRest(form: Form, { text, edits }: FileEdit): void {
  const before = form.text.split('\n');
  const after = text.split('\n');
  if (form.asked.create === true) {
    // Without what was added, and with the old values, it is the text as it was.
    if (form.asked.adds !== undefined) expect(text.replace(form.asked.adds, '')).toBe(form.text);
    return;
  }
  expect(after).toHaveLength(before.length);
  const touched = new Set(edits.map(({ line }) => line));
  for (const [index, line] of before.entries()) if (!touched.has(index + 1)) expect(after[index]).toBe(line);
  for (const { line, before: old, after: now, lineBefore, lineAfter } of edits) {
    expect(before[line - 1]?.replace(/\r$/, '')).toBe(lineBefore);
    if (edits.filter((other) => other.line === line).length > 1 || old === '') continue;
    const [start = '', end = ''] = lineBefore.split(old);
    if (lineBefore.split(old).length === 2)
      expect(lineAfter.replaceAll(/["']/g, '')).toBe((start + now + end).replaceAll(/["']/g, ''));
  }
}

describe('forms of files', () => {
  test('as many as can be trusted, each with a name of its own', () => {
    expect(forms.length).toBeGreaterThanOrEqual(90);
    expect(new Set(forms.map(({ file }) => file)).size).toBe(forms.length);
  });

  test.each(forms)('$file', async (form) => {
    const { asked, file } = form;
    const result = await outcome(form);
    if (asked.refused !== undefined) {
      expect(result).toBeInstanceOf(Failure);
      const failure = result as Failure;
      expect(failure.code, failure.message).toBe(asked.refused);
      expect(failure.message).toContain(file);
      for (const words of asked.says ?? []) expect(failure.message).toContain(words);
      expect(failure.remedy).not.toBe('');
      return;
    }
    if (result instanceof Failure) throw result;
    if (asked.becomes !== undefined) expect(result.text).toBe(asked.becomes);
    else {
      const before = await judge(file, form.text);
      expect(await judge(file, result.text)).toEqual(withValues(before, asked.set ?? {}));
      keepsTheRest(form, result);
    }
    expect([...result.warnings.values()].flat().join(' ')).toContain(asked.warns ?? '');
    if (asked.warns === undefined) expect(result.warnings.size).toBe(0);
    // The same once more changes nothing.
    const again = await outcome({ ...form, text: result.text });
    if (again instanceof Failure) throw again;
    expect(again.text).toBe(result.text);
    expect(again.deployed.get('api')?.tag ?? form.wanted.tag).toBe(form.wanted.tag);
  });
});

test('a mapping of a thousand images, and a thousand that inherit one from another', async () => {
  const names = Array.from(
    { length: 1_000 },
    (_, at) => `a${at}Image: ghcr.io/acme/shop/a${at}\na${at}Tag: v1\n`,
  );
  const chain = Array.from(
    { length: 1_000 },
    (_, at) => `m${at}: &m${at} {<<: *m${at - 1}, k${at}: 1}\n`,
  ).slice(1);
  const text = `m0: &m0 {repository: ghcr.io/acme/shop/api, tag: v1}\n${chain.join('')}${names.join('')}`;
  const form = forms.find(({ file }) => file === 'camel-case.yaml');
  if (form === undefined) throw new Error('The form is gone.');
  const image = { registry: 'ghcr.io', repository: 'acme/shop/a999' };
  const result = await outcome({ ...form, text, wanted: { ...form.wanted, image } });
  expect(result instanceof Failure ? result.message : result.text).toBe(
    text.replace('a999Tag: v1', 'a999Tag: v2.0.0'),
  );
});
