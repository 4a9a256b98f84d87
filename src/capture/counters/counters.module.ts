import { Global, Module } from '@nestjs/common';
import { ConnectorsModule } from '../../connectors/index.js';
import { CountersController } from './counters.controller.js';
import { NoteCounters } from './note-counters.js';
import { ReadCounters } from './read-counters.js';

@Global()
@Module({
  imports: [ConnectorsModule],
  controllers: [CountersController],
  providers: [NoteCounters, ReadCounters],
  exports: [NoteCounters, ReadCounters],
})
export class CountersModule {}
