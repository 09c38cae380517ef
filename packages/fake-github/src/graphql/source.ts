/**
 * What resolvers hand to graphql-js: plain objects of a GitHub type whose fields are values, functions without
 * arguments, or {@link field}s that name the arguments they act on. Whatever else is asked for fails loudly.
 */
import type { GraphQLFieldResolver, GraphQLTypeResolver } from 'graphql';
import { Unsupported } from './errors.ts';

export type Source = { readonly __typename: string; readonly [field: string]: unknown };

type Field = { readonly known: ReadonlySet<string>; readonly resolve: (args: never) => unknown };
const fields = new WeakSet<object>();

/** A field with arguments. One that is not listed in `known` is not acted on and therefore refused. */
export function field<Args>(
  known: readonly (string & keyof Args)[],
  resolve: (args: Args) => unknown,
): Field {
  const made: Field = { known: new Set(known), resolve };
  fields.add(made);
  return made;
}

const isField = (value: unknown): value is Field =>
  typeof value === 'object' && value !== null && fields.has(value);

export const resolveField: GraphQLFieldResolver<Source, unknown, Record<string, unknown>> = (
  source,
  args,
  _context,
  { fieldName, fieldNodes, parentType },
) => {
  const place = `${parentType.name}.${fieldName}`;
  if (!Object.hasOwn(source, fieldName)) throw new Unsupported(`The rehearsal does not know ${place}`);
  const value = source[fieldName];
  const known = isField(value) ? value.known : new Set<string>();
  // Only what the query writes: defaults of the schema are in `args` too.
  const written = fieldNodes.flatMap((node) => node.arguments ?? []).map(({ name }) => name.value);
  for (const name of written)
    if (!known.has(name) && args[name] != null)
      throw new Unsupported(`The rehearsal does not know the argument "${name}" of ${place}`);
  if (isField(value)) return value.resolve(args as never);
  return typeof value === 'function' ? value() : value;
};

export const resolveType: GraphQLTypeResolver<Source, unknown> = ({ __typename }) => __typename;
