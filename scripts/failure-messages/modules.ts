// The modules of this repository as trees, and what a name in them stands for.
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import {
  type AnyNode,
  type ArrowFunctionExpression,
  type CallExpression,
  type Expression,
  type FunctionDeclaration,
  type FunctionExpression,
  type Identifier,
  type Pattern,
  parse,
} from 'acorn';

export type FunctionNode = FunctionDeclaration | FunctionExpression | ArrowFunctionExpression;

/** Where in a value that is taken apart a name stands: `{ app: [, name] }` is `app`, 1. */
type Keys = readonly (string | number)[];

export type Declaration =
  | { readonly is: 'value'; readonly of: Expression; readonly keys: Keys }
  /** One of what an array holds: the variable of a for-of. */
  | { readonly is: 'element'; readonly of: Expression; readonly keys: Keys }
  | { readonly is: 'parameter'; readonly of: FunctionNode; readonly position: number; readonly keys: Keys }
  | { readonly is: 'function'; readonly of: FunctionNode };

export type Modules = {
  /** In the order of the files. */
  readonly nodes: readonly AnyNode[];
  readonly declarationOf: (name: Identifier) => Declaration | undefined;
  readonly callsOf: (called: FunctionNode) => readonly CallExpression[];
  readonly parentOf: (node: AnyNode) => AnyNode | undefined;
  readonly sourceOf: (node: AnyNode) => string;
};

type Tree = { readonly file: string; readonly nodes: readonly AnyNode[]; readonly program: AnyNode };

/** @param sources TypeScript by its path in the repository, `packages/<name>/src/…` or `actions/<name>/src/…` */
export function readModules(sources: ReadonlyMap<string, string>): Modules {
  const parents = new Map<AnyNode, AnyNode>();
  const trees = new Map<string, Tree>();
  const fileOf = new Map<AnyNode, string>();
  for (const [file, source] of sources) {
    const program = parse(stripTypeScriptTypes(source), { ecmaVersion: 'latest', sourceType: 'module' });
    trees.set(file, { file, program, nodes: everyNode(program, parents) });
    fileOf.set(program, file);
  }
  const nodes = [...trees.values()].flatMap((tree) => tree.nodes);
  const exported = (file: string, name: string): Declaration | undefined => {
    const program = trees.get(file)?.program;
    return program === undefined ? undefined : declaredIn(program, name);
  };
  const search = (identifier: Identifier): Declaration | undefined => {
    for (let scope = parents.get(identifier); scope !== undefined; scope = parents.get(scope)) {
      const found = declaredIn(scope, identifier.name);
      if (found !== undefined) return found;
      const file = fileOf.get(scope);
      const from = file === undefined ? undefined : importOf(scope, identifier.name);
      if (file !== undefined && from !== undefined) return exported(resolved(file, from.module), from.name);
    }
    return undefined;
  };
  const declarations = new Map<Identifier, Declaration | undefined>();
  const declarationOf = (identifier: Identifier): Declaration | undefined => {
    if (!declarations.has(identifier)) declarations.set(identifier, search(identifier));
    return declarations.get(identifier);
  };
  const calls = Map.groupBy(
    nodes.filter((node) => node.type === 'CallExpression' && node.callee.type === 'Identifier'),
    (node) => calledBy(node as CallExpression, declarationOf),
  );
  return {
    nodes,
    declarationOf,
    callsOf: (called) => (calls.get(called) ?? []) as readonly CallExpression[],
    parentOf: (node) => parents.get(node),
    sourceOf: (node) => {
      let root = node;
      for (let above = parents.get(node); above !== undefined; above = parents.get(above)) root = above;
      return (sources.get(fileOf.get(root) ?? '') ?? '').slice(node.start, node.end);
    },
  };
}

function calledBy(
  { callee }: CallExpression,
  declarationOf: Modules['declarationOf'],
): FunctionNode | undefined {
  const found = callee.type === 'Identifier' ? declarationOf(callee) : undefined;
  if (found?.is === 'function') return found.of;
  return found?.is === 'value' && found.keys.length === 0 && isFunction(found.of) ? found.of : undefined;
}

