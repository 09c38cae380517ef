/** Entries of `tags:`, one a line: `type=semver,pattern={{version}}`, with the defaults of docker/metadata-action. */
import { configurationFailure } from '../../failure.ts';
import { attributeOf, fieldsOf } from './fields.ts';

/** What an entry of each type is made of, beside what all have; with the default. */
type Kind =
  | { readonly type: 'schedule'; readonly pattern: string }
  | {
      readonly type: 'semver' | 'pep440';
      readonly pattern: string;
      /** Instead of the git tag; empty: the git tag. */
      readonly value: string;
      /** Regular expression, of which the first group counts; empty: all of it. */
      readonly match: string;
    }
  | {
      readonly type: 'match';
      readonly pattern: string;
      readonly group: number;
      readonly value: string;
    }
  /** Empty: the default branch. */
  | { readonly type: 'edge'; readonly branch: string }
  | { readonly type: 'ref'; readonly of: 'branch' | 'tag' | 'pr' }
  | { readonly type: 'raw'; readonly value: string }
  | { readonly type: 'sha'; readonly format: 'short' | 'long' };

export type TagEntry = Kind & {
  /** As it was written. */
  readonly text: string;
  /** An expression that must give `true` or `false`. */
  readonly enable: string;
  readonly priority: number;
  /** Instead of the flavor's; undefined: the flavor's. */
  readonly prefix: string | undefined;
  readonly suffix: string | undefined;
};

type Type = TagEntry['type'];

const PRIORITIES: Readonly<Record<Type, number>> = {
  schedule: 1000,
  semver: 900,
  pep440: 900,
  match: 800,
  edge: 700,
  ref: 600,
  raw: 200,
  sha: 100,
};

const COMMON = ['type', 'enable', 'priority', 'prefix', 'suffix'];
const OWN: Readonly<Record<Type, readonly string[]>> = {
  schedule: ['pattern'],
  semver: ['pattern', 'value', 'match'],
  pep440: ['pattern', 'value', 'match'],
  match: ['pattern', 'group', 'value'],
  edge: ['branch'],
  ref: ['event'],
  raw: ['value'],
  sha: ['format'],
};

const wrong = (text: string, reason: string, remedy: string) =>
  configurationFailure({
    code: 'plan/bad-tags',
    cause: `The entry "${text}" of "tags" is wrong: ${reason}.`,
    remedy,
  });

/** @throws Failure `plan/bad-tags` */
export function parseEntry(text: string): TagEntry {
  const attributes = attributesOf(text);
  const type = typeOf(attributes.get('type') ?? 'raw', text);
  const allowed = [...COMMON, ...OWN[type]];
  for (const key of attributes.keys())
    if (!allowed.includes(key))
      throw wrong(text, `type=${type} has no attribute "${key}"`, `Use ${allowed.slice(1).join(', ')}.`);
  const priority = Number(attributes.get('priority') ?? PRIORITIES[type]);
  if (!Number.isFinite(priority))
    throw wrong(text, 'its priority is not a number', 'Give a number, such as priority=900.');
  return {
    ...kindOf(type, attributes, text),
    text,
    enable: attributes.get('enable') ?? 'true',
    priority,
    prefix: attributes.get('prefix') ?? PREFIXES[`${type} ${attributes.get('event') ?? ''}`.trim()],
    suffix: attributes.get('suffix'),
  };
}

const PREFIXES: Readonly<Record<string, string>> = { sha: 'sha-', 'ref pr': 'pr-' };

function attributesOf(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const field of fieldsOf(text)) {
    const { key = 'value', value } = attributeOf(field);
    attributes.set(key, value);
  }
  return attributes;
}

function typeOf(name: string, text: string): Type {
  const types = Object.keys(PRIORITIES) as Type[];
  const known = types.find((type) => type === name);
  if (known !== undefined) return known;
  throw wrong(text, `there is no type "${name}"`, `Use one of ${types.join(', ')}.`);
}

function kindOf(type: Type, attributes: ReadonlyMap<string, string>, text: string): Kind {
  const get = (key: string) => attributes.get(key) ?? '';
  const required = (key: string) => {
    const value = attributes.get(key);
    if (value !== undefined) return value;
    throw wrong(text, `type=${type} needs "${key}"`, `Add ${key}=….`);
  };
  const choice = <T extends string>(key: string, value: string, values: readonly T[]): T => {
    const known = values.find((each) => each === value);
    if (known !== undefined) return known;
    throw wrong(text, `"${key}" is "${value}"`, `Use one of ${values.join(', ')}.`);
  };
  switch (type) {
    case 'schedule':
      return { type, pattern: attributes.get('pattern') ?? 'nightly' };
    case 'semver':
    case 'pep440':
      return { type, pattern: required('pattern'), value: get('value'), match: get('match') };
    case 'match': {
      const group = attributes.get('group') ?? '0';
      if (!/^[0-9]{1,2}$/.test(group))
        throw wrong(
          text,
          'its group is not a number',
          'Give the number of a group in the pattern, such as group=1.',
        );
      return { type, pattern: required('pattern'), group: Number(group), value: get('value') };
    }
    case 'edge':
      return { type, branch: get('branch') };
    case 'ref':
      return { type, of: choice('event', required('event'), ['branch', 'tag', 'pr']) };
    case 'raw':
      return { type, value: required('value') };
    case 'sha':
      return { type, format: choice('format', attributes.get('format') ?? 'short', ['short', 'long']) };
  }
}
