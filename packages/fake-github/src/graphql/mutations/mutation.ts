import type { GraphCall } from '../call.ts';
import { Unsupported } from '../errors.ts';
import { field, type Source } from '../source.ts';

/** Every mutation takes one `input` and gives back the client's own id of it. */
type Input = { readonly clientMutationId?: string | null };

export type Mutations = Readonly<Record<string, (call: GraphCall) => unknown>>;

/**
 * @param known names of the input that it acts on; another one is refused like any unknown argument
 * @param run gives the fields of the payload
 */
export const mutation =
  <Fields>(
    payload: string,
    known: readonly (string & keyof Fields)[],
    run: (input: Fields, call: GraphCall) => Promise<Readonly<Record<string, unknown>>>,
  ) =>
  (call: GraphCall) =>
    field<{ input: Fields & Input }>(['input'], async ({ input }): Promise<Source> => {
      refuseUnknown(payload, input, [...known, 'clientMutationId']);
      return {
        __typename: payload,
        clientMutationId: input.clientMutationId ?? null,
        ...(await run(input, call)),
      };
    });

function refuseUnknown(payload: string, input: object, known: readonly string[]): void {
  for (const [name, value] of Object.entries(input))
    if (!known.includes(name) && value !== null)
      throw new Unsupported(`The rehearsal does not know "${name}" in the input that gives ${payload}`);
}
