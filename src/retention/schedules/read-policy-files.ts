import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { programFolder, readRuleFile, Refusal, type RuleKind, ruleSchema } from '../../platform/index.js';
import { policyFaults } from './policy-faults.rules.js';
import type { Policy } from './policy.types.js';

export interface PolicyFault {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

export interface PolicyFile {
  readonly file: string;
  readonly policy: Policy;
  /** As it is written, comments and all. */
  readonly source: string;
  /** Lower-case hex SHA-256 of the file's bytes. */
  readonly sha256: string;
}

export interface PolicyFiles {
  readonly policies: readonly PolicyFile[];
  readonly faults: readonly PolicyFault[];
}

/** Where the program keeps its policies. */
export function policiesFolder(): string {
  return join(programFolder(), 'retention-policies');
}

let compiled: RuleKind<Policy> | null = null;

function kind(): RuleKind<Policy> {
  const schema: object = JSON.parse(readFileSync(join(policiesFolder(), 'policy.schema.json'), 'utf8'));
  compiled ??= { validate: ruleSchema<Policy>(schema), faults: policyFaults };
  return compiled;
}

/** The policies of files and folders; whatever has a fault is left out, and its faults are told with their lines. */
export function readPolicyFiles(paths: readonly string[]): PolicyFiles {
  const read = paths.flatMap(filesAt).map((path) => readPolicy(readFileSync(path), basename(path)));
  const policies = read.flatMap((found) => ('policy' in found ? found : []));
  const twice = policies.flatMap(({ policy: { id }, file }, i) => {
    const first = policies.findIndex(({ policy }) => policy.id === id);
    if (first === i) return [];
    return [{ file, line: 1, text: `The id "${id}" is that of ${policies[first]?.file} too. Give it another.` }];
  });
  return { policies, faults: [...read.flatMap((found) => ('faults' in found ? found.faults : [])), ...twice] };
}

function filesAt(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    const names = readdirSync(path).filter((name) => /\.ya?ml$/.test(name));
    return names.toSorted((a, b) => (a < b ? -1 : 1)).map((name) => join(path, name));
  } catch (cause) {
    const text = `There is no file or folder ${JSON.stringify(path)} to read. Give the path of a policy, such as my-schedule.yaml.`;
    throw new Refusal('not-found', text, {}, { cause });
  }
}

/** One policy, as its bytes say it. */
export function readPolicy(bytes: Uint8Array, file: string): PolicyFile | { readonly faults: readonly PolicyFault[] } {
  const read = readRuleFile(bytes, kind());
  if ('faults' in read) return { faults: read.faults.map((fault) => ({ file, ...fault })) };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { file, policy: read.value, source: new TextDecoder().decode(bytes), sha256 };
}

/** @throws {Refusal} with every fault of it and its line */
export function wholePolicy(bytes: Uint8Array, file: string): PolicyFile {
  const read = readPolicy(bytes, file);
  if ('policy' in read) return read;
  const [first, ...more] = read.faults;
  const others = more.length === 0 ? '' : ` ${more.length} more: akta policy check lists them.`;
  throw new Refusal('invalid-input', `${file}, line ${first?.line}: ${first?.text}${others}`, { faults: read.faults });
}
