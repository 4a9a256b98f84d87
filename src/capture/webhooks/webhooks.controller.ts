import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Platform } from '../../connectors/index.js';
import { Clock, Public, Refusal, untouchedBodyOf } from '../../platform/index.js';
import { ReceiveDelivery } from './receive-delivery.js';

/** Platforms that call by themselves. */
const CALLERS: readonly Platform[] = ['facebook', 'instagram'];

/** Where platforms deliver. Outside the API: no person calls here, and the signature is all that is believed. */
@ApiExcludeController()
@Public()
@Controller('webhooks')
export class WebhooksController {
  constructor(
    private readonly receive: ReceiveDelivery,
    private readonly clock: Clock,
  ) {}

  @Get(':platform')
  agree(@Param('platform') platform: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.answer('GET', { platform, request, response });
  }

  @Post(':platform')
  take(@Param('platform') platform: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.answer('POST', { platform, request, response });
  }

  private async answer(
    method: 'GET' | 'POST',
    { platform: named, request, response }: { platform: string; request: Request; response: Response },
  ): Promise<void> {
    const platform = CALLERS.find((one) => one === named);
    if (platform === undefined) throw new Refusal('not-found', 'No platform delivers here.');
    const answer = await this.receive.run(platform, {
      method,
      path: `/webhooks/${platform}`,
      query: textsOf(request.query),
      headers: textsOf(request.headers),
      body: untouchedBodyOf(request),
      receivedAt: this.clock.now().toISOString(),
    });
    response.status(answer.status).type('text/plain').set('Cache-Control', 'no-store').send(answer.text);
  }
}

function textsOf(given: object): Record<string, string> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => typeof value === 'string'));
}
