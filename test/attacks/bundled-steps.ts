/** Steps of a release started by their bundles, each a process as the runner starts it, with servers on loopback. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type FailureCode, internalFailure } from '@sealift/core/failure';
import { makeToken } from '@sealift/testing/sigstore/tokens';
import { TRUSTED_ROOT } from '@sealift/testing/sigstore/trust-roots';
import { type BundleRun, runBundle } from '../bundles/bundle.ts';
import { linesOf } from '../bundles/runner-protocol.ts';
import { startArtifactService } from './artifact-service.ts';
import { startCosignProgram } from './cosign-program.ts';
import { claimsOf, type Run, type StartStep } from './steps.ts';
import { startTrustRepository } from './trust-repository.ts';
import type { ReleaseWorld } from './world.ts';

/** Whoever asks is the job that runs. */
async function startTokenService(run: () => Run, keep: (secret: string) => void) {
  const server = createServer((_request, response) => {
    const value = makeToken(claimsOf(run()));
    keep(value);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ value }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token?v=1`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer-of-this-job',
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type BundledSteps = { readonly startStep: StartStep; readonly close: () => Promise<void> };

/** The servers that the steps of one world talk to, until they are closed. */
export async function openBundledSteps(world: ReleaseWorld): Promise<BundledSteps> {
  const { recorder, cosign, standIn } = world;
  let current: Run | undefined;
  const servers = await Promise.all([
    startArtifactService(world.artifacts),
    startTokenService(() => current ?? missing(), recorder.keep),
    startCosignProgram(path.join(world.root, 'tools'), (file, args, options) => {
      recorder.tell([file, ...args, ...Object.values(options.env ?? {})].join(' '));
      return cosign.exec(file, args, options);
    }),
    startTrustRepository(path.join(world.root, 'trust'), TRUSTED_ROOT, world.clock.time),
  ]);
  const [artifacts, tokens, program, trust] = servers;
  const startStep: StartStep = async ({ action, run, env }, inputs) => {
    current = run;
    const ended = await runBundle(action, {
      inputs: 'tools' in inputs ? { ...inputs, tools: 'system' } : inputs,
      now: world.clock.time,
      unconfined: true,
      env: {
        ...{ NO_PROXY: '127.0.0.1', SEALIFT_TOOLS: program.folder },
        ...artifacts.env,
        ...tokens.env,
        ...trust.env,
        ...{ GITHUB_API_URL: standIn.apiUrl, GITHUB_REPOSITORY: run.repository, GITHUB_REF: run.ref },
        ...{ GITHUB_SHA: run.commit, GITHUB_RUN_ID: run.runId, GITHUB_RUN_ATTEMPT: run.attempt },
        ...{ GITHUB_EVENT_NAME: run.event },
        ...env,
      },
    });
    tell(recorder.tell, ended);
    if (ended.exitCode !== 0) throw failureIn(ended);
    return ended.outputs;
  };
  return { startStep, close: async () => void (await Promise.all(servers.map(({ close }) => close()))) };
}

const missing = (): never => {
  throw new Error('no step runs');
};

/** What people and other programs see of a step; the runner takes the lines that mask something for itself. */
function tell(say: (text: string) => void, { stdout, stderr, outputs, summary }: BundleRun): void {
  for (const line of linesOf(stdout)) if (!line.startsWith('::add-mask::')) say(line);
  for (const text of [stderr, summary, JSON.stringify(outputs)]) say(text);
}

/** The annotation that a step ended with, and the code from its debug log. */
function failureIn({ stdout, stderr, commands, annotations }: BundleRun): Error {
  const code = commands.find(({ name, message }) => name === 'debug' && message.startsWith('code: '));
  const said = annotations.findLast(({ name }) => name === 'error')?.message;
  if (said === undefined || code === undefined) return new Error(`${stdout}\n${stderr}`);
  // An annotation is cause and remedy in one text.
  return internalFailure({
    code: code.message.slice('code: '.length) as FailureCode,
    cause: said,
    remedy: said,
  });
}
