import type { Server } from 'node:http';

/** Begins to listen on a free port of the loopback address; answers how to end. */
export async function listenLocally(server: Server): Promise<() => Promise<void>> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
}

/** `127.0.0.1:port` */
export function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port');
  return `127.0.0.1:${address.port}`;
}