export const isFunction = (node: AnyNode): node is FunctionNode =>
  node.type === 'ArrowFunctionExpression' ||
  node.type === 'FunctionDeclaration' ||
  node.type === 'FunctionExpression';

function resolved(from: string, module: string): string {
  const [, name, rest] = /^@sealift\/([^/]+)\/(.+)$/.exec(module) ?? [];
  return name === undefined
    ? path.posix.join(path.posix.dirname(from), module)
    : `packages/${name}/src/${rest}.ts`;
}

function importOf(
  program: AnyNode,
  name: string,
): { readonly module: string; readonly name: string } | undefined {
  if (program.type !== 'Program') return undefined;
  for (const statement of program.body)
    if (statement.type === 'ImportDeclaration')
      for (const each of statement.specifiers)
        if (
          each.type === 'ImportSpecifier' &&
          each.local.name === name &&
          each.imported.type === 'Identifier'
        )
          return { module: String(statement.source.value), name: each.imported.name };
  return undefined;
}

/** What a name is that this function, block or module declares itself. */
function declaredIn(scope: AnyNode, name: string): Declaration | undefined {
  if (isFunction(scope)) {
    for (const [position, parameter] of scope.params.entries()) {
      const keys = keysOf(parameter, name);
      if (keys !== undefined) return { is: 'parameter', of: scope, position, keys };
    }
    return undefined;
  }
  if (scope.type === 'ForOfStatement' && scope.left.type === 'VariableDeclaration') {
    const keys = keysOf(scope.left.declarations[0]?.id, name);
    return keys === undefined ? undefined : { is: 'element', of: scope.right, keys };
  }
  if (scope.type !== 'BlockStatement' && scope.type !== 'Program') return undefined;
  for (const statement of scope.body) {
    const declared =
      statement.type === 'ExportNamedDeclaration' ? (statement.declaration ?? undefined) : statement;
    if (declared?.type === 'FunctionDeclaration' && declared.id?.name === name)
      return { is: 'function', of: declared };
    if (declared?.type !== 'VariableDeclaration') continue;
    for (const { id, init } of declared.declarations) {
      const keys = keysOf(id, name);
      if (keys !== undefined && init != null) return { is: 'value', of: init, keys };
    }
  }
  return undefined;
}

function keysOf(pattern: Pattern | undefined | null, name: string): Keys | undefined {
  switch (pattern?.type) {
    case 'Identifier':
      return pattern.name === name ? [] : undefined;
    case 'AssignmentPattern':
      return keysOf(pattern.left, name);
    case 'ArrayPattern':
      for (const [index, each] of pattern.elements.entries()) {
        const keys = keysOf(each, name);
        if (keys !== undefined) return [index, ...keys];
      }
      return undefined;
    case 'ObjectPattern':
      for (const each of pattern.properties) {
        if (each.type !== 'Property' || each.key.type !== 'Identifier') continue;
        const keys = keysOf(each.value, name);
        if (keys !== undefined) return [each.key.name, ...keys];
      }
      return undefined;
    default:
      return undefined;
  }
}

function everyNode(root: AnyNode, parents: Map<AnyNode, AnyNode>): readonly AnyNode[] {
  const found: AnyNode[] = [root];
  for (let index = 0; index < found.length; index += 1) {
    const parent = found[index];
    if (parent === undefined) break;
    for (const each of childrenOf(parent)) {
      parents.set(each, parent);
      found.push(each);
    }
  }
  return found;
}

/** Written for speed: it runs for each of a million nodes. */
export function childrenOf(node: AnyNode): readonly AnyNode[] {
  const found: AnyNode[] = [];
  for (const value of Object.values(node)) {
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value)) {
      if (isNode(value)) found.push(value);
    } else for (const each of value) if (isNode(each)) found.push(each);
  }
  return found;
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
