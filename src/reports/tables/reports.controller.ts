import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type Actor, ActorOf, Allow } from '../../platform/index.js';
import { MakeReports, sectionCsv, sectionOf } from './make-reports.js';
import { type Report, REPORTS } from './report.types.js';
import { askedOf, ReportFileQuery, ReportsQuery } from './reports.dto.js';

const NameParam = (): MethodDecorator => ApiParam({ name: 'name', enum: REPORTS });

@ApiTags('reports')
@ApiBearerAuth('key')
@Allow('audit.read')
@Controller('api/v1/reports')
export class ReportsController {
  constructor(private readonly reports: MakeReports) {}

  @ApiOperation({ summary: 'A report: tables with exact counts, and as of when' })
  @NameParam()
  @Get(':name')
  one(@ActorOf() actor: Actor, @Param('name') name: string, @Query() asked: ReportsQuery): Promise<Report> {
    return this.reports.run(actor, name, askedOf(asked));
  }

  @ApiOperation({ summary: 'One table of a report as CSV' })
  @ApiProduces('text/csv')
  @NameParam()
  @Get(':name/file')
  async file(
    @ActorOf() actor: Actor,
    @Param('name') name: string,
    @Query() asked: ReportFileQuery,
  ): Promise<StreamableFile> {
    const report = await this.reports.run(actor, name, askedOf(asked));
    const table = sectionOf(report, asked.section);
    const disposition = `attachment; filename="${report.name}-${table.id}.csv"`;
    return new StreamableFile(Buffer.from(sectionCsv(table)), { type: 'text/csv; charset=utf-8', disposition });
  }
}
