import { Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IndexToUse } from '../platform/index.js';
import { BatchSearch } from './batch-search.js';
import { CertifySearch } from './certify-search.js';
import { CheckCertificate } from './check-certificate.js';
import { PostgresDiscovery } from './discovery/adapters/postgres-discovery.js';
import { CompareDiscovery } from './discovery/compare-discovery.js';
import { Discover } from './discovery/discover.js';
import { discoverCommands } from './discovery/discover.command.js';
import { DiscoverController } from './discovery/discover.controller.js';
import { DiscoveryIndex } from './discovery/discovery-index.port.js';
import { DiscoverySchedule } from './discovery/discovery.schedule.js';
import { DiscoveryStanding } from './discovery/discovery-standing.js';
import { FollowDiscovery } from './discovery/follow-discovery.js';
import { Reindex } from './discovery/reindex.js';
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
  CompareDiscovery,
  Discover,
  DiscoveryStanding,
  FollowDiscovery,
  Reindex,
];

@Global()
@Module({
  controllers: [ItemsController, SearchesController, DiscoverController],
  providers: [
    ...OPERATIONS,
    ...searchCommands,
    ...discoverCommands,
    DiscoverySchedule,
    { provide: DiscoveryIndex, useFactory: openIndex, inject: [IndexToUse, DataSource] },
    { provide: SearchFields, useFactory: () => new SearchFields(BUILT_IN_FIELDS) },
  ],
  exports: [...OPERATIONS, DiscoveryIndex, SearchFields],
})
export class SearchModule {}

/** What talks to Meilisearch is loaded only where one is named: no other start waits for it. */
async function openIndex({ at }: IndexToUse, database: DataSource): Promise<DiscoveryIndex> {
  if (at === null) return new PostgresDiscovery(database);
  const { MeilisearchDiscovery } = await import('./discovery/adapters/meilisearch-discovery.js');
  return new MeilisearchDiscovery(at);
}
