import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { ProblemFilter } from './problem.filter.js';
import { followRequest } from './request-id.js';
import { untouchedBody } from './untouched-body.js';
import { validation } from './validation.js';

const OURS = /^\/(api|health|log|problems|webhooks|witness)(\/|$)/;

export interface HttpOptions {
  /** Folder of the built page, served at `/`; null serves the API alone. */
  readonly pageDir: string | null;
  /** Whether a proxy on this machine stands before us: then it is believed who calls. */
  readonly proxied: boolean;
  /** Whether people reach us over https: then browsers are told to insist on it. */
  readonly https: boolean;
}

/** What every way of starting the API shares, tests included: limits, headers, validation, refusals, the page. */
export function bootstrapHttp(app: NestExpressApplication, options: HttpOptions): void {
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', options.proxied ? 'loopback' : false);
  app.use(followRequest);
  app.use(headers(options.https));
  app.use('/api', (_: Request, response: Response, next: NextFunction) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.use('/webhooks', untouchedBody);
  app.useBodyParser('json', { limit: '1mb' });
  app.useGlobalPipes(validation());
  app.useGlobalFilters(new ProblemFilter());
  if (options.pageDir !== null && existsSync(join(options.pageDir, 'index.html'))) servePage(app, options.pageDir);
}

function headers(https: boolean): ReturnType<typeof helmet> {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: [`'none'`],
        scriptSrc: [`'self'`],
        styleSrc: [`'self'`],
        imgSrc: [`'self'`, 'data:', 'blob:'],
        mediaSrc: [`'self'`, 'blob:'],
        fontSrc: [`'self'`],
        connectSrc: [`'self'`],
        baseUri: [`'none'`],
        formAction: [`'self'`],
        frameAncestors: [`'none'`],
      },
    },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: https,
  });
}

/** Addresses of the page's own screens all lead to its one document. */
function servePage(app: NestExpressApplication, dir: string): void {
  app.useStaticAssets(dir, { index: 'index.html', dotfiles: 'ignore' });
  app.use((request: Request, response: Response, next: NextFunction) => {
    const isScreen = request.method === 'GET' && !OURS.test(request.path) && request.accepts('html') !== false;
    if (isScreen && !/\.\w+$/.test(request.path)) response.sendFile('index.html', { root: dir });
    else next();
  });
}
