/** Reads settings one by one and remembers every fault, so that a person mends them all in one go. */
export class SettingsReader {
  readonly faults: string[] = [];

  constructor(private readonly env: Readonly<Record<string, string | undefined>>) {}

  text(name: string): string | null {
    return this.env[name] ?? null;
  }

  /** Parts between commas or spaces; none where none is given. */
  list(name: string): readonly string[] {
    return (this.env[name] ?? '').split(/[\s,]+/).filter((part) => part !== '');
  }

  word<W extends string>(name: string, words: readonly W[], otherwise: W): W {
    const value = this.env[name];
    if (value === undefined) return otherwise;
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) this.fault(name, `is "${value}", not one of ${words.join(', ')}`, otherwise);
    return word ?? otherwise;
  }

  number(name: string, [least, most]: readonly [number, number], example: number): number | null {
    const value = this.env[name];
    if (value === undefined) return null;
    const number = Number(value);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    this.fault(name, `is "${value}", not a whole number from ${least} to ${most}`, String(example));
    return null;
  }

  /** `usual` where none is given. */
  numberOr(name: string, range: readonly [number, number], usual: number): number {
    return this.number(name, range, usual) ?? usual;
  }

  /** Never repeats the value: a URL of a database holds a password. */
  url(name: string, protocols: readonly string[], example: string): string | null {
    const value = this.env[name];
    if (value === undefined) return null;
    if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) return value;
    this.fault(name, `is not an address beginning with ${protocols.map((p) => `${p}//`).join(' or ')}`, example);
    return null;
  }

  fault(name: string, what: string, example: string): void {
    this.faults.push(`${name} ${what}; for example ${name}=${example}`);
  }
}

/** Every fault of the settings at once, each with its variable's name and an example. */
export class ConfigFaults extends Error {
  override readonly name = 'ConfigFaults';

  constructor(readonly faults: readonly string[]) {
    super(`The settings cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}
