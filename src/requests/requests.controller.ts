import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, ActorOf, Allow, Idempotent, type PageOf, ParseId } from '../platform/index.js';
import { type Certificate, certificateInWords } from './certificate.js';
import { CloseRequest } from './close-request.js';
import { CollectItems } from './collect-items.js';
import { FreezeRequest } from './freeze-request.js';
import { type MailState, ReadMail } from './notices/read-mail.js';
import { OpenRequest } from './open-request.js';
import { dueView, type DueView } from './clocks/index.js';
import { ClockQuery } from './clocks/clocks.dto.js';
import { ReadDue } from './read-due.js';
import { type Duty, ReadDuties } from './read-duties.js';
import { ReadRequests } from './read-requests.js';
import type { RequestSummary, RequestView } from './request.types.js';
import {
  CollectDto,
  ExtendDto,
  GroundedDto,
  LetterReferenceDto,
  OpenRequestDto,
  PauseDto,
  RequestsQuery,
  ResumeDto,
} from './requests.dto.js';
import { type PlainAction, type StepInput, StepRequest } from './step-request.js';

type CertificateView = Certificate & { readonly sentences: { readonly en: string; readonly pl: string } };

@ApiTags('requests')
@ApiBearerAuth('key')
@Controller('api/v1/requests')
export class RequestsController {
  // oxlint-disable-next-line max-params -- one operation a route
  constructor(
    private readonly read: ReadRequests,
    private readonly duties: ReadDuties,
    private readonly mail: ReadMail,
    private readonly due: ReadDue,
    private readonly openRequest: OpenRequest,
    private readonly step: StepRequest,
    private readonly collectItems: CollectItems,
    private readonly freezeRequest: FreezeRequest,
    private readonly closeRequest: CloseRequest,
  ) {}

  @ApiOperation({ summary: 'Requests that are open, the newest first' })
  @Allow('request.read')
  @Get()
  list(
    @ActorOf() actor: Actor,
    @Query() { body, state, kind, all, limit, cursor }: RequestsQuery,
  ): Promise<PageOf<RequestSummary>> {
    const filter = {
      ...(body === undefined ? {} : { bodyId: body }),
      ...(state === undefined ? {} : { state }),
      ...(kind === undefined ? {} : { kind }),
      all: all === 'true',
    };
    return this.read.list(actor, filter, { limit, ...(cursor === undefined ? {} : { cursor }) });
  }

  @ApiOperation({ summary: 'Deadlines the desk is reminded of today, the nearest first' })
  @Allow('request.read')
  @Get('duties')
  async dutiesToday(@ActorOf() actor: Actor): Promise<{ items: Duty[]; mail: MailState }> {
    return { items: await this.duties.run(actor), mail: await this.mail.run(actor) };
  }

  @ApiOperation({ summary: 'Register a request; its scope is held from now on' })
  @Allow('request.manage')
  @Idempotent()
  @Post()
  async add(@ActorOf() actor: Actor, @Body() input: OpenRequestDto): Promise<RequestView> {
    return this.read.one(actor, await this.openRequest.run(actor, input));
  }

  @ApiOperation({ summary: 'One request with its steps, deadline, progress and what may be done now' })
  @Allow('request.read')
  @Get(':id')
  one(@ActorOf() actor: Actor, @Param('id', ParseId) id: string): Promise<RequestView> {
    return this.read.one(actor, id);
  }

  @ApiOperation({ summary: 'The days counted and skipped on the way to its deadline, each with its statute' })
  @Allow('request.read')
  @Get(':id/due')
  async dueOf(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Query() { lang }: ClockQuery,
  ): Promise<DueView> {
    return dueView(await this.due.run(actor, id), lang);
  }

  @ApiOperation({ summary: 'Acknowledge receipt' })
  @Allow('request.manage')
  @HttpCode(200)
  @Post(':id/acknowledgement')
  acknowledge(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Body() { letter }: LetterReferenceDto,
  ): Promise<RequestView> {
    return this.take(actor, id, 'acknowledge', { letter });
  }

  @ApiOperation({ summary: 'Let the clock stand still, on a ground of the law and with a letter' })
  @Allow('request.manage')
  @HttpCode(200)
  @Post(':id/pause')
  pause(@ActorOf() actor: Actor, @Param('id', ParseId) id: string, @Body() input: PauseDto): Promise<RequestView> {
    return this.take(actor, id, 'pause', input);
  }

  @ApiOperation({ summary: 'Let the clock run again; the deadline is worked out anew' })
  @Allow('request.manage')
  @HttpCode(200)
  @Post(':id/resume')
  resume(@ActorOf() actor: Actor, @Param('id', ParseId) id: string, @Body() input: ResumeDto): Promise<RequestView> {
    return this.take(actor, id, 'resume', input);
  }

  @ApiOperation({ summary: 'Extend the deadline, on a ground of the law and with a letter' })
  @Allow('request.manage')
  @HttpCode(200)
  @Post(':id/extension')
  extend(@ActorOf() actor: Actor, @Param('id', ParseId) id: string, @Body() input: ExtendDto): Promise<RequestView> {
    return this.take(actor, id, 'extend', input);
  }

  @ApiOperation({ summary: 'End a request that its requester took back' })
  @Allow('request.manage')
  @HttpCode(200)
  @Post(':id/withdrawal')
  withdraw(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Body() input: GroundedDto,
  ): Promise<RequestView> {
    return this.take(actor, id, 'withdraw', input);
  }

  @ApiOperation({ summary: 'Say what the request is taken to mean, and how many items that finds' })
  @Allow('request.manage')
  @HttpCode(200)
  @Post(':id/collection')
  async collect(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Body() { scope, person }: CollectDto,
  ): Promise<{ readonly found: number; readonly request: RequestView }> {
    const { found } = await this.collectItems.run(actor, {
      id,
      ...(scope === undefined ? {} : { scope }),
      ...(person === undefined ? {} : { person }),
    });
    return { found, request: await this.read.one(actor, id) };
  }

  @ApiOperation({ summary: 'Fix what was found, as the log stands now' })
  @Allow('request.manage')
  @HttpCode(200)
  @Post(':id/freeze')
  async freeze(@ActorOf() actor: Actor, @Param('id', ParseId) id: string): Promise<CertificateView> {
    return told(await this.freezeRequest.run(actor, { id }));
  }

  @ApiOperation({ summary: 'What was looked at when the set was frozen, and what could not be' })
  @Allow('request.read')
  @Get(':id/certificate')
  async certificate(@ActorOf() actor: Actor, @Param('id', ParseId) id: string): Promise<CertificateView> {
    return told(await this.read.certificate(actor, id));
  }

  @ApiOperation({ summary: 'End a request whose every item is decided' })
  @Allow('request.manage')
  @HttpCode(200)
  @Post(':id/closing')
  async close(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Body() { letter }: LetterReferenceDto,
  ): Promise<RequestView> {
    await this.closeRequest.run(actor, { id, letter });
    return this.read.one(actor, id);
  }

  private async take(actor: Actor, id: string, action: PlainAction, input: StepInput): Promise<RequestView> {
    await this.step.run(actor, { id, action, ...input });
    return this.read.one(actor, id);
  }
}

function told(certificate: Certificate): CertificateView {
  return {
    ...certificate,
    sentences: { en: certificateInWords(certificate, 'en'), pl: certificateInWords(certificate, 'pl') },
  };
}
