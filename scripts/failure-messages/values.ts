// What an expression comes to, as far as the source says it: by constants, parameters at the places of call, and tables.
import type { AnyNode, CallExpression, Identifier, MemberExpression } from 'acorn';
import type { Choose } from './branches.ts';
import { type Declaration, type FunctionNode, isFunction, type Modules } from './modules.ts';
import { type CountWords, returnedBy } from './words.ts';

/** One reading. */
export type Reading = {
  readonly modules: Modules;
  readonly count: CountWords;
  readonly choose: Choose;
  /** Functions that the reading began in, and where they are called from. */
  readonly entered: Map<FunctionNode, Frame | undefined>;
  readonly known: Map<Frame | undefined, Map<AnyNode, Value>>;
  /** Objects whose properties were read. */
  readonly used: Set<AnyNode>;
  /** Objects and lists that are being read: what leads to itself ends there. */
  readonly open: Set<string>;
};

/** A call: what its parameters are, inside the call in which the function was made. */
type Frame = {
  readonly of: FunctionNode;
  readonly given: readonly (() => Value | undefined)[];
  readonly outer: Frame | undefined;
  readonly depth: number;
};

/** An expression that goes no further: a text, an object, a function, or what nobody knows before it runs. */
export type Value = { readonly node: AnyNode; readonly frame: Frame | undefined };

const DEEPEST = 12;
/** Conditions in texts of fewer words are about plurals and places. */
const WORTH_WAYS = 3;

const SAME = new Set(['trim', 'trimEnd', 'trimStart', 'toLowerCase']);
const ONE_OF = new Set(['find', 'findLast', 'at', 'shift', 'pop']);
const SOME_OF = new Set(['filter', 'toSorted', 'slice', 'toReversed', 'concat', 'flat']);

export function follow(reading: Reading, node: AnyNode, frame: Frame | undefined): Value {
  const known = reading.known.get(frame) ?? new Map<AnyNode, Value>();
  reading.known.set(frame, known);
  const before = known.get(node);
  if (before !== undefined) return before;
  // Of what leads to itself.
  known.set(node, { node, frame });
  const value = reduced(reading, node, frame) ?? { node, frame };
  known.set(node, value);
  return value;
}

function reduced(reading: Reading, node: AnyNode, frame: Frame | undefined): Value | undefined {
  const { choose, count } = reading;
  switch (node.type) {
    case 'Identifier':
      return ofName(reading, node, frame);
    case 'MemberExpression':
      return ofMember(reading, node, frame);
    case 'CallExpression':
      return ofCall(reading, node, frame);
    case 'ConditionalExpression': {
      const ways = [node.consequent, node.alternate];
      if (count(node) < WORTH_WAYS) return undefined;
      const way = ways[choose(conditionOf(reading.modules, node.test, frame), ways.length)];
      return way === undefined ? undefined : follow(reading, way, frame);
    }
    case 'LogicalExpression': {
      if (count(node) < WORTH_WAYS) return undefined;
      const ways = node.operator === '&&' ? [node.right] : [node.left, node.right];
      const way = ways[choose(placeOf(node, frame), ways.length)];
      return way === undefined ? undefined : follow(reading, way, frame);
    }
    case 'AwaitExpression':
      return follow(reading, node.argument, frame);
    case 'ChainExpression':
      return follow(reading, node.expression, frame);
    default:
      return undefined;
  }
}

function ofName(reading: Reading, name: Identifier, frame: Frame | undefined): Value | undefined {
  const declared = reading.modules.declarationOf(name);
  switch (declared?.is) {
    case 'function':
      return { node: declared.of, frame };
    case 'value':
      return at(reading, follow(reading, declared.of, frame), declared.keys);
    case 'element':
      return at(reading, elementOf(reading, { node: declared.of, frame }), declared.keys);
    case 'parameter':
      return at(reading, given(reading, declared, frame), declared.keys);
    default:
      return undefined;
  }
}

