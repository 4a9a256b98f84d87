import { Global, Module } from '@nestjs/common';
import { BatchSearch } from './batch-search.js';
import { CertifySearch } from './certify-search.js';
import { CheckCertificate } from './check-certificate.js';
import { BUILT_IN_FIELDS } from './fields/built-in-fields.js';
import { FindThen } from './find-then.js';
import { FollowStandings } from './follow-standings.js';
import { ForgetSearch } from './forget-search.js';
import { ItemsController } from './items.controller.js';
import { ReadCertificates } from './read-certificates.js';
import { ReadSavedSearches } from './read-saved-searches.js';
import { RecordSearch } from './record-search.js';
import { SaveSearch } from './save-search.js';
import { searchCommands } from './search.command.js';
import { SearchFields } from './search-field.js';
import { SearchesController } from './searches.controller.js';

const OPERATIONS = [
  RecordSearch,
  BatchSearch,
  CertifySearch,
  CheckCertificate,
  FindThen,
  FollowStandings,
  ReadCertificates,
  SaveSearch,
  ForgetSearch,
  ReadSavedSearches,
];

@Global()
@Module({
  controllers: [ItemsController, SearchesController],
  providers: [
    ...OPERATIONS,
    ...searchCommands,
    { provide: SearchFields, useFactory: () => new SearchFields(BUILT_IN_FIELDS) },
  ],
  exports: [...OPERATIONS, SearchFields],
})
export class SearchModule {}
