/**
 * Where each block of a large file begins, by its hash, in a few bytes a block. It may name places of other blocks too:
 * whoever asks looks there and compares.
 */
export class PlaceTable {
  private places = new Float64Array(1024).fill(-1);
  private tags = new Uint32Array(1024);
  private count = 0;

  get size(): number {
    return this.count;
  }

  add(digest: Uint8Array, place: number): void {
    if (this.count * 2 >= this.places.length) this.grow();
    this.put(tagOf(digest), place);
    this.count += 1;
  }

  /** Places where the block of this hash may begin. */
  *of(digest: Uint8Array): Generator<number> {
    const tag = tagOf(digest);
    for (let slot = this.slotOf(tag); (this.places[slot] ?? -1) >= 0; slot = this.after(slot))
      if (this.tags[slot] === tag) yield this.places[slot] ?? 0;
  }

  private put(tag: number, place: number): void {
    let slot = this.slotOf(tag);
    while ((this.places[slot] ?? -1) >= 0) slot = this.after(slot);
    this.places[slot] = place;
    this.tags[slot] = tag;
  }

  private grow(): void {
    const [places, tags] = [this.places, this.tags];
    this.places = new Float64Array(places.length * 2).fill(-1);
    this.tags = new Uint32Array(places.length * 2);
    for (const [slot, place] of places.entries()) if (place >= 0) this.put(tags[slot] ?? 0, place);
  }

  private slotOf(tag: number): number {
    return tag % this.places.length;
  }

  private after(slot: number): number {
    return slot + 1 === this.places.length ? 0 : slot + 1;
  }
}

function tagOf(digest: Uint8Array): number {
  return Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).readUInt32BE(0);
}
