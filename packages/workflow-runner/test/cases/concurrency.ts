import type { Case } from '../case.js';
import { howTo, main, yaml } from './text.js';

const page = `${howTo}/write-workflows/choose-when-workflows-run/control-workflow-concurrency`;

/** What `concurrency` shows within one run. */
export const concurrency: readonly Case[] = [
  {
    says: 'Of the jobs of one group only one runs at a time.',
    source: page,
    files: main(yaml`
      on: push
      jobs:
        a: { runs-on: ubuntu-latest, concurrency: one, steps: [{ run: sleep 0.2 }] }
        b: { runs-on: ubuntu-latest, concurrency: { group: one }, steps: [{ run: sleep 0.2 }] }
    `),
    expect: {
      conclusion: 'success',
      mostAtOnce: 1,
      jobs: { a: { conclusion: 'success' }, b: { conclusion: 'success' } },
    },
  },
  {
    says: 'The name of a group is read without regard to case.',
    source: page,
    files: main(yaml`
      on: push
      jobs:
        a: { runs-on: ubuntu-latest, concurrency: prod, steps: [{ run: sleep 0.2 }] }
        b: { runs-on: ubuntu-latest, concurrency: Prod, steps: [{ run: sleep 0.2 }] }
    `),
    expect: { conclusion: 'success', mostAtOnce: 1 },
  },
  {
    says: 'Jobs of different groups run at the same time; a group may be an expression.',
    source: page,
    files: main(yaml`
      on: push
      jobs:
        a:
          runs-on: ubuntu-latest
          concurrency: \${{ github.ref }}-\${{ matrix.n }}
          strategy: { matrix: { n: [1, 2] } }
          steps: [{ run: sleep 0.3 }]
    `),
    expect: { conclusion: 'success', mostAtOnce: 2 },
  },
  {
    says: 'With queue: max every waiting job of a group has its turn.',
    source: page,
    files: main(yaml`
      on: push
      jobs:
        test:
          runs-on: ubuntu-latest
          concurrency: { group: one, queue: max }
          strategy: { matrix: { n: [1, 2, 3, 4] } }
          steps: [{ run: sleep 0.05 }]
    `),
    expect: {
      conclusion: 'success',
      mostAtOnce: 1,
      onlyJobs: true,
      jobs: {
        'test (1)': { conclusion: 'success' },
        'test (2)': { conclusion: 'success' },
        'test (3)': { conclusion: 'success' },
        'test (4)': { conclusion: 'success' },
      },
    },
  },
  {
    says: 'Without queue: max a job that comes to the group cancels the one that waits.',
    source: page,
    files: main(yaml`
      on: push
      jobs:
        holds: { runs-on: ubuntu-latest, concurrency: one, steps: [{ run: sleep 0.9 }] }
        first: { runs-on: ubuntu-latest, steps: [{ run: sleep 0.1 }] }
        waits: { needs: first, runs-on: ubuntu-latest, concurrency: one, steps: [{ run: echo }] }
        second: { needs: first, runs-on: ubuntu-latest, steps: [{ run: sleep 0.3 }] }
        replaces: { needs: second, runs-on: ubuntu-latest, concurrency: one, steps: [{ run: echo }] }
    `),
    expect: {
      conclusion: 'cancelled',
      jobs: {
        holds: { conclusion: 'success' },
        waits: { conclusion: 'cancelled' },
        replaces: { conclusion: 'success' },
      },
    },
  },
  {
    says: 'cancel-in-progress cancels the job of the group that runs.',
    source: page,
    files: main(yaml`
      on: push
      jobs:
        holds: { runs-on: ubuntu-latest, concurrency: one, steps: [{ run: exec sleep 5 }] }
        first: { runs-on: ubuntu-latest, steps: [{ run: sleep 0.3 }] }
        replaces:
          needs: first
          runs-on: ubuntu-latest
          concurrency: { group: one, cancel-in-progress: true }
          steps: [{ run: echo }]
    `),
    expect: {
      conclusion: 'cancelled',
      jobs: { holds: { conclusion: 'cancelled' }, replaces: { conclusion: 'success' } },
    },
  },
  {
    says: 'queue: max together with cancel-in-progress: true is refused.',
    source: page,
    files: main(yaml`
      on: push
      concurrency: { group: one, queue: max, cancel-in-progress: true }
      jobs:
        a: { runs-on: ubuntu-latest, steps: [{ run: echo }] }
    `),
    expect: { refused: /queue|cancel-in-progress/ },
  },
];
