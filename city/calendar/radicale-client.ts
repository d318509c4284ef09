import type { ClientRequest, OutgoingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:https';
import type { CityAuthority } from '../authority/city-authority';
import { RADICALE_NAME, type Radicale } from './radicale';

const ANSWER_LIMIT_MS = 30_000;

/** Fewer than the eight connections that Radicale serves at a time. */
const CONNECTIONS = 6;

export interface RadicaleRequest {
  /** On whose behalf. */
  readonly sub: string;
  readonly method: string;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
}

/** Speaks to Radicale in a person's name. */
export interface RadicaleClient {
  /** @returns the request, whose body is still to be sent; undefined while Radicale is down */
  open(request: RadicaleRequest): ClientRequest | undefined;
  /** Sends a request with its body. @throws when the answer is not a success */
  send(request: RadicaleRequest, body: string): Promise<void>;
}

export function createRadicaleClient(radicale: Radicale, authority: CityAuthority): RadicaleClient {
  const agent = new Agent({
    ...radicale.clientCertificate,
    ca: authority.certificate,
    servername: RADICALE_NAME,
    maxSockets: CONNECTIONS,
  });

  function open({ sub, method, path, headers }: RadicaleRequest): ClientRequest | undefined {
    const port = radicale.port();
    if (port === undefined) return undefined;
    return request({
      agent,
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: { ...headers, 'x-remote-user': sub },
      timeout: ANSWER_LIMIT_MS,
    }).on('timeout', function (this: ClientRequest) {
      this.destroy(new Error('Radicale does not answer.'));
    });
  }

  return {
    open,
    send(asked, body) {
      return new Promise((resolve, reject) => {
        const sent = open({
          ...asked,
          headers: { ...asked.headers, 'content-length': Buffer.byteLength(body) },
        });
        if (!sent) return reject(new Error('Radicale is down.'));
        sent.on('error', reject);
        sent.on('response', (response) => {
          response.resume();
          response.on('end', () => {
            const status = response.statusCode ?? 0;
            if (status >= 200 && status < 300) resolve();
            else reject(new Error(`Radicale refused ${asked.method} ${asked.path}: ${status}`));
          });
        });
        sent.end(body);
      });
    },
  };
}
