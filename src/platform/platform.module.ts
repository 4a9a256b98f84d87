import { join } from 'node:path';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Clock } from './clock/clock.port.js';
import { Config } from './config/config.js';
import { FacebookApp, type NamedApp } from './config/facebook-app.js';
import { IndexToUse, type NamedIndex } from './config/search-index.js';
import { Upkeep } from './database/upkeep.js';
import { HealthController } from './http/health.controller.js';
import { IdempotencyInterceptor } from './http/idempotency.interceptor.js';
import { ProblemsController } from './http/problems.controller.js';
import { NoMail } from './mail/adapters/no-mail.js';
import { SmtpMail } from './mail/adapters/smtp-mail.js';
import { Mail } from './mail/mail.port.js';
import { FileSecretBox } from './secrets/adapters/file-secret-box.js';
import { SecretBox } from './secrets/secret-box.port.js';
import { Heartbeat } from './schedule/heartbeat.js';

export interface Platform {
  readonly config: Config;
  readonly clock: Clock;
  /** Connected; whoever connected it closes it. */
  readonly database: DataSource;
  /** How upkeep comes into the database; none: it cannot. */
  readonly upkeep?: string | null;
  /** The mail server's address with its password, or the twin of a test; none: no mail is sent. */
  readonly mail?: string | Mail | null;
  /** The search index with its key; none: discovery is served from the database. */
  readonly index?: NamedIndex | null;
  /** As what Meta knows this installation; none: nothing of Meta can be connected. */
  readonly facebook?: NamedApp | null;
}

/** Injected by class everywhere: Config, Clock, DataSource, FacebookApp, Heartbeat, IndexToUse, Mail, SecretBox, Upkeep. */
@Global()
@Module({})
export class PlatformModule {
  static with({ config, clock, database, mail, upkeep, index, facebook }: Platform): DynamicModule {
    return {
      module: PlatformModule,
      controllers: [HealthController, ProblemsController],
      providers: [
        { provide: Config, useValue: config },
        { provide: Clock, useValue: clock },
        { provide: DataSource, useValue: database },
        { provide: Upkeep, useValue: new Upkeep(upkeep ?? null) },
        { provide: FacebookApp, useValue: new FacebookApp(facebook ?? null) },
        { provide: IndexToUse, useValue: new IndexToUse(index ?? null) },
        { provide: Mail, useValue: mailOf(mail ?? null, config) },
        // Its key is made at first use.
        { provide: SecretBox, useFactory: () => new FileSecretBox(join(config.keysDir, 'tokens.key')) },
        Heartbeat,
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
      ],
      exports: [Config, Clock, DataSource, FacebookApp, Heartbeat, IndexToUse, Mail, SecretBox, Upkeep],
    };
  }
}

function mailOf(mail: string | Mail | null, { mailFrom }: Config): Mail {
  if (typeof mail !== 'string') return mail ?? new NoMail();
  return mailFrom === null ? new NoMail() : new SmtpMail({ url: mail, from: mailFrom });
}
