import { InstagramConnector } from '../../src/connectors/instagram/instagram.connector.js';
import { connectorContract } from './connector.contract.js';
import { startGraphWorld } from './graph-world.js';

const connector = (): InstagramConnector => new InstagramConnector();

connectorContract('instagram', { connector, start: () => startGraphWorld('instagram', connector()) });
