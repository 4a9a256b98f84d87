import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { agreedBlock, REPOSITORY } from '../support/repository.js';

interface Cruise {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { readonly resolved: string }[];
  }[];
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

function cruise(): Cruise {
  const program = join(REPOSITORY, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src', 'lab', 'bench'];
  const options = { cwd: REPOSITORY, encoding: 'utf8', maxBuffer: 1 << 28 } as const;
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...args], options);
  if (stdout === '') throw new Error(`dependency-cruiser said: ${stderr}`);
  return JSON.parse(stdout);
}

const subject = (path: string): string | undefined => /^src\/([^/]+)\//.exec(path)?.[1];

/** One line a module, from the bottom of the order up: what it imports of the others. */
function drawing({ modules }: Cruise): string {
  const uses = new Map<string, Set<string>>();
  for (const { source, dependencies } of modules) {
    const from = subject(source);
    if (from === undefined) continue;
    const used = uses.get(from) ?? new Set();
    uses.set(from, used);
    for (const { resolved } of dependencies) {
      const to = subject(resolved);
      if (to !== undefined && to !== from) used.add(to);
    }
  }
  const reach = (name: string): Set<string> =>
    new Set([...(uses.get(name) ?? [])].flatMap((used) => [used, ...reach(used)]));
  const lines = [...uses.keys()]
    .toSorted((a, b) => reach(a).size - reach(b).size || a.localeCompare(b))
    .filter((name) => (uses.get(name)?.size ?? 0) > 0)
    .map((name) => {
      const used = [...(uses.get(name) ?? [])];
      // An arrow that is implied by two others is left out, so that the picture can be read.
      const direct = used.filter((to) => !used.some((other) => other !== to && reach(other).has(to)));
      return `  ${name} --> ${direct.toSorted((a, b) => a.localeCompare(b)).join(' & ')}\n`;
    });
  return `\`\`\`mermaid\nflowchart RL\n${lines.join('')}\`\`\`\n`;
}

describe('the modules', () => {
  let found: Cruise;

  beforeAll(() => {
    found = cruise();
  }, 120_000);

  it('import only what stands before them, only through an index, and never in a circle', () => {
    expect(found.modules.length).toBeGreaterThan(200);
    expect(found.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });

  it('are drawn in src/README.md as they are', () => {
    const present = drawing(found);
    expect(agreedBlock('src/README.md', 'modules', present)).toBe(present);
  });
});
