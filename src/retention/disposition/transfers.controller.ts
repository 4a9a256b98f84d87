import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { NeedsCode } from '../../identity/index.js';
import { type Actor, ActorOf, Allow, Idempotent, ParseId } from '../../platform/index.js';
import { ConfirmReceipt } from './confirm-receipt.js';
import { DecideItems } from './decide-items.js';
import { ReasonDto } from './dispositions.dto.js';
import type { ListView } from './disposition.types.js';
import { HandOverList } from './hand-over-list.js';
import { KeepCopy } from './keep-copy.js';
import { ReadDispositions } from './read-dispositions.js';
import { readUpload } from './read-upload.js';
import { RefuseReceipt } from './refuse-receipt.js';
import { SubmitList } from './submit-list.js';
import { DecideDto, ReceiptQuery, SubmitDto } from './transfers.dto.js';

/** The steps of lists that go to another archive, or to the state archive to be looked at. */
@ApiTags('dispositions')
@ApiBearerAuth('key')
@Controller('api/v1/dispositions')
export class TransfersController {
  // oxlint-disable-next-line max-params -- one operation a route
  constructor(
    private readonly read: ReadDispositions,
    private readonly handOvers: HandOverList,
    private readonly receipts: ConfirmReceipt,
    private readonly refusals: RefuseReceipt,
    private readonly copies: KeepCopy,
    private readonly submissions: SubmitList,
    private readonly decisions: DecideItems,
  ) {}

  @ApiOperation({ summary: 'Say that the package went to the receiving archive, how and with which letter' })
  @Allow('disposition.manage')
  @HttpCode(200)
  @Post(':id/hand-over')
  async handOver(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Body() { reason }: ReasonDto,
  ): Promise<ListView> {
    await this.handOvers.run(actor, { listId, reason });
    return this.read.one(actor, listId);
  }

  @ApiOperation({
    summary:
      'Confirm, as the second person, that the archive took it; the body of the request is its paper, at most 10 MB',
  })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @NeedsCode()
  @Allow('disposition.approve')
  @HttpCode(200)
  @Post(':id/receipt')
  async confirm(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Query() { accession, date, file }: ReceiptQuery,
    @Req() request: Request,
  ): Promise<ListView> {
    const content = await readUpload(request);
    await this.receipts.run(actor, { listId, accession, receivedOn: date, fileName: file, content });
    return this.read.one(actor, listId);
  }

  @ApiOperation({ summary: 'The paper in which the receiving archive says that it took the package' })
  @ApiProduces('application/octet-stream')
  @Allow('disposition.read')
  @Get(':id/receipt/file')
  async receiptFile(@ActorOf() actor: Actor, @Param('id', ParseId) listId: string): Promise<StreamableFile> {
    const { fileName, content } = await this.read.receipt(actor, listId);
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`;
    return new StreamableFile(content, { type: 'application/octet-stream', length: content.length, disposition });
  }

  @ApiOperation({ summary: 'Say that the archive did not take the package; another can be made of the same list' })
  @Allow('disposition.manage')
  @HttpCode(200)
  @Post(':id/receipt-refusal')
  async refuse(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Body() { reason }: ReasonDto,
  ): Promise<ListView> {
    await this.refusals.run(actor, { listId, reason });
    return this.read.one(actor, listId);
  }

  @ApiOperation({ summary: 'End a transfer that was received without destroying our copy' })
  @Allow('disposition.manage')
  @HttpCode(202)
  @Post(':id/copy')
  async keepCopy(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Body() { reason }: ReasonDto,
  ): Promise<ListView> {
    await this.copies.run(actor, { listId, reason });
    return this.read.one(actor, listId);
  }

  @ApiOperation({ summary: 'Say that a list of reviews was gone through and given to the state archive' })
  @Allow('disposition.manage')
  @HttpCode(200)
  @Post(':id/submission')
  async submit(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Body() { seen }: SubmitDto,
  ): Promise<ListView> {
    await this.submissions.run(actor, { listId, seen });
    return this.read.one(actor, listId);
  }

  @ApiOperation({ summary: 'Write down what the state archive said of items on the list, by the papers on file' })
  @Allow('disposition.manage')
  @Idempotent()
  @Post(':id/decisions')
  async decide(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Body() { decision, itemIds, reason, from }: DecideDto,
  ): Promise<ListView> {
    const optional = { ...(itemIds === undefined ? {} : { itemIds }), ...(from === undefined ? {} : { from }) };
    await this.decisions.run(actor, { listId, decision, reason, ...optional });
    return this.read.one(actor, listId);
  }
}
