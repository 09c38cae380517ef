/** Runs the parts of a pattern over a text, all ways at once: the time is bounded by the product of the lengths. */
import type { Token } from './pattern-tokens.ts';

/**
 * Whether the tokens are about the whole text, or about what stands before one of its slashes. The positions in the
 * pattern that may be reached are bits of a number: a plan asks this millions of times.
 */
export function matcherOf(tokens: readonly Token[]): (text: string) => boolean {
  if (tokens.length > MAX_BITS) return (text) => matchesWithin(tokens, text);
  const entered = [...tokens.keys(), tokens.length].map((from) => {
    const states = new Set<number>();
    enter(tokens, states, from);
    return [...states].reduce((bits, state) => bits | (1 << state), 0);
  });
  const [anywhere, inName, names] = (['any', 'star', 'names'] as const).map((kind) =>
    bitsOf(tokens, kind),
  ) as [number, number, number];
  const characters = new Map<string, number>();
  const taking = (character: string): number => {
    const known = characters.get(character);
    if (known !== undefined) return known;
    const bits = tokens.reduce(
      (sum, token, at) => (typeof token === 'function' && token(character) ? sum | (1 << at) : sum),
      0,
    );
    characters.set(character, bits);
    return bits;
  };
  const end = 1 << tokens.length;
  const start = entered[0] ?? 0;
  return (text) => {
    let states = start;
    for (const character of text) {
      const slash = character === '/';
      if (slash && (states & end) !== 0) return true;
      let next = states & names;
      const stay = states & (slash ? anywhere : anywhere | inName);
      for (let rest = stay; rest !== 0; rest &= rest - 1) next |= entered[lowest(rest)] ?? 0;
      const go = (states & taking(character)) | (slash ? states & names : 0);
      for (let rest = go; rest !== 0; rest &= rest - 1) next |= entered[lowest(rest) + 1] ?? 0;
      if (next === 0) return false;
      states = next;
    }
    return (states & end) !== 0;
  };
}

/** Bits of a number that JavaScript's operators take, less one for the end. */
export const MAX_BITS = 30;

/** Position of the lowest bit that is set. */
const lowest = (bits: number): number => 31 - Math.clz32(bits & -bits);

const bitsOf = (tokens: readonly Token[], kind: Token): number =>
  tokens.reduce((bits, token, at) => (token === kind ? bits | (1 << at) : bits), 0);

/** The same for patterns of any length, by sets of positions. */
export function matchesWithin(tokens: readonly Token[], text: string): boolean {
  let states = new Set<number>();
  enter(tokens, states, 0);
  for (const character of text) {
    if (character === '/' && states.has(tokens.length)) return true;
    const next = new Set<number>();
    for (const state of states) step(tokens, next, state, character);
    if (next.size === 0) return false;
    states = next;
  }
  return states.has(tokens.length);
}

/** What may be empty is passed over at once. */
function enter(tokens: readonly Token[], states: Set<number>, from: number): void {
  let state = from;
  while (typeof tokens[state] === 'string') {
    states.add(state);
    state += 1;
  }
  states.add(state);
}

function step(tokens: readonly Token[], next: Set<number>, state: number, character: string): void {
  const token = tokens[state];
  if (typeof token === 'function') {
    if (token(character)) enter(tokens, next, state + 1);
  } else if (token === 'any' || (token === 'star' && character !== '/')) enter(tokens, next, state);
  else if (token === 'names') {
    // Within names: only after a slash there may be what follows.
    next.add(state);
    if (character === '/') enter(tokens, next, state + 1);
  }
}
