import { z } from "zod";

const Ticket = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  callback: z.string(),
  returnTo: z.string(),
  tenant: z.string(),
});

/** What is kept of somebody who is at their provider. */
type Ticket = z.output<typeof Ticket>;

export const writeTicket = (ticket: Ticket): string => JSON.stringify(ticket);

export const readTicket = (text: string): Ticket => Ticket.parse(JSON.parse(text));