function given(
  reading: Reading,
  parameter: Declaration & { readonly is: 'parameter' },
  frame: Frame | undefined,
): Value | undefined {
  const { of, position } = parameter;
  for (let call = frame; call !== undefined; call = call.outer)
    if (call.of === of) {
      const pattern = of.params[position];
      const missing = pattern?.type === 'AssignmentPattern' ? pattern.right : undefined;
      return call.given[position]?.() ?? (missing === undefined ? missing : follow(reading, missing, call));
    }
  if (!reading.entered.has(of)) reading.entered.set(of, enter(reading, of));
  const entered = reading.entered.get(of);
  return entered === undefined ? undefined : given(reading, parameter, entered);
}

/** From one of the places that call it, if any of them says something. */
function enter(reading: Reading, of: FunctionNode): Frame | undefined {
  const { choose, count, modules } = reading;
  const parent = modules.parentOf(of);
  // A function that an array gives its elements to.
  if (parent?.type === 'CallExpression' && parent.callee.type === 'MemberExpression') {
    const { object } = parent.callee;
    return {
      of,
      given: [() => elementOf(reading, { node: object, frame: undefined })],
      outer: undefined,
      depth: 0,
    };
  }
  const calls = modules.callsOf(of).filter((call) => call.arguments.some((argument) => count(argument) > 0));
  if (calls.length === 0) return undefined;
  const call = calls[choose(`calls ${of.start} ${of.end} ${idOf(of)}`, calls.length)];
  return call === undefined ? undefined : frameOf(reading, { node: of, frame: undefined }, call, undefined);
}

function frameOf(
  reading: Reading,
  called: Value & { readonly node: AnyNode },
  call: CallExpression,
  caller: Frame | undefined,
): Frame | undefined {
  if (!isFunction(called.node)) return undefined;
  return {
    of: called.node,
    given: call.arguments.map((argument) => () => follow(reading, argument, caller)),
    outer: called.frame,
    depth: Math.max(called.frame?.depth ?? 0, caller?.depth ?? 0) + 1,
  };
}

function ofMember(reading: Reading, node: MemberExpression, frame: Frame | undefined): Value | undefined {
  const base = follow(reading, node.object, frame);
  if (!node.computed && node.property.type === 'Identifier') return at(reading, base, [node.property.name]);
  if (node.property.type === 'Literal' && typeof node.property.value === 'number')
    return at(reading, base, [node.property.value]);
  return elementOf(reading, base);
}

function ofCall(reading: Reading, call: CallExpression, frame: Frame | undefined): Value | undefined {
  const { callee } = call;
  if (callee.type === 'MemberExpression' && callee.property.type === 'Identifier') {
    const { name } = callee.property;
    if (SAME.has(name)) return follow(reading, callee.object, frame);
    if (name === 'get') return at(reading, elementOf(reading, { node: callee.object, frame }), [1]);
    if (ONE_OF.has(name)) return elementOf(reading, { node: callee.object, frame });
  }
  if (callee.type === 'Super') return undefined;
  const called = follow(reading, callee, frame);
  const inner = frameOf(reading, called, call, frame);
  return inner === undefined ? undefined : result(reading, inner);
}

function result(reading: Reading, frame: Frame): Value | undefined {
  const ways = returnedBy(frame.of);
  if ((ways.length > 1 && reading.count(frame.of) < WORTH_WAYS) || frame.depth > DEEPEST) return undefined;
  const way = ways[reading.choose(placeOf(frame.of, frame), ways.length)];
  return way === undefined ? undefined : follow(reading, way, frame);
}

