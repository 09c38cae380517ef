/** Types of OpenTofu as it writes them in JSON (go-cty), and the same as an expression of its language. */

/** `"string"`, `["list", T]`, `["object", {name: T}, [optional names]]` … as `tofu show -json -config` prints them. */
export type CtyType =
  | string
  | readonly ['list' | 'set' | 'map', CtyType]
  | readonly ['tuple', readonly CtyType[]]
  | readonly ['object', Readonly<Record<string, CtyType>>, (readonly string[])?];

/** `map(object({ name = string, size = optional(number) }))` */
export function typeExpression(type: CtyType): string {
  if (typeof type === 'string') return type === 'dynamic' ? 'any' : type;
  if (type[0] === 'tuple') return `tuple([${type[1].map(typeExpression).join(', ')}])`;
  if (type[0] !== 'object') return `${type[0]}(${typeExpression(type[1])})`;
  const optional = new Set(type[2] ?? []);
  const members = Object.entries(type[1]).map(([name, inner]) => {
    const expression = typeExpression(inner);
    return `${name} = ${optional.has(name) ? `optional(${expression})` : expression}`;
  });
  return `object({ ${members.join(', ')} })`;
}

/**
 * An expression for the paths of all attributes in `value` that an object of `type` does not have. OpenTofu drops such
 * attributes in silence when it converts, so a misspelt one would do nothing. Empty for a type without objects.
 */
export function unknownAttributes(type: CtyType, value: string, path: string, depth = 0): string | undefined {
  if (typeof type === 'string' || type[0] === 'tuple') return undefined;
  const item = `i${depth}`;
  if (type[0] !== 'object') {
    const inside = unknownAttributes(type[1], item, `${path}.*`, depth + 1);
    return inside === undefined
      ? undefined
      : `flatten([for ${item} in ${value} : ${inside} if ${item} != null])`;
  }
  const names = Object.keys(type[1]).map((name) => JSON.stringify(name));
  const own = `[for n in setsubtract(keys(${value}), [${names.join(', ')}]) : "${path}.\${n}"]`;
  const inner = Object.entries(type[1]).flatMap(([name, attribute]) => {
    const inside = unknownAttributes(attribute, item, `${path}.${name}`, depth + 1);
    return inside === undefined
      ? []
      : [`flatten([for ${item} in [try(${value}.${name}, null)] : ${inside} if ${item} != null])`];
  });
  return `concat(${[own, ...inner].join(', ')})`;
}
