import type { IncomingMessage } from 'node:http';
import Bowser from 'bowser';
import type { Device } from '../schemas/sessions.ts';

/** What is looked at of a description that comes from outside, and kept of each name in it. */
const agentLengthMax = 512;
const nameLengthMax = 40;

/** Which browser on which system sends this, in the browser's own words; programs go by the name they give. */
export function deviceOf({ headers }: IncomingMessage): Device {
  const agent = headers['user-agent']?.slice(0, agentLengthMax).trim();
  if (!agent) return {};
  const { browser, os } = Bowser.parse(agent);
  // A program has no system in its description: "curl/8.5.0".
  const name = browser.name || agent.split('/')[0];
  return {
    ...(name && { browser: name.slice(0, nameLengthMax) }),
    ...(os.name && { system: os.name.slice(0, nameLengthMax) }),
  };
}
