import { FacebookConnector } from '../../src/connectors/facebook/facebook.connector.js';
import { connectorContract } from './connector.contract.js';
import { startGraphWorld } from './graph-world.js';

const connector = (): FacebookConnector => new FacebookConnector();

connectorContract('facebook', { connector, start: () => startGraphWorld('facebook', connector()) });
