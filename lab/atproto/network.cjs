// A real AT Protocol network (directory, host, index) on the loopback address, told by its parent what to do. The ports
// that others know belong to the parent's proxies; each server listens at the port behind its own.
const net = require('node:net');

const { ports } = JSON.parse(process.env.LAB_ATPROTO ?? '{"ports":{}}');
const backOf = new Map(Object.values(ports).map(({ shown, behind }) => [shown, behind]));
const { prototype } = net.Server;
// oxlint-disable-next-line typescript/unbound-method -- called on the server at hand
const { listen, address } = prototype;

// Whatever this process opens is for this machine only.
prototype.listen = function (...args) {
  const done = args.find((one) => typeof one === 'function');
  const [first] = args;
  const asked = typeof first === 'object' && first !== null ? first : { port: Number(first ?? 0) };
  if (asked.path !== undefined) return listen.apply(this, args);
  const port = backOf.get(asked.port) ?? asked.port;
  return listen.call(this, { ...asked, port, host: '127.0.0.1' }, ...(done ? [done] : []));
};

// Each goes by the port that others know.
const shown = new Map([...backOf].map(([front, back]) => [back, front]));
prototype.address = function () {
  const at = address.call(this);
  return at && typeof at === 'object' ? { ...at, port: shown.get(at.port) ?? at.port } : at;
};

const { TestNetwork } = require('@atproto/dev-env');

async function start() {
  const network = await TestNetwork.create({
    plc: { port: ports.directory.shown },
    pds: { port: ports.host.shown, hostname: 'localhost', inviteRequired: false },
    bsky: { port: ports.index.shown },
  });
  const deeds = {
    settle: () => network.processAll(),
    takeDown: (uri) => network.bsky.ctx.dataplane.takedownRecord({ recordUri: uri }),
    close: async () => {
      await network.close();
      process.exit(0);
    },
  };
  process.on('message', ({ id, deed, of }) => {
    deeds[deed](of).then(
      () => process.send({ id }),
      (error) => process.send({ id, error: String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
  process.send({ ready: true });
}

start().catch((error) => {
  process.send({ error: String(error?.stack ?? error) });
  process.exit(1);
});
