// Webpack leaves what nothing uses to a minifier. This takes it out of a bundle and touches nothing else, so that the
// bundle stays what its sources are: readable, with names and comments.
import { type ClassDeclaration, type FunctionDeclaration, type Node, type Program, parse } from 'acorn';

type Module = Program['body'];
type Statement = Module[number];
/** What does nothing until it is used. */
type Passive = { readonly name: string; readonly statement: Statement };
type Cut = { readonly start: number; readonly end: number };

/**
 * Takes out, again and again until nothing more goes: functions and classes at the top of a module that nothing refers
 * to; the loading of `idle` packages that nothing refers to; modules that nothing loads.
 * @param idle packages whose loading has no effect that anybody waits for
 */
export function dropUnused(code: string, idle: readonly string[] = []): string {
  for (let before = code; ; ) {
    const after = dropModules(dropStatements(before, idle));
    if (after === before) return after.replace(EMPTY_REGION, '');
    before = after;
  }
}

const read = (code: string): Program => parse(code, { ecmaVersion: 'latest', sourceType: 'module' });

function dropStatements(code: string, idle: readonly string[]): string {
  const program = read(code);
  const loadsIdle = (start: number) => {
    const [, path = ''] = /\/\/ EXTERNAL MODULE: (\S+)\n$/.exec(code.slice(0, start)) ?? [];
    return idle.some((name) => path.startsWith(`./node_modules/${name}/`));
  };
  return cut(
    code,
    [program.body, ...tableOf(program).map(({ body }) => body)].flatMap((body) => unused(body, loadsIdle)),
  );
}

/** Modules of the table whose number stands in no call that loads one, outside themselves. */
function dropModules(code: string): string {
  const program = read(code);
  const loaded = new Set<string>();
  const entries = tableOf(program);
  const table = new Map(entries.map((entry) => [entry.number, entry]));
  const known = new Set(entries.map(({ property }) => property));
  const toRead: Node[] = program.body.flatMap(
    (statement): readonly Node[] =>
      // What stands in the table in another form stays, with what it loads.
      tableIn(statement)?.properties.filter((property) => !known.has(property)) ?? [statement],
  );
  for (let node = toRead.pop(); node !== undefined; node = toRead.pop())
    for (const number of numbersIn(node)) {
      const entry = table.get(number);
      if (entry === undefined || loaded.has(number)) continue;
      loaded.add(number);
      toRead.push(entry.property);
    }
  return cut(
    code,
    [...table.values()].flatMap(({ number, property }) =>
      loaded.has(number)
        ? []
        : [{ start: property.start, end: property.end + (code.charAt(property.end) === ',' ? 1 : 0) }],
    ),
  );
}

function cut(code: string, cuts: readonly Cut[]): string {
  let kept = '';
  let at = 0;
  for (const { start, end } of cuts.toSorted((a, b) => a.start - b.start)) {
    kept += withoutLastComments(code.slice(at, start));
    at = end;
  }
  return kept + code.slice(at);
}

type Entry = { readonly number: string; readonly property: Node; readonly body: Module };

/** Webpack's table of the modules that it could not join. */
const tableOf = (program: Program): readonly Entry[] =>
  program.body
    .flatMap((statement) => tableIn(statement)?.properties ?? [])
    .flatMap((property) =>
      property.type === 'Property' &&
      property.key.type === 'Literal' &&
      property.value.type === 'ArrowFunctionExpression' &&
      property.value.body.type === 'BlockStatement'
        ? [{ number: String(property.key.value), property, body: property.value.body.body }]
        : [],
    );

function tableIn(statement: Statement) {
  if (statement.type !== 'VariableDeclaration') return undefined;
  return statement.declarations.flatMap(({ id, init }) =>
    id.type === 'Identifier' && id.name === '__webpack_modules__' && init?.type === 'ObjectExpression'
      ? [init]
      : [],
  )[0];
}

/** A name counts as used wherever it stands, whatever it means there: too much is kept rather than too little. */
function unused(body: Module, loadsIdle: (start: number) => boolean): readonly Statement[] {
  const passive = body.flatMap((statement) => passiveName(statement, loadsIdle));
  const byName = Map.groupBy(passive, ({ name }) => name);
  const statements = new Set(passive.map(({ statement }) => statement));
  const used = new Set<string>();
  const toRead: Node[] = body.filter((statement) => !statements.has(statement));
  for (let node = toRead.pop(); node !== undefined; node = toRead.pop())
    for (const name of namesIn(node)) {
      // What eval may use cannot be seen.
      if (name === 'eval') return [];
      if (used.has(name)) continue;
      used.add(name);
      // A class or an import names itself where it is declared.
      toRead.push(...(byName.get(name) ?? []).map(({ statement }) => statement));
    }
  return passive.flatMap(({ name, statement }) => (used.has(name) ? [] : [statement]));
}

function passiveName(statement: Statement, loadsIdle: (start: number) => boolean): readonly Passive[] {
  if (isFunction(statement) || isPlainClass(statement)) return [{ name: statement.id.name, statement }];
  if (statement.type !== 'VariableDeclaration' || !loadsIdle(statement.start)) return [];
  const [{ id } = {}, another] = statement.declarations;
  return id?.type === 'Identifier' && another === undefined ? [{ name: id.name, statement }] : [];
}

const isFunction = (statement: Statement): statement is FunctionDeclaration =>
  statement.type === 'FunctionDeclaration';

/** Nothing of it runs where it is declared. */
const isPlainClass = (statement: Statement): statement is ClassDeclaration =>
  statement.type === 'ClassDeclaration' &&
  (statement.superClass == null || statement.superClass.type === 'Identifier') &&
  statement.body.body.every(
    (member) =>
      member.type !== 'StaticBlock' &&
      !member.computed &&
      !(member.type === 'PropertyDefinition' && member.static),
  );

function* nodesIn(node: Node): Generator<Node> {
  yield node;
  for (const [key, value] of Object.entries(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (isNode(child) && !isPropertyName(node, key)) yield* nodesIn(child);
}

function* namesIn(node: Node): Generator<string> {
  for (const { type, ...rest } of nodesIn(node))
    if (type === 'Identifier' && 'name' in rest) yield String(rest.name);
}

/** Every number that stands somewhere: modules are loaded by theirs. */
function* numbersIn(node: Node): Generator<string> {
  for (const { type, ...rest } of nodesIn(node))
    if (type === 'Literal' && 'value' in rest && /^(?:number|string)$/.test(typeof rest.value))
      yield String(rest.value);
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
