import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, ActorOf, Allow } from '../../platform/index.js';
import { DoctorQuery } from './doctor.dto.js';
import { ExamineInstallation } from './examine-installation.js';
import { type FindingView, viewOf } from './finding-in-words.js';
import { type ExaminationView, ReadExaminations } from './read-examinations.js';

@ApiTags('installation')
@ApiBearerAuth('key')
@Allow('audit.read')
@Controller('api/v1/examinations')
export class DoctorController {
  constructor(
    private readonly examine: ExamineInstallation,
    private readonly kept: ReadExaminations,
  ) {}

  @ApiOperation({ summary: 'Examinations of this installation that were kept, the newest first' })
  @Get()
  async list(@ActorOf() actor: Actor, @Query() { lang }: DoctorQuery): Promise<{ items: ExaminationView[] }> {
    return { items: await this.kept.run(actor, lang) };
  }

  @ApiOperation({ summary: 'Look whether this installation can be relied on; that it was looked at is recorded' })
  @HttpCode(200)
  @Post()
  async run(@ActorOf() actor: Actor, @Query() { lang }: DoctorQuery): Promise<{ found: FindingView[] }> {
    return { found: (await this.examine.run(actor)).map((one) => viewOf(one, lang)) };
  }
}
