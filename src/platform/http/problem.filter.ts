import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Request, Response } from 'express';
import { describe, loggers } from '../logging/loggers.js';
import { type ProblemKey, PROBLEMS, Refusal } from './problems.js';
import { requestId } from './request-id.js';

/** RFC 9457. Members beyond the standard's are the facts of a refusal. */
export type Problem = Readonly<Record<string, unknown>> & {
  readonly type: string;
  readonly title: string;
  readonly status: number;
};

@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const problem = problemOf(error);
    if (problem.status >= 500) {
      loggers.http.error('A request was not answered', { request: requestId(request), ...describe(error) });
    }
    if (response.headersSent) {
      // Half an answer is on its way: breaking it off is the only honest end.
      response.destroy();
      return;
    }
    response
      .status(problem.status)
      .type('application/problem+json')
      .send({ ...problem, instance: requestId(request) });
  }
}

export function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return refused(error.problem, error.message, error.facts);
  if (error instanceof HttpException) return unnamed(error.getStatus(), error.message);
  const { status, type } = Object(error);
  // What the body parser throws (http-errors).
  if (type === 'entity.too.large') return refused('too-large', 'A request may hold at most 1 MB.', {});
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return refused('malformed-request', 'The body of the request is not JSON that can be read.', {});
  }
  return unnamed(500, 'This could not be done because of a fault on our side. It has been logged.');
}

function refused(key: ProblemKey, detail: string, facts: Readonly<Record<string, unknown>>): Problem {
  return { ...facts, type: `/problems/${key}`, ...PROBLEMS[key], detail };
}

const TITLES: Readonly<Record<number, string>> = { 400: 'Bad Request', 404: 'Not Found', 405: 'Method Not Allowed' };

function unnamed(status: number, detail: string): Problem {
  return { type: 'about:blank', title: TITLES[status] ?? (status >= 500 ? 'Not done' : 'Refused'), status, detail };
}
