import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DecisionLine } from './paper.types.js';

const WHO = (column: string): string =>
  `coalesce((SELECT p.name FROM person p WHERE 'person:' || p.id = ${column}), 'Akta')`;

/** What people decided about an item: in requests, on disposition lists, and events recorded of it. */
const DECISIONS = `
  SELECT 'request' AS kind, r.number, coalesce(d.decision, 'undecided') AS decision, d.at, ${WHO('d.by')} AS by
    FROM request_item i JOIN records_request r ON r.id = i.request_id
    LEFT JOIN LATERAL (SELECT * FROM review_decision d WHERE d.request_id = i.request_id AND d.item_id = i.item_id
      ORDER BY d.revision DESC LIMIT 1) d ON true
   WHERE i.item_id = $1
  UNION ALL
  SELECT 'disposition', l.number, CASE WHEN e.state = 'kept' THEN coalesce(e.why, 'kept') ELSE e.state END,
         coalesce(s.at, d.executed_at, l.proposed_at), CASE WHEN s.by IS NULL THEN ${WHO('l.proposed_by')} ELSE ${WHO('s.by')} END
    FROM disposition_entry e JOIN disposition_list l ON l.id = e.list_id LEFT JOIN disposition_step s ON s.id = e.step_id
    LEFT JOIN disposition d ON d.id = e.disposition_id
   WHERE e.item_id = $1
  UNION ALL
  SELECT 'event', to_char(v.on_day, 'YYYY-MM-DD'), v.name, v.at, ${WHO('v.by')}
    FROM retention_event_item n JOIN retention_event v ON v.id = n.retention_event_id
   WHERE n.item_id = $1 AND v.withdrawn_at IS NULL
   ORDER BY 4 NULLS LAST`;

@Injectable()
export class ReadDecisions {
  constructor(private readonly database: DataSource) {}

  async run(itemId: string): Promise<DecisionLine[]> {
    const rows: (Omit<DecisionLine, 'at'> & { at: Date | null })[] = await this.database.query(DECISIONS, [itemId]);
    return rows.map(({ at, by, ...line }) => ({
      ...line,
      at: at?.toISOString() ?? null,
      by: at === null ? null : by,
    }));
  }
}
