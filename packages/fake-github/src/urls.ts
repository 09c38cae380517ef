/** Where the stand-in says that it is. Production names by default; a test that speaks plain HTTP gives its own. */
export type Urls = {
  readonly server: string;
  readonly api: string;
  readonly issuer: string;
  readonly results: string;
  readonly blobs: string;
  readonly idToken: string;
  /** Source archives. */
  readonly codeload: string;
  /** Files of releases, on their way in. */
  readonly uploads: string;
};

/** The host of ACTIONS_ID_TOKEN_REQUEST_URL; GitHub has several of this form. */
const ID_TOKEN_HOST = 'run-actions-1-azure-eastus.actions.githubusercontent.com';

export const PRODUCTION_URLS: Urls = {
  server: 'https://github.com',
  api: 'https://api.github.com',
  issuer: 'https://token.actions.githubusercontent.com',
  results: 'https://results-receiver.actions.githubusercontent.com',
  blobs: 'https://productionresultssa0.blob.core.windows.net',
  idToken: `https://${ID_TOKEN_HOST}`,
  codeload: 'https://codeload.github.com',
  uploads: 'https://uploads.github.com',
};
