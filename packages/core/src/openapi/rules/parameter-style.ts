/**
 * How lists and objects are written into a parameter, which the tool does not compare.
 * https://spec.openapis.org/oas/v3.1.1.html#style-values
 */
import { isObject } from '../document.ts';
import { type Operation, type OwnChange, resolve, type Side } from '../operations.ts';

const DEFAULT_STYLE: Readonly<Record<string, string>> = {
  query: 'form',
  cookie: 'form',
  path: 'simple',
  header: 'simple',
};

export function parameterStyleRule({ method, path, base, revision }: Operation): readonly OwnChange[] {
  const before = stylesOf(base);
  return [...stylesOf(revision)].flatMap(([name, style]): readonly OwnChange[] => {
    const old = before.get(name);
    if (old === undefined || old === style) return [];
    return [
      {
        id: 'request-parameter-style-changed',
        level: 'error',
        method,
        path,
        text: `the ${name} is written as ${style} instead of ${old}`,
        place: revision.place,
      },
    ];
  });
}

/** By name; of parameters whose value may have parts. */
function stylesOf({ document, item, operation }: Side): ReadonlyMap<string, string> {
  const styles = new Map<string, string>();
  for (const list of [item['parameters'], operation['parameters']])
    for (const written of Array.isArray(list) ? list : []) {
      const parameter = resolve(document, written);
      if (!isObject(parameter)) continue;
      const place = String(parameter['in']);
      const schema = resolve(document, parameter['schema']);
      const types = isObject(schema) ? [schema['type']].flat() : [];
      if (!types.includes('array') && !types.includes('object')) continue;
      const style = String(parameter['style'] ?? DEFAULT_STYLE[place]);
      const explode = parameter['explode'] ?? style === 'form';
      // The name of a path's parameter is no part of the address.
      const name = `\`${place}\` parameter \`${String(parameter['name'])}\``;
      styles.set(name, `${style}${explode === true ? ' (explode)' : ''}`);
    }
  return styles;
}
