import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { type Actor, ActorOf, Allow, ParseId } from '../../platform/index.js';
import { ReadRequests } from '../read-requests.js';
import { HandleDto } from './handle.dto.js';
import { type HandleView, type IssuedCode, STATED_PATHS, type StatedPath } from './handles.types.js';
import { IssueHandleCode } from './issue-handle-code.js';
import { ProveHandle } from './prove-handle.js';
import { ReadHandles } from './read-handles.js';

export class StatedProofDto {
  @ApiProperty({ description: 'As it was posted or sent', example: 'AKTA-7F3K-9Q2M-0XWC' })
  @IsString()
  @MaxLength(2000)
  readonly code!: string;

  @ApiProperty({ enum: STATED_PATHS })
  @IsIn(STATED_PATHS)
  readonly path!: StatedPath;

  @ApiProperty({ description: 'Where it was seen', example: 'Message to the mayor’s account, printed for the file' })
  @IsString()
  @MaxLength(2000)
  readonly note!: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'An exchange in the archive that shows it' })
  @IsUUID()
  @IsOptional()
  readonly exchangeId?: string;
}

type Handles = { readonly items: HandleView[] };

@ApiTags('requests')
@ApiBearerAuth('key')
@Controller('api/v1/requests/:id/handles')
export class HandlesController {
  constructor(
    private readonly requests: ReadRequests,
    private readonly issue: IssueHandleCode,
    private readonly prove: ProveHandle,
    private readonly read: ReadHandles,
  ) {}

  @ApiOperation({ summary: 'Handles of the requester: for which codes were issued, and which are proved' })
  @Allow('request.read')
  @Get()
  async list(@ActorOf() actor: Actor, @Param('id', ParseId) id: string): Promise<Handles> {
    await this.requests.one(actor, id);
    return { items: await this.read.run(actor, id) };
  }

  @ApiOperation({ summary: 'Issue a code for a handle. It is in this answer and nowhere else, and expires' })
  @Allow('request.manage')
  @Post()
  issueOne(@ActorOf() actor: Actor, @Param('id', ParseId) id: string, @Body() input: HandleDto): Promise<IssuedCode> {
    const { platform, handle } = input;
    return this.issue.run(actor, { requestId: id, platform, handle });
  }

  @ApiOperation({ summary: 'Look for the code in what was captured of the handle' })
  @Allow('request.manage')
  @HttpCode(200)
  @Post(':challenge/search')
  async search(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Param('challenge', ParseId) challengeId: string,
  ): Promise<Handles & { readonly proved: boolean }> {
    const proved = await this.prove.find(actor, { requestId: id, challengeId });
    return { proved, items: await this.read.run(actor, id) };
  }

  @ApiOperation({ summary: 'Record where a code was seen that the archive did not capture' })
  @Allow('request.manage')
  @HttpCode(200)
  @Post('proof')
  async state(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Body() { code, path, note, exchangeId }: StatedProofDto,
  ): Promise<Handles> {
    const seen = { code, path, note, ...(exchangeId === undefined ? {} : { exchangeId }) };
    await this.prove.state(actor, { requestId: id, ...seen });
    return { items: await this.read.run(actor, id) };
  }
}
