/** Remembers the last so many words under their names. Forgetting costs a request more, never an observation. */
export class RecentMemory {
  private readonly words = new Map<string, string>();

  constructor(private readonly size: number) {}

  get(name: string): string | undefined {
    return this.words.get(name);
  }

  set(name: string, word: string): void {
    this.words.delete(name);
    this.words.set(name, word);
    if (this.words.size <= this.size) return;
    const [oldest] = this.words.keys();
    if (oldest !== undefined) this.words.delete(oldest);
  }
}
