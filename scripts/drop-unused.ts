// Webpack leaves functions that nothing uses to a minifier. This takes them out of a bundle and touches nothing else, so
// that the bundle stays what its sources are: readable, with names and comments.
import { type FunctionDeclaration, type Node, type Program, parse } from 'acorn';

type Module = Program['body'];

/** The function declarations at the top of a module, and of each module that webpack wrapped, that nothing refers to. */
export function dropUnusedFunctions(code: string): string {
  const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
  const unused = modulesOf(program)
    .flatMap(unusedFunctions)
    .sort((a, b) => a.start - b.start);
  let kept = '';
  let at = 0;
  for (const { start, end } of unused) {
    kept += withoutLastComments(code.slice(at, start));
    at = end;
  }
  return (kept + code.slice(at)).replace(EMPTY_REGION, '');
}

/** Bodies of modules: the bundle's own, into which webpack joins what it can, and those in its table. */
function modulesOf(program: Program): readonly Module[] {
  const wrapped = program.body
    .flatMap((statement) => (statement.type === 'VariableDeclaration' ? statement.declarations : []))
    .filter(({ id }) => id.type === 'Identifier' && id.name === '__webpack_modules__')
    .flatMap(({ init }) => (init?.type === 'ObjectExpression' ? init.properties : []))
    .flatMap((property) => (property.type === 'Property' ? [property.value] : []))
    .flatMap((wrapper) => (wrapper.type === 'ArrowFunctionExpression' ? [wrapper.body] : []))
    .flatMap((body) => (body.type === 'BlockStatement' ? [body.body] : []));
  return [program.body, ...wrapped];
}

/** A name counts as used wherever it stands, whatever it means there: too much is kept rather than too little. */
function unusedFunctions(body: Module): readonly FunctionDeclaration[] {
  const functions = Map.groupBy(body.filter(isFunction), ({ id }) => id.name);
  const used = new Set<string>();
  const toRead: Node[] = body.filter((statement) => !isFunction(statement));
  for (let statement = toRead.pop(); statement !== undefined; statement = toRead.pop())
    for (const name of namesIn(statement)) {
      // What eval may use cannot be seen.
      if (name === 'eval') return [];
      if (used.has(name)) continue;
      used.add(name);
      toRead.push(...(functions.get(name) ?? []));
    }
  return [...functions].flatMap(([name, declarations]) => (used.has(name) ? [] : declarations));
}

const isFunction = (statement: Module[number]): statement is FunctionDeclaration =>
  statement.type === 'FunctionDeclaration';

function* namesIn(node: Node): Generator<string> {
  if (node.type === 'Identifier' && 'name' in node) yield String(node.name);
  for (const [key, value] of Object.entries(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (isNode(child) && !isPropertyName(node, key)) yield* namesIn(child);
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** `b` in `a.b`, `{ b: 1 }` and `class { b() {} }`; the value of a shorthand `{ b }` is a node of its own. */
const isPropertyName = (node: Node, key: string): boolean =>
  (key === 'property' || key === 'key') && 'computed' in node && !node.computed;

/** The comments right before what is cut out, when they are about it and not webpack's or a licence. */
const withoutLastComments = (text: string): string =>
  text.replace(/(?:\/\*(?:(?!\*\/)[\s\S])*\*\/\s*)+$/, (comments) =>
    /harmony|\*\*\*\/|@license|@preserve|\/\*!/.test(comments) ? comments : '',
  );

const EMPTY_REGION = /\/\/#region [^\n]*\s*\/\/#endregion\n/g;
