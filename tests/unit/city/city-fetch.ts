import { type ClientRequest, type IncomingMessage, request as requestPlain } from 'node:http';
import type { Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';

function answerTo(
  request: ClientRequest,
): Promise<{ response: IncomingMessage; socket: Socket; head: Buffer }> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('connect', (response: IncomingMessage, socket: Socket, head: Buffer) =>
      resolve({ response, socket, head }),
    );
    request.end();
  });
}

/**
 * Asks the gateway for a tunnel, as a browser does (CONNECT, RFC 9110, 9.3.6).
 * @returns the gateway's status; on 200 with the open socket
 */
export async function openTunnel(
  gatewayPort: number,
  target: string,
): Promise<{ status: number; socket: Socket }> {
  const asked = requestPlain({
    host: '127.0.0.1',
    port: gatewayPort,
    method: 'CONNECT',
    path: target,
    headers: { host: target },
    agent: false,
  });
  const { response, socket } = await answerTo(asked);
  if (response.statusCode !== 200) socket.destroy();
  return { status: response.statusCode ?? 0, socket };
}

/** A `fetch` by raw node that reaches the city through its gateway only, trusts its authority only, follows no redirect. */
export function createCityFetch(gatewayPort: number, ca: string): typeof fetch {
  return async (input, init) => {
    const asked = new Request(input, init);
    const url = new URL(asked.url);
    const { status, socket } = await openTunnel(gatewayPort, url.host);
    if (status !== 200) throw new Error(`gateway: ${status}`);
    const secure = connectSecure({ socket, ca, servername: url.hostname });
    const body = Buffer.from(await asked.arrayBuffer());
    const headers: Record<string, string> = { ...Object.fromEntries(asked.headers), host: url.host };
    if (body.length > 0 && !('transfer-encoding' in headers)) headers['content-length'] = String(body.length);
    return new Promise<Response>((resolve, reject) => {
      secure.on('error', reject);
      const sent = requestPlain(
        {
          method: asked.method,
          path: `${url.pathname}${url.search}`,
          headers,
          createConnection: () => secure,
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            secure.destroy();
            const received = new Headers();
            for (let at = 0; at < response.rawHeaders.length; at += 2) {
              received.append(response.rawHeaders[at] ?? '', response.rawHeaders[at + 1] ?? '');
            }
            const code = response.statusCode ?? 0;
            const empty = code === 204 || code === 304 || asked.method === 'HEAD';
            resolve(new Response(empty ? null : Buffer.concat(chunks), { status: code, headers: received }));
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  };
}
