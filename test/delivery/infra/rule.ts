/** A rule about what a module is given, and words that rules are written with. */

export type Expectations = {
  /** What the images are built for. */
  readonly platforms: readonly string[];
  /** true: an environment whose loss somebody would notice. */
  readonly production: boolean;
};

export type Inputs = Readonly<Record<string, unknown>>;
/** What is wrong, or undefined. */
type Check = (inputs: Inputs, expected: Expectations) => string | undefined;

export type Rule = {
  readonly name: string;
  /** Inputs that only this kind of module has: it is known by what it takes. */
  readonly of: readonly string[];
  readonly check: Check;
};

/** Nothing was given. */
export const empty = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const record = (value: unknown): Inputs =>
  typeof value === 'object' && value !== null ? { ...value } : {};
export const unless = (fine: boolean, fault: string) => (fine ? undefined : fault);