/** The value of a property, of an element by its number, or of one in the other. */
export function at(
  reading: Reading,
  base: Value | undefined,
  keys: readonly (string | number)[],
): Value | undefined {
  const [key, ...rest] = keys;
  if (base === undefined || key === undefined) return base;
  const { node, frame } = base;
  if (typeof key === 'string') return at(reading, propertyOf(reading, base, key), rest);
  const element = node.type === 'ArrayExpression' ? node.elements[key] : undefined;
  if (element != null && element.type !== 'SpreadElement')
    return at(reading, follow(reading, element, frame), rest);
  return at(reading, elementOf(reading, base), rest);
}

function once<T>({ open }: Reading, place: string, read: () => T): T | undefined {
  if (open.has(place)) return undefined;
  open.add(place);
  try {
    return read();
  } finally {
    open.delete(place);
  }
}

const propertyOf = (reading: Reading, object: Value, key: string): Value | undefined =>
  once(reading, `${key} of ${placeOf(object.node, object.frame)}`, () => readProperty(reading, object, key));

function readProperty(reading: Reading, { node, frame }: Value, key: string): Value | undefined {
  if (node.type !== 'ObjectExpression') return undefined;
  reading.used.add(node);
  for (const property of node.properties.toReversed()) {
    if (property.type === 'SpreadElement') {
      const found = propertyOf(reading, follow(reading, property.argument, frame), key);
      if (found !== undefined) return found;
    } else if (property.key.type === 'Identifier' && property.key.name === key)
      return follow(reading, property.value, frame);
  }
  return undefined;
}

/** One of what a list or a table holds. */
const elementOf = (reading: Reading, list: Value): Value | undefined =>
  reading.count(list.node) < WORTH_WAYS
    ? undefined
    : once(reading, `one of ${placeOf(list.node, list.frame)}`, () => readElement(reading, list));

function readElement(reading: Reading, list: Value): Value | undefined {
  const { node, frame } = follow(reading, list.node, list.frame);
  const one = (ways: readonly (AnyNode | null)[]): AnyNode =>
    ways[reading.choose(placeOf(node, frame), ways.length)] ?? node;
  if (node.type === 'ArrayExpression') {
    const element = one(node.elements);
    return element.type === 'SpreadElement'
      ? elementOf(reading, { node: element.argument, frame })
      : follow(reading, element, frame);
  }
  if (node.type === 'ObjectExpression') {
    const property = one(node.properties);
    return property.type === 'Property' ? follow(reading, property.value, frame) : undefined;
  }
  // A Map is made of a list of pairs.
  const [pairs] = node.type === 'NewExpression' ? node.arguments : [];
  if (pairs !== undefined) return elementOf(reading, { node: pairs, frame });
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const { object, property } = node.callee;
  const name = property.type === 'Identifier' ? property.name : '';
  if (SOME_OF.has(name)) return elementOf(reading, { node: object, frame });
  const [first] = node.arguments;
  if ((name !== 'map' && name !== 'flatMap') || first === undefined) return undefined;
  const called = follow(reading, first, frame);
  if (!isFunction(called.node)) return undefined;
  const made = result(reading, {
    of: called.node,
    given: [() => elementOf(reading, { node: object, frame })],
    outer: called.frame,
    depth: (frame?.depth ?? 0) + 1,
  });
  return name === 'flatMap' && made?.node.type === 'ArrayExpression' ? elementOf(reading, made) : made;
}

const ids = new WeakMap<object, number>();
let last = 0;
function idOf(thing: object | undefined): number {
  if (thing === undefined) return 0;
  const known = ids.get(thing);
  if (known !== undefined) return known;
  last += 1;
  ids.set(thing, last);
  return last;
}
/** The same condition twice in a function goes one way. */
function conditionOf({ parentOf, sourceOf }: Modules, test: AnyNode, frame: Frame | undefined): string {
  let around = parentOf(test);
  while (around !== undefined && !isFunction(around)) around = parentOf(around);
  return `${sourceOf(test)} of ${idOf(around)} in ${idOf(frame)}`;
}

const placeOf = (node: AnyNode, frame: Frame | undefined): string => `${idOf(node)} in ${idOf(frame)}`;
