import type { NextFunction, Request, Response } from 'express';

/** What a platform delivers at once; more is no delivery. */
const MOST_BYTES = 1024 * 1024;

const bodies = new WeakMap<object, Buffer>();

/** The bytes of a request as they came, for whoever has to check a signature over them. */
export function untouchedBodyOf(request: object): Buffer {
  return bodies.get(request) ?? Buffer.alloc(0);
}

/** Reads the body before anybody parses it. Longer ones are refused unread. */
export function untouchedBody(request: Request, response: Response, next: NextFunction): void {
  const pieces: Buffer[] = [];
  let length = 0;
  request.on('data', (piece: Buffer) => {
    length += piece.length;
    if (length <= MOST_BYTES) pieces.push(piece);
    else if (!response.headersSent) {
      response.status(413).type('text/plain').set('Connection', 'close').send('This was refused: it is too large.');
    }
  });
  request.once('end', () => {
    if (length > MOST_BYTES) return;
    bodies.set(request, Buffer.concat(pieces));
    next();
  });
  request.once('error', () => response.destroy());
}
