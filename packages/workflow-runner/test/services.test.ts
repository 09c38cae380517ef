/** Service containers that a machine has something in place of, and single jobs of a workflow. */
import { describe, expect, it } from 'vitest';
import type { ServiceContainer, StartService } from '../src/request.ts';
import { runSmall } from './run-case.ts';

const JOB = `on: push
jobs:
  t:
    runs-on: ubuntu-latest
    services:
      db:
        image: postgres:17@sha256:0123
        env: { POSTGRES_PASSWORD: "of-\${{ github.run_id }}" }
        ports: [5432, "15433:5433/tcp"]
        options: --health-cmd pg_isready
      left-out: { image: "\${{ vars.none }}" }
    steps:
      - run: |
          echo "at \${{ job.services.db.ports[5432] }} and \${{ job.services.db.ports['5433'] }}"
  other: { runs-on: nobody, container: node:24, steps: [{ run: exit 1 }] }
`;

function machine(start: StartService) {
  return (image: string) => (image.startsWith('postgres:') ? start : undefined);
}

const files = { '.github/workflows/main.yml': JOB };

describe('services', () => {
  it('run before the first step and until the last, at ports that the job can ask for', async () => {
    const order: string[] = [];
    const asked: ServiceContainer[] = [];
    const { result, events } = await runSmall({
      files,
      request: { only: ['t'] },
      host: {
        service: machine(async (service) => {
          asked.push(service);
          order.push('started');
          return { ports: { 5432: 40_001, 5433: 15_433 }, stop: async () => void order.push('stopped') };
        }),
        endJob: async () => void order.push('ended'),
      },
    });
    expect(result.conclusion).toBe('success');
    expect(asked).toEqual([
      {
        id: 'db',
        image: 'postgres:17@sha256:0123',
        env: { POSTGRES_PASSWORD: 'of-4711' },
        ports: [
          { container: '5432', host: undefined },
          { container: '5433', host: 15_433 },
        ],
        options: '--health-cmd pg_isready',
      },
    ]);
    const said = events.flatMap((event) => (event.kind === 'log' ? [event.line.text] : []));
    expect(said).toContain('at 40001 and 15433');
    expect(order).toEqual(['started', 'stopped', 'ended']);
  });

  it('that do not start fail the job before its steps', async () => {
    const { result } = await runSmall({
      files,
      request: { only: ['t'] },
      host: { service: machine(() => Promise.reject(new Error('no room'))) },
    });
    const [job] = result.jobs;
    expect(job?.conclusion).toBe('failure');
    expect(job?.annotations).toEqual([{ level: 'error', message: 'no room' }]);
    expect(job?.steps.map(({ name }) => name)).not.toContain('Run');
  });

  it.each([
    [
      'an image that the machine has not',
      JOB.replace('postgres:17@sha256:0123', 'redis:8'),
      /image "redis:8"/,
    ],
    ['a key that nothing heeds', JOB.replace('options:', 'volumes: [a:/b]\n        options:'), /"volumes:"/],
  ])('are refused for %s', async (_, text, because) => {
    const run = runSmall({
      files: { '.github/workflows/main.yml': text },
      request: { only: ['t'] },
      host: { service: machine(() => Promise.reject(new Error('was started'))) },
    });
    await expect(run).rejects.toThrow(because);
  });
});

it('runs the named jobs alone, and skips the others', async () => {
  const text = `on: push
jobs:
  a: { runs-on: ubuntu-latest, steps: [{ run: ':' }] }
  b: { runs-on: ubuntu-latest, steps: [{ run: exit 1 }] }
  all: { needs: [a, b], if: always(), runs-on: ubuntu-latest, steps: [{ run: exit 1 }] }
`;
  const { result } = await runSmall({
    files: { '.github/workflows/main.yml': text },
    request: { only: ['a'] },
  });
  expect(result.conclusion).toBe('success');
  expect(Object.fromEntries(result.jobs.map(({ jobId, conclusion }) => [jobId, conclusion]))).toEqual({
    a: 'success',
    b: 'skipped',
    all: 'skipped',
  });
});
