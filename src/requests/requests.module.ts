import { Module } from '@nestjs/common';
import { ClocksModule } from './clocks/index.js';

@Module({ imports: [ClocksModule], exports: [ClocksModule] })
export class RequestsModule {}
