import ipaddr from 'ipaddr.js';

/** Reachable only where an account says its server stands in our own network. */
const INSIDE = new Set(['private', 'loopback', 'uniqueLocal', 'carrierGradeNat']);
/** Where clouds hand out credentials to whoever asks from inside. */
const METADATA = new Set(['169.254.169.254', 'fd00:ec2::254', '100.100.100.200']);

/**
 * Whether a connection to this IP address may be opened. IPv4 in IPv6 clothes is judged as IPv4; addresses of tunnels,
 * documentation, multicast and link-local kind are refused in any case (RFC 6890).
 */
export function mayContact(address: string, allowPrivate: boolean): boolean {
  // A zone index ("fe80::1%eth0") only ever belongs to a link-local address.
  if (!ipaddr.isValid(address) || address.includes('%')) return false;
  const ip = ipaddr.process(address);
  if (METADATA.has(ip.toString())) return false;
  const range = ip.range();
  return range === 'unicast' || (allowPrivate && INSIDE.has(range));
}
