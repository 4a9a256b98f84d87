import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { type Actor, ActorOf, Allow, ParseId } from '../../platform/index.js';
import { OpenMessage } from './open-message.js';

export class OpenMessageDto {
  @ApiProperty({ description: 'Why it may be read like any other item' })
  @IsString()
  @MaxLength(2000)
  readonly reason!: string;
}

@ApiTags('items')
@ApiBearerAuth('key')
@Allow('restricted.read')
@Controller('api/v1/items/:id/open-message')
export class MessageController {
  constructor(private readonly openMessage: OpenMessage) {}

  @ApiOperation({ summary: 'Decide that a direct message may be read, found and answered with like any other item' })
  @HttpCode(200)
  @Post()
  open(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) itemId: string,
    @Body() { reason }: OpenMessageDto,
  ): Promise<{ readonly item: string }> {
    return this.openMessage.run(actor, { itemId, reason });
  }
}
