/** Sessions: on which devices somebody is signed in, and how they go on at another region. */
import { z } from 'zod';
import { RegionName, Time } from './words.ts';

/** A name in a browser's own description of itself; longer ones are nonsense. */
const deviceNameMax = 40;
const Name = z.string().min(1).max(deviceNameMax);

export const Device = z
  .object({ browser: Name.optional(), system: Name.optional() })
  .meta({ id: 'Device', description: 'As the browser describes itself: "Firefox", "Windows".' });
export type Device = z.infer<typeof Device>;

export const OpenSessionView = z
  .object({
    id: z.string(),
    region: RegionName.meta({ description: 'Where it was opened, and is good.' }),
    isCurrent: z.boolean(),
    device: Device.optional(),
    openedAt: Time.optional(),
    lastUsedAt: Time.optional(),
    expiresAt: Time,
  })
  .meta({ id: 'OpenSession', description: 'No address is kept of it.' });
export type OpenSessionView = z.infer<typeof OpenSessionView>;

export const OpenSessionList = z
  .object({
    items: z.array(OpenSessionView),
    notAsked: z.array(z.string()).optional().meta({ description: 'Regions that could not be asked.' }),
  })
  .meta({ id: 'OpenSessionList' });
export type OpenSessionList = z.infer<typeof OpenSessionList>;

export const RoamingTicketView = z
  .object({
    region: RegionName,
    url: z.string().meta({ description: 'Where its pages are.' }),
    ticket: z.string().meta({
      description: 'Opens one session there (`POST /sessions/roaming`), for whoever has it: keep it secret.',
    }),
    expiresAt: Time,
  })
  .meta({ id: 'RoamingTicket' });

export const RoamingTicketList = z
  .object({
    items: z
      .array(RoamingTicketView)
      .meta({ description: 'The nearest region that has few issues waiting first.' }),
  })
  .meta({ id: 'RoamingTicketList' });
export type RoamingTicketList = z.infer<typeof RoamingTicketList>;

/** A ticket is some 500 characters. */
const ticketLengthMax = 2_000;

export const RoamHere = z
  .strictObject({ ticket: z.string().min(1).max(ticketLengthMax) })
  .meta({ id: 'RoamHere' });
export type RoamHere = z.infer<typeof RoamHere>;
