import { statfs } from 'node:fs/promises';
import type { Config } from '../../platform/index.js';
import type { Metric } from './exposition.rules.js';

/** Of this process and the disk it works on; everything else is the same whichever process is asked. */
export async function processMetrics({ dataDir, role }: Config): Promise<Metric[]> {
  const { bsize, blocks, bavail } = await statfs(dataDir);
  const { user, system } = process.cpuUsage();
  return [
    { name: 'akta_info', type: 'gauge', help: 'What this process does.', samples: [{ value: 1, labels: { role } }] },
    one('akta_disk_bytes', 'Size of the disk the data directory is on.', bsize * blocks),
    one('akta_disk_free_bytes', 'Of it, what is free.', bsize * bavail),
    one('process_resident_memory_bytes', 'Resident memory size in bytes.', process.memoryUsage.rss()),
    one('process_start_time_seconds', 'Start time of the process since the unix epoch, in seconds.', startedAt()),
    {
      name: 'process_cpu_seconds_total',
      type: 'counter',
      help: 'User and system CPU time spent, in seconds.',
      samples: [{ value: (user + system) / 1e6 }],
    },
  ];
}

function startedAt(): number {
  return Math.round(performance.timeOrigin / 1_000);
}

function one(name: string, help: string, value: number): Metric {
  return { name, type: 'gauge', help, samples: [{ value }] };
}
