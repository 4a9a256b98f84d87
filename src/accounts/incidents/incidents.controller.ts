import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { type Actor, ActorOf, Allow, Idempotent, ParseId } from '../../platform/index.js';
import { EndIncidentDto, NoteIncidentDto } from './incident.dto.js';
import type { IncidentFacts } from './incident.types.js';
import { EndIncident, NoteIncident } from './note-incident.js';
import { readIncidents } from './read-incidents.js';

@ApiTags('accounts')
@ApiBearerAuth('key')
@Controller('api/v1/accounts/:id/incidents')
export class IncidentsController {
  constructor(
    private readonly database: DataSource,
    private readonly note: NoteIncident,
    private readonly endIncident: EndIncident,
  ) {}

  @ApiOperation({ summary: 'Stretches in which what an account showed was not its owner’s doing' })
  @Allow('account.read')
  @Get()
  list(@Param('id', ParseId) id: string): Promise<IncidentFacts[]> {
    return readIncidents(this.database, [id]);
  }

  @ApiOperation({ summary: 'Mark such a stretch; items in it are marked and can be left out of a search' })
  @Allow('account.manage')
  @Idempotent()
  @Post()
  add(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) accountId: string,
    @Body() { kind, from, to, reason }: NoteIncidentDto,
  ): Promise<IncidentFacts> {
    return this.note.run(actor, { accountId, kind, from, reason, ...(to === undefined ? {} : { to }) });
  }

  @ApiOperation({ summary: 'Say that it is over' })
  @Allow('account.manage')
  @HttpCode(200)
  @Post(':incidentId/end')
  end(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) accountId: string,
    @Param('incidentId', ParseId) incidentId: string,
    @Body() { to, reason }: EndIncidentDto,
  ): Promise<IncidentFacts> {
    return this.endIncident.run(actor, { accountId, incidentId, reason, ...(to === undefined ? {} : { to }) });
  }
}
