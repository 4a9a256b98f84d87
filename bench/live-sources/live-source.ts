/** A platform in the lab with one account, whose stream an archive listens to: one file a platform. */
export interface LiveSource {
  /** The account's address, as a person would give it, and what it is opened with. */
  readonly address: string;
  readonly token: string;
  /** How many listen to it. */
  listening(): number;
  /** Posts once. */
  say(text: string): void;
  close(): Promise<void>;
}
