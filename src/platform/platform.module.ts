import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Clock } from './clock/clock.port.js';
import { Config } from './config/config.js';
import { HealthController } from './http/health.controller.js';
import { IdempotencyInterceptor } from './http/idempotency.interceptor.js';
import { ProblemsController } from './http/problems.controller.js';
import { Heartbeat } from './schedule/heartbeat.js';

export interface Platform {
  readonly config: Config;
  readonly clock: Clock;
  /** Connected; whoever connected it closes it. */
  readonly database: DataSource;
}

/** Injected by class everywhere: Config, Clock, DataSource, Heartbeat. */
@Global()
@Module({})
export class PlatformModule {
  static with({ config, clock, database }: Platform): DynamicModule {
    return {
      module: PlatformModule,
      controllers: [HealthController, ProblemsController],
      providers: [
        { provide: Config, useValue: config },
        { provide: Clock, useValue: clock },
        { provide: DataSource, useValue: database },
        Heartbeat,
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
      ],
      exports: [Config, Clock, DataSource, Heartbeat],
    };
  }
}
