/** What a run leaves behind, and what of it must never be there. */
import { expect } from 'vitest';

/** What an attacker would have gained. */
export type Left = {
  /** `image:tag → digest` */
  readonly tags: readonly string[];
  /** Digests of signatures and attestations in the registry. */
  readonly statements: readonly string[];
  /** Branches with their commits, in the ops repositories. */
  readonly branches: readonly string[];
  /** Pull requests with title and body. */
  readonly pullRequests: readonly string[];
};

export type Traces = {
  left(): Promise<Left>;
  /** All that people and other programs see: log, outputs, summaries, artifacts and arguments of processes. */
  told(): string;
  /** Secrets that stand in it. */
  exposed(): readonly string[];
};

/** @throws when anything came to the registry or the ops repository since */
export function traceless(before: Left | undefined, after: Left): void {
  expect(after).toEqual(before);
}

/** Characters. */
const SHORTEST = 12;

export type StepGiven = { readonly action: string; readonly given: Readonly<Record<string, string>> };

/** Collects what steps tell, with the secrets that they were given. */
export function createRecorder() {
  const told: string[] = [];
  const secrets = new Set<string>();
  const steps: StepGiven[] = [];
  return {
    /** Which steps ran, with the inputs that they were given, in their order. */
    steps,
    step: (action: string, given: Readonly<Record<string, string>>) => void steps.push({ action, given }),
    tell: (text: string) => void told.push(text),
    /** The tokens of the registry's double are counters, which stand in other words too. */
    keep: (secret: string) => {
      if (secret.length >= SHORTEST) secrets.add(secret);
    },
    told: () => told.join('\n'),
    exposed: (): readonly string[] => {
      const all = told.join('\n');
      return [...secrets].filter((secret) => all.includes(secret));
    },
  };
}
export type Recorder = ReturnType<typeof createRecorder>;
