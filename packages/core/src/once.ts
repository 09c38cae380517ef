/** What `make` gives, made when it is first asked for. What it throws it may throw again; a promise that fails stays. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
