import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Bundle, differences } from '../../scripts/bundle-differences.ts';

const dist = path.resolve(import.meta.dirname, '../../dist');
const bundle = (action: string): Map<string, Buffer> =>
  new Map(
    readdirSync(path.join(dist, action)).map((name) => [name, readFileSync(path.join(dist, action, name))]),
  );

describe.each(readdirSync(dist))('the check of dist/%s', (action) => {
  const built: Bundle = bundle(action);

  it('finds nothing when nothing differs', () => {
    expect(differences(built, bundle(action))).toEqual([]);
  });

  it('finds one changed bit, wherever it stands', () => {
    for (const place of [0, 0.5, 1]) {
      const kept = bundle(action);
      const bytes = kept.get('index.js') ?? Buffer.alloc(0);
      const at = Math.round((bytes.length - 1) * place);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect(differences(built, kept)).toEqual(['index.js differs']);
    }
  });

  it('finds a file too few and one too many', () => {
    const kept = bundle(action);
    kept.delete('package.json');
    kept.set('extra.js', Buffer.from('x'));
    expect(differences(built, kept)).toEqual(['extra.js is stale', 'package.json is missing']);
  });
});
