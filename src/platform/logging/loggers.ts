import { ConsoleLogger, Logger, type LogLevel } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { isNativeError } from 'node:util/types';

/** Every logger of the archive. What they write holds ids, counts and words of ours: never content, never a secret. */
export const loggers = {
  start: new Logger('start'),
  http: new Logger('http'),
  schedule: new Logger('schedule'),
  database: new Logger('database'),
  identity: new Logger('identity'),
  accounts: new Logger('accounts'),
  capture: new Logger('capture'),
  log: new Logger('log'),
  exports: new Logger('exports'),
  integrity: new Logger('integrity'),
  retention: new Logger('retention'),
  requests: new Logger('requests'),
} as const;

const LEVELS: Readonly<Record<'debug' | 'info' | 'warn' | 'error', LogLevel[]>> = {
  debug: ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'],
  info: ['fatal', 'error', 'warn', 'log'],
  warn: ['fatal', 'error', 'warn'],
  error: ['fatal', 'error'],
};

/** What the framework says of its own start, route by route: of use to whoever debugs that. */
const FRAMEWORK = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

/** One JSON object a line on stderr; stdout belongs to what a command answers. */
export class JsonLogger extends ConsoleLogger {
  constructor(private readonly level: keyof typeof LEVELS) {
    super({ json: true, logLevels: LEVELS[level] });
  }

  override log(message: unknown, ...rest: unknown[]): void {
    if (this.level === 'debug' || !FRAMEWORK.has(String(rest.at(-1)))) super.log(message, ...rest);
  }

  protected override printAsJson(message: unknown, options: Parameters<ConsoleLogger['printAsJson']>[1]): void {
    super.printAsJson(message, { ...options, writeStreamType: 'stderr' });
  }
}

/**
 * What may be logged of an error: our own words and where it happened. Of the database's only code, table and
 * constraint: its message can repeat a row.
 */
export function describe(error: unknown): Readonly<Record<string, unknown>> {
  if (error instanceof QueryFailedError) {
    const { code, table, constraint } = Object(error.driverError);
    return { kind: 'database', code, table, constraint, statement: error.query.slice(0, 300), stack: callsOf(error) };
  }
  if (isNativeError(error)) return { kind: error.name, text: error.message, stack: callsOf(error) };
  return { kind: typeof error };
}

function callsOf(error: Error): string[] {
  return (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
}
