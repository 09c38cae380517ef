// The part of actions/setup-python that a job sees: a Python of the wanted version first on PATH.
import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';

const wanted = process.env['INPUT_PYTHON-VERSION'] ?? '';
const code = 'import platform, sys; print(platform.python_version()); print(sys.executable)';
const [version = '', python = ''] = execFileSync('python', ['-c', code], { encoding: 'utf8' }).split('\n');
if (version === wanted || version.startsWith(`${wanted}.`)) {
  appendFileSync(process.env.GITHUB_OUTPUT, `python-version=${version}\npython-path=${python}\n`);
  process.stdout.write(`Python ${version} (${python})\n`);
} else {
  process.stdout.write(`::error::The job asks for Python ${wanted}; this machine has ${version}.\n`);
  process.exitCode = 1;
}
