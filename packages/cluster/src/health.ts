import http from 'node:http';
import https from 'node:https';

/**
 * Whether a server on loopback says that it is well. Its certificate is one that it made for itself a moment ago and
 * that nobody else holds: nothing but yes or no is taken from the answer.
 */
export const isHealthy = (url: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const options = { timeout: 2_000, rejectUnauthorized: false };
    const taken = (response: http.IncomingMessage) => {
      response.resume();
      resolve(response.statusCode === 200);
    };
    const request = url.startsWith('https:') ? https.get(url, options, taken) : http.get(url, options, taken);
    request.once('timeout', () => request.destroy(new Error('no answer')));
    request.once('error', reject);
  });
