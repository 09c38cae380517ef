/** `services:` of a job: each is started by what the machine has in its place, before the first step. */
import { type Data, entries, text } from '../expressions/data.ts';
import { evaluateString, evaluateTexts, type Scope } from '../expressions/evaluate.ts';
import { itemsOf, pairsOf, propertiesOf, type Token } from '../parse/tokens.ts';
import type { ServiceContainer, StartedService } from '../request.ts';
import type { RunningJob } from './job.ts';
import type { StepLog } from './job-log.ts';

/**
 * One whose image is empty is not started, as on GitHub.
 * @throws Error of what does not start; `job.containers` has what runs
 */
export async function startServices(job: RunningJob, log: StepLog, scope: Scope): Promise<void> {
  for (const { key, value } of pairsOf(job.definition.services)) {
    const service = readService(key, value, scope);
    if (service.image === '') continue;
    const start = job.request.host.service?.(service.image);
    if (start === undefined)
      throw new Error(`Nothing on this machine stands in for the image '${service.image}' of '${key}'.`);
    log.line(`Starting service '${key}' (${service.image})`, 'runner');
    job.containers.set(key, await start(service));
  }
}

export async function stopServices({ containers }: RunningJob): Promise<void> {
  const started = [...containers.values()].toReversed();
  containers.clear();
  for (const { stop } of started) await stop();
}

function readService(id: string, token: Token, scope: Scope): ServiceContainer {
  const properties = propertiesOf(token);
  const optional = (value: Token | undefined) => (value === undefined ? '' : evaluateString(value, scope));
  return {
    id,
    image: evaluateString(properties.get('image') ?? token, scope),
    env: Object.fromEntries(evaluateTexts(properties.get('env'), scope)),
    ports: itemsOf(properties.get('ports')).map((port) => readPort(evaluateString(port, scope))),
    options: optional(properties.get('options')),
  };
}

/** `5432`, `5432/tcp` and `15432:5432`. https://docs.docker.com/engine/network/#published-ports */
function readPort(written: string): ServiceContainer['ports'][number] {
  const match = /^(?:(\d{1,5}):)?(\d{1,5}(?:\/tcp)?)$/.exec(written);
  if (match?.[2] === undefined)
    throw new Error(`The port '${written}' of a service is not one that is served here.`);
  return {
    container: match[2].replace('/tcp', ''),
    host: match[1] === undefined ? undefined : Number(match[1]),
  };
}

/** `job.services`. */
export const servicesContext = (containers: ReadonlyMap<string, StartedService>): Data =>
  entries(
    Object.fromEntries(
      [...containers].map(([id, { ports }]) => [
        id,
        entries({
          id: text(id),
          network: text('host'),
          ports: entries(
            Object.fromEntries(
              Object.entries(ports).map(([inside, outside]) => [inside, text(String(outside))]),
            ),
          ),
        }),
      ]),
    ),
  );
