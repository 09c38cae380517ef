/** Forms of files, each with what is asked of it and what must come of it, and parsers that are not the product's. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { parseImageName } from '@sealift/core/image/reference';
import { CORE_SCHEMA, loadAll, mergeTag } from 'js-yaml';
import { parse as parseToml } from 'smol-toml';
import type { DesiredImage } from '../../src/edits/edit-file.ts';
import { NEW_DIGEST } from './corpus.ts';

type Asked = Partial<Pick<DesiredImage, 'digestMode' | 'find' | 'mirrors' | 'only' | 'create' | 'tag'>> & {
  /** JSON pointers to what must be another value, and nothing else; `DIGEST` stands for the digest. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** What the file is given besides, one piece of text. */
  readonly adds?: string;
  /** The whole text, where no parser of the format can judge. */
  readonly becomes?: string;
  readonly refused?: string;
  /** What the message must say. */
  readonly says?: readonly string[];
  /** What a warning must say. */
  readonly warns?: string;
};

export type Form = {
  readonly file: string;
  readonly text: string;
  readonly asked: Asked;
  readonly wanted: DesiredImage;
};

const folder = path.resolve(import.meta.dirname, '../fixtures/forms');

export const readForms = (): readonly Form[] =>
  readdirSync(folder)
    .toSorted()
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split(/^=== /m).slice(1))
    .map((part) => {
      const [file = '', asked = '', ...lines] = part.split('\n');
      const {
        digestMode = 'none',
        find = { by: 'image' },
        tag = 'v2.0.0',
        ...rest
      } = JSON.parse(asked) as Asked;
      const { mirrors, only, create } = rest;
      return {
        ...{ file, text: lines.join('\n'), asked: rest },
        wanted: {
          ...{ app: 'api', image: parseImageName('ghcr.io/acme/shop/api'), tag, digest: NEW_DIGEST },
          ...{ find, digestMode },
          ...(mirrors === undefined ? {} : { mirrors }),
          ...(only === undefined ? {} : { only }),
          ...(create === undefined ? {} : { create }),
        },
      };
    });

/** HashiCorp's own parser, as WebAssembly. Its types bring those of browsers, which would be everybody's. */
const { parse: parseHcl } = createRequire(import.meta.url)('@cdktn/hcl2json') as {
  parse(file: string, text: string): Promise<unknown>;
};

/** Argo CD, Helm and Compose know merge keys; YAML 1.2 does not. */
const WITH_MERGES = CORE_SCHEMA.withTags(mergeTag);

/** What a reader gets that knows nothing of the product's parsers. */
export async function judge(file: string, text: string): Promise<unknown> {
  if (file.endsWith('.json')) return JSON.parse(text);
  if (file.endsWith('.toml')) return parseToml(text);
  if (/\.(?:tf|tfvars|hcl|nomad)$/.test(file)) return parseHcl(file, text);
  if (/(?:^|\/|\.)(?:env|\.env\.\w+)$/.test(file)) return { ...parseEnv(text) };
  const documents = loadAll(text, { schema: WITH_MERGES });
  return opened(documents.length === 1 ? documents[0] : documents);
}

/** Strings of YAML as what they hold. */
function opened(data: unknown, key = '', parent = ''): unknown {
  if (Array.isArray(data)) return data.map((item) => opened(item, key, parent));
  if (typeof data === 'object' && data !== null)
    return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, opened(value, name, key)]));
  const isYaml =
    (key === 'values' && parent === 'helm') ||
    key === 'valuesContent' ||
    (parent === 'data' && key.endsWith('.yaml'));
  return isYaml && typeof data === 'string' ? loadAll(data)[0] : data;
}

/** The data with other values at the pointers. */
export function withValues(data: unknown, set: Readonly<Record<string, unknown>>): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(data));
  for (const [pointer, value] of Object.entries(set)) {
    const names = pointer.slice(1).split('/');
    const last = names.pop() ?? '';
    let owner = copy as Record<string, unknown>;
    for (const name of names) owner = owner[name] as Record<string, unknown>;
    owner[last] = typeof value === 'string' ? value.replace('DIGEST', NEW_DIGEST) : value;
  }
  return copy;
}
