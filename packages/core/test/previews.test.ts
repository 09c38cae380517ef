import { describe, expect, it } from 'vitest';
import { previewRules, previewUrl } from '../src/config/previews.ts';
import { type PullFacts, withinLimit } from '../src/previews/decide.ts';
import { entryPath, formatEntryName, parseEntry, parseEntryPath } from '../src/previews/entry.ts';

const RULES = previewRules({ limit: 2, apps: { api: { image: 'ghcr.io/acme/shop/api' } } });
const pull = (number: number, more: Partial<PullFacts> = {}): PullFacts => ({
  number,
  open: true,
  own: true,
  labelled: true,
  labelling: { by: 'alice', at: number * 1000, allowed: true },
  present: false,
  ...more,
});
const kinds = (pulls: readonly PullFacts[], taken = 0) =>
  pulls.map(({ number }) => withinLimit(pulls, RULES, taken).get(number)?.kind);

describe('a preview is', () => {
  it.each<[string, Partial<PullFacts>, string]>([
    ['wanted', {}, 'wanted'],
    ['over when closed', { open: false }, 'over'],
    ['over without the label', { labelled: false }, 'over'],
    ['over when a fork is closed', { open: false, own: false }, 'over'],
    ['refused to a fork', { own: false }, 'refused'],
    ['refused when nobody knows who labelled', { labelling: undefined }, 'refused'],
    ['refused to a stranger', { labelling: { by: 'm', at: 0, allowed: false } }, 'refused'],
  ])('%s', (_, more, kind) => {
    expect(kinds([pull(1, more)])).toEqual([kind]);
  });

  it('kept before a new one, and who asked first is before who asked later', () => {
    expect(kinds([pull(1), pull(2), pull(3, { present: true })])).toEqual(['wanted', 'waiting', 'wanted']);
    expect(kinds([pull(1), pull(2)], 1)).toEqual(['wanted', 'waiting']);
    expect(kinds([pull(1)], 5)).toEqual(['waiting']);
    expect(kinds([pull(1, { open: false }), pull(2), pull(3)])).toEqual(['over', 'wanted', 'wanted']);
  });
});

describe('its place', () => {
  it('is of one app and one number alone', () => {
    const names = [
      { app: 'api', number: 12 },
      { app: 'api-pr-1', number: 2 },
      { app: 'api', number: 1 },
    ];
    expect(new Set(names.map(formatEntryName)).size).toBe(3);
    for (const name of names) expect(parseEntryPath(entryPath(name))).toEqual(name);
  });
  it.each([
    'previews/api-pr-0/preview.json',
    'previews/api-pr-01/preview.json',
    'previews/../x-pr-1/preview.json',
    'previews/api-pr-1/values.yaml',
    'previews/api-pr-1/deep/preview.json',
    'previews/API-pr-1/preview.json',
    'x/previews/api-pr-1/preview.json',
  ])('%s is none', (path) => {
    expect(parseEntryPath(path)).toBeUndefined();
  });
  it('holds its own preview and no other', () => {
    const name = { app: 'api', number: 1 };
    const entry = {
      ...name,
      name: 'api-pr-1',
      tag: 't',
      image: 'i',
      digest: `sha256:${'1'.repeat(64)}`,
      url: '',
      host: '',
      repository: 'acme/shop',
      commit: 'c',
      releasedAt: '2026-11-26T12:00:00.000Z',
      expiresAt: '2026-11-27T12:00:00.000Z',
    };
    expect(parseEntry(JSON.stringify(entry), name)).toEqual(entry);
    for (const text of [
      '',
      '{}',
      '[]',
      JSON.stringify({ ...entry, number: 2 }),
      JSON.stringify({ ...entry, digest: 'x' }),
    ])
      expect(parseEntry(text, name)).toBeUndefined();
  });
});

it.each([
  ['https://{app}-pr-{number}.example.com/x', 'https://api-pr-7.example.com/x'],
  ['https://pr-{number}.example.com', 'https://pr-7.example.com/'],
  ['http://pr-{number}.example.com', undefined],
  ['https://example.com/{number}', undefined],
  ['https://user@{number}.example.com', undefined],
  ['https://{number}.{other}.example.com', undefined],
  ['javascript:{number}', undefined],
])('the address of %s is %s', (template, expected) => {
  expect(previewUrl(template, 'api', 7)?.href).toBe(expected);
});
