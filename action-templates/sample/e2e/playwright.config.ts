// Both apps as their images run them, on a real PostgreSQL:
//
//   E2E_DATABASE_URL   a database that is emptied at the start: never one that holds anything
//   PYTHON             with apps/api/requirements.txt installed (default: python3)
//   CHROMIUM           a browser of the system instead of Playwright's own
//
// Build the web app before (`npm run build` in apps/web).
import { fileURLToPath } from 'node:url';
import { defineConfig, devices } from '@playwright/test';

const folderOf = (app: string) => fileURLToPath(new URL(`../apps/${app}`, import.meta.url));
const API = 8701;
const WEB = 8702;

const database = process.env.E2E_DATABASE_URL;
if (database === undefined) throw new Error('Set E2E_DATABASE_URL to a PostgreSQL database that may be emptied.');
const python = process.env.PYTHON ?? 'python3';
const chromium = process.env.CHROMIUM;

export default defineConfig({
  testDir: 'tests',
  // One database for all: what a test sees must not depend on another that runs beside it.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  reporter: process.env.CI === undefined ? 'list' : [['list'], ['html', { open: 'never' }]],
  use: {
    baseURL: `http://127.0.0.1:${WEB}`,
    trace: 'retain-on-failure',
    // As root (in a container) Chromium starts only without its own sandbox.
    launchOptions: chromium === undefined ? {} : { executablePath: chromium, args: ['--no-sandbox'] },
  },
  projects: [{ name: 'chromium', use: devices['Desktop Chrome'] }],
  webServer: [
    {
      name: 'api',
      cwd: folderOf('api'),
      command: `"${python}" -m alembic downgrade base && "${python}" -m alembic upgrade head && exec "${python}" -m app`,
      env: { DATABASE_URL: database, HOST: '127.0.0.1', PORT: `${API}` },
      url: `http://127.0.0.1:${API}/readyz`,
      gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
      timeout: 120_000,
    },
    {
      name: 'web',
      cwd: folderOf('web'),
      // The files that the Dockerfile puts together too.
      command: 'cp -r public .next/standalone/ && cp -r .next/static .next/standalone/.next/ && exec node .next/standalone/server.js',
      env: { API_URL: `http://127.0.0.1:${API}`, HOSTNAME: '127.0.0.1', PORT: `${WEB}` },
      url: `http://127.0.0.1:${WEB}/readyz`,
      gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
      timeout: 120_000,
    },
  ],
  metadata: { api: `http://127.0.0.1:${API}` },
});
