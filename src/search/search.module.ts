import { Global, Module } from '@nestjs/common';
import { BUILT_IN_FIELDS } from './fields/built-in-fields.js';
import { ItemsController } from './items.controller.js';
import { RecordSearch } from './record-search.js';
import { searchCommands } from './search.command.js';
import { SearchFields } from './search-field.js';

const OPERATIONS = [RecordSearch];

@Global()
@Module({
  controllers: [ItemsController],
  providers: [
    ...OPERATIONS,
    ...searchCommands,
    { provide: SearchFields, useFactory: () => new SearchFields(BUILT_IN_FIELDS) },
  ],
  exports: [...OPERATIONS, SearchFields],
})
export class SearchModule {}
