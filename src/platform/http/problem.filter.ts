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
  const status = error instanceof HttpException ? error.getStatus() : 500;
  // These two are the framework's before any route is asked; its words can repeat what was sent.
  if (status === 413) return refused('too-large', 'A request may hold at most 1 MB.', {});
  if (status === 400)
    return refused('malformed-request', 'The request cannot be read: it is not the JSON asked for.', {});
  if (error instanceof HttpException) return unnamed(status, error.message);
  return unnamed(500, 'This could not be done because of a fault on our side. It has been logged.');
}

function refused(key: ProblemKey, detail: string, facts: Readonly<Record<string, unknown>>): Problem {
  return { ...facts, type: `/problems/${key}`, ...PROBLEMS[key], detail };
}

const TITLES: Readonly<Record<number, string>> = { 404: 'Not Found', 405: 'Method Not Allowed' };

function unnamed(status: number, detail: string): Problem {
  return { type: 'about:blank', title: TITLES[status] ?? (status >= 500 ? 'Not done' : 'Refused'), status, detail };
}
