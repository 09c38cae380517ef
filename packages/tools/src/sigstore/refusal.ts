/** How the verification of one signature ends, when it could be judged at all. */

export type Verified = { readonly verified: true };

/** `refused` is a clause: what is wrong with it. */
export type Refused = { readonly refused: string };

export const isRefused = <T extends object>(result: T | Refused): result is Refused => 'refused' in result;
