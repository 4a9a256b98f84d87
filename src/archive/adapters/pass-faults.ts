/** Does the work with these parts. What getting the parts throws is passed on as it is, whatever the work makes of it. */
export async function passFaults<T>(
  parts: AsyncIterable<Uint8Array>,
  work: (parts: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<T> {
  let fault: { readonly error: unknown } | null = null;
  async function* watched(): AsyncGenerator<Uint8Array> {
    try {
      yield* parts;
    } catch (error) {
      fault = { error };
      throw error;
    }
  }
  return work(watched()).catch((error: unknown) => {
    throw fault === null ? error : fault.error;
  });
}
