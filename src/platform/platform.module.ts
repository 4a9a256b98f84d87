import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Clock } from './clock/clock.port.js';
import { Config } from './config/config.js';
import { Upkeep } from './database/upkeep.js';
import { HealthController } from './http/health.controller.js';
import { IdempotencyInterceptor } from './http/idempotency.interceptor.js';
import { ProblemsController } from './http/problems.controller.js';
import { NoMail } from './mail/adapters/no-mail.js';
import { SmtpMail } from './mail/adapters/smtp-mail.js';
import { Mail } from './mail/mail.port.js';
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
}

/** Injected by class everywhere: Config, Clock, DataSource, Heartbeat, Mail, Upkeep. */
@Global()
@Module({})
export class PlatformModule {
  static with({ config, clock, database, mail, upkeep }: Platform): DynamicModule {
    return {
      module: PlatformModule,
      controllers: [HealthController, ProblemsController],
      providers: [
        { provide: Config, useValue: config },
        { provide: Clock, useValue: clock },
        { provide: DataSource, useValue: database },
        { provide: Upkeep, useValue: new Upkeep(upkeep ?? null) },
        { provide: Mail, useValue: mailOf(mail ?? null, config) },
        Heartbeat,
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
      ],
      exports: [Config, Clock, DataSource, Heartbeat, Mail, Upkeep],
    };
  }
}

function mailOf(mail: string | Mail | null, { mailFrom }: Config): Mail {
  if (typeof mail !== 'string') return mail ?? new NoMail();
  return mailFrom === null ? new NoMail() : new SmtpMail({ url: mail, from: mailFrom });
}
