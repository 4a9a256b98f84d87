import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { type Language, Public } from '../../../platform/index.js';
import { LinkAnswerDto, LinkDto, LinkPasswordDto } from '../connect.dto.js';
import type { BegunConnection, ConnectedView } from '../connect.types.js';
import { FollowConnectLink, type OpenedConnectLink } from './follow-connect-link.js';

/** For the owner of an account who follows a personal link; the secret comes in the body, and stands in no address. */
@ApiTags('accounts')
@Public()
@Controller('api/v1/connect-link')
export class ConnectLinksController {
  constructor(private readonly follow: FollowConnectLink) {}

  @ApiOperation({ summary: 'What the owner is asked for, and why; that the link was opened is logged' })
  @HttpCode(200)
  @Post('open')
  open(@Body() { link }: LinkDto, @Req() request: Request): Promise<OpenedConnectLink> {
    return this.follow.open(link, languageOf(request));
  }

  @ApiOperation({ summary: 'Ask the platform: answers with the address where the owner says yes or no' })
  @HttpCode(200)
  @Post('ask')
  ask(@Body() { link }: LinkDto, @Req() request: Request): Promise<BegunConnection> {
    return this.follow.ask(link, languageOf(request));
  }

  @ApiOperation({ summary: 'Take what the platform sent back with the owner’s browser' })
  @HttpCode(200)
  @Post('answer')
  answer(@Body() { link, ...answer }: LinkAnswerDto, @Req() request: Request): Promise<ConnectedView> {
    return this.follow.answer(link, languageOf(request), answer);
  }

  @ApiOperation({ summary: 'Connect by an app password; it is used once and not kept' })
  @HttpCode(200)
  @Post('app-password')
  signIn(@Body() { link, password }: LinkPasswordDto, @Req() request: Request): Promise<ConnectedView> {
    return this.follow.signIn(link, languageOf(request), password);
  }
}

function languageOf(request: Request): Language {
  return request.acceptsLanguages('en', 'pl') === 'pl' ? 'pl' : 'en';
}
