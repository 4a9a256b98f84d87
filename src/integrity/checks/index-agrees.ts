import { Injectable } from '@nestjs/common';
import { CompareDiscovery, type Compared } from '../../search/index.js';
import { type CheckResult, failed, fits, type IntegrityCheck, wrong } from '../check.types.js';

/**
 * The index of discovery holds what the tables hold: all counts by account and month, and a few items of each as they are.
 * It is never trusted with content; what differs is made right by building it anew.
 */
@Injectable()
export class IndexAgrees implements IntegrityCheck {
  readonly name = 'index-agrees';

  constructor(private readonly comparison: CompareDiscovery) {}

  async *run(signal: AbortSignal): AsyncIterable<CheckResult> {
    try {
      for await (const compared of this.comparison.run(signal)) {
        if (compared.differing.length === 0) yield fits(compared.here);
        else yield wrong('index-differs', whereOf(compared));
      }
    } catch (error) {
      yield failed(error, 'index-differs', 'index');
    }
  }
}

function whereOf({ accountId, month, differing }: Compared): string {
  const items = `items ${differing.join(', ')}`;
  return accountId === '' ? items : `account ${accountId}, ${month}, ${items}`;
}
