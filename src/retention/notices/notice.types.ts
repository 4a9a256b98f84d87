/** Times RFC 3339 UTC. */
export interface HoldNoticeView {
  readonly id: string;
  readonly hold: { readonly id: string; readonly number: string; readonly name: string; readonly zone: string };
  /** Who is told; `isPerson`: they sign in here and acknowledge it themselves. */
  readonly to: string;
  readonly isPerson: boolean;
  readonly text: string;
  readonly writtenAt: string;
  readonly writtenBy: string;
  /** `waiting`: no mail was taken yet; `ended`: the hold was released before it was acknowledged. */
  readonly state: 'waiting' | 'sent' | 'acknowledged' | 'ended';
  /** Why it could not be sent, where it was tried. */
  readonly fault: 'no-address' | 'refused' | 'unreachable' | null;
  readonly sentAt: string | null;
  /** Messages after the first. */
  readonly reminders: number;
  readonly acknowledged: { readonly at: string; readonly by: string; readonly said: string } | null;
}
