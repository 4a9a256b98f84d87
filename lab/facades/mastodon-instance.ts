import type { Stage } from '../http/lab.types.js';

type Json = Record<string, unknown>;

/** recorded: test_instance; gotosocial-session "instance v2". */
export function serverV2({ server, base }: Stage): Json {
  const { host, software, version } = server;
  return {
    domain: host,
    title: host,
    version,
    source_url:
      software === 'gotosocial'
        ? 'https://codeberg.org/superseriousbusiness/gotosocial'
        : 'https://github.com/mastodon/mastodon',
    description: '',
    usage: { users: { active_month: 0 } },
    languages: [server.locale],
    configuration: {
      urls: { streaming: base.replace(/^http/, 'ws'), about: `https://${host}/about` },
      statuses: { max_characters: 500, max_media_attachments: 4, characters_reserved_per_url: 23 },
      polls: { max_options: 4, max_characters_per_option: 50, min_expiration: 300, max_expiration: 2629746 },
    },
    registrations: { enabled: false, approval_required: false, message: null },
    ...(software === 'mastodon' ? { api_versions: { mastodon: 11 } } : {}),
    contact: { email: '' },
    rules: [],
  };
}

/** recorded: test_instance_v1. snac2 names itself in the version (assumed). */
export function serverV1({ server, world, base }: Stage): Json {
  const { host, software, version } = server;
  const users = world.accounts.filter((account) => account.host === host);
  return {
    uri: host,
    title: host,
    short_description: '',
    description: '',
    email: '',
    version: software === 'snac2' ? `4.0.0 (not true; really snac/${version})` : version,
    urls: { streaming_api: base.replace(/^http/, 'ws') },
    stats: { user_count: users.length, status_count: world.posts.length, domain_count: world.servers.size },
    languages: [server.locale],
    registrations: false,
    approval_required: false,
    invites_enabled: false,
    contact_account: null,
    rules: [],
  };
}

/** recorded: test_nodeinfo. */
export function nodeinfoLinks({ base, server }: Stage): Json {
  const path = server.software === 'snac2' ? '/nodeinfo_2_0' : '/nodeinfo/2.0';
  return { links: [{ rel: 'http://nodeinfo.diaspora.software/ns/schema/2.0', href: base + path }] };
}

export function nodeinfo({ server, world }: Stage): Json {
  const users = world.accounts.filter((account) => account.host === server.host);
  return {
    version: '2.0',
    software: { name: server.software === 'snac2' ? 'snac' : server.software, version: server.version },
    protocols: ['activitypub'],
    services: { outbound: [], inbound: [] },
    usage: { users: { total: users.length, activeMonth: 0, activeHalfyear: 0 }, localPosts: world.posts.length },
    openRegistrations: false,
    metadata: { nodeName: server.host, nodeDescription: '' },
  };
}
