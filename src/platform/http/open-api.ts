import { ModulesContainer } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Access, ACCESS } from './allow.decorator.js';

/**
 * OpenAPI 3.1 from the decorators, served at /api/v1/openapi.json. Each operation says who may call it in `x-access`:
 * a permission, `signed-in` or `public`; `nobody` is a route that names none, which the guard keeps closed.
 */
export function serveOpenApi(app: NestExpressApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setTitle('Akta')
      .setDescription('The public-records archive for official social-media accounts')
      .setVersion('1')
      .setOpenAPIVersion('3.1.0')
      .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key: akta_…' }, 'key')
      .addCookieAuth('akta_session', { type: 'apiKey', in: 'cookie' }, 'session')
      .build(),
  );
  sayWhoMay(document, accessByOperation(app));
  app.use('/api/v1/openapi.json', (_: Request, response: Response) => {
    response.json(document);
  });
  return document;
}

function sayWhoMay(document: OpenAPIObject, access: ReadonlyMap<string, Access>): void {
  for (const path of Object.values(document.paths)) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      const operation = path[method];
      if (operation) Object.assign(operation, { 'x-access': access.get(operation.operationId ?? '') ?? 'nobody' });
    }
  }
}

/** By operation id, which is `<Controller>_<method>`. */
function accessByOperation(app: NestExpressApplication): ReadonlyMap<string, Access> {
  const found = new Map<string, Access>();
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const methods: Record<string, unknown> = metatype.prototype;
      for (const name of Object.getOwnPropertyNames(methods)) {
        const access = accessOf(methods[name]) ?? accessOf(metatype);
        if (access !== undefined) found.set(`${metatype.name}_${name}`, access);
      }
    }
  }
  return found;
}

function accessOf(target: unknown): Access | undefined {
  return typeof target === 'function' ? Reflect.getMetadata(ACCESS, target) : undefined;
}
