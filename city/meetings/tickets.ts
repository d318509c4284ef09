import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { SignalingCloseReason } from '../../src/shared/features/meetings/signaling-close.model';

const AUDIENCE = 'urn:quadrat:meetings';
const TYPE = 'quadrat-ticket+jwt';
const LONGEST_NAME = 100;

/** A person as the identity provider names them. */
export interface Person {
  /** OpenID Connect `sub`. */
  readonly sub: string;
  readonly name: string;
}

/** What a ticket permits: one connection to one room as one peer under one name. */
export interface Admission {
  readonly ticketId: string;
  readonly roomId: string;
  readonly peerId: string;
  readonly displayName: string;
}

export interface IssuedTicket {
  /** Compact JWS (RFC 7519). */
  readonly ticket: string;
  readonly peerId: string;
  readonly displayName: string;
  readonly expiresInSeconds: number;
}

export type TicketCheck =
  | { readonly ok: true; readonly admission: Admission }
  | {
      readonly ok: false;
      readonly reason: Extract<SignalingCloseReason, 'ticket-invalid' | 'ticket-expired'>;
    };

export interface Tickets {
  issue(roomId: string, person: Person): Promise<IssuedTicket>;
  /** Says whether a ticket is ours, still good, and for this room and peer. Does not use it up. */
  check(ticket: string, place: { roomId: string; peerId: string }): Promise<TicketCheck>;
  /** Uses a ticket up. @returns false when it was used before */
  spend(ticketId: string): boolean;
}

const claimsSchema = z.object({ jti: z.string(), sub: z.string(), room: z.string(), name: z.string() });

/**
 * Makes and checks tickets, HMAC-signed with a secret of this run: a restart makes all of them void.
 * @param lifetimeSeconds how long a ticket opens the door
 * @param now milliseconds since the epoch
 */
export function createTickets(lifetimeSeconds: number, now: () => number): Tickets {
  const key = randomBytes(32);
  const peerKey = randomBytes(32);
  /** Ticket id → when it expires anyway, in milliseconds since the epoch. */
  const spent = new Map<string, number>();

  /**
   * The same person is the same peer in a room, so that a new connection takes the place of a lost one; in another
   * room it is another peer, so that nobody can follow a person by it.
   */
  function peerIdOf(roomId: string, sub: string): string {
    return createHmac('sha256', peerKey).update(`${roomId}\n${sub}`).digest('base64url').slice(0, 22);
  }

  return {
    async issue(roomId, person) {
      const peerId = peerIdOf(roomId, person.sub);
      const displayName =
        person.name.trim().slice(0, LONGEST_NAME).trim() || person.sub.slice(0, LONGEST_NAME);
      const issuedAt = Math.floor(now() / 1000);
      const ticket = await new SignJWT({ room: roomId, name: displayName })
        .setProtectedHeader({ alg: 'HS256', typ: TYPE })
        .setJti(randomUUID())
        .setSubject(peerId)
        .setAudience(AUDIENCE)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + lifetimeSeconds)
        .sign(key);
      return { ticket, peerId, displayName, expiresInSeconds: lifetimeSeconds };
    },

    async check(ticket, { roomId, peerId }) {
      try {
        const { payload } = await jwtVerify(ticket, key, {
          algorithms: ['HS256'],
          audience: AUDIENCE,
          typ: TYPE,
          requiredClaims: ['exp'],
          currentDate: new Date(now()),
        });
        const { jti, sub, room, name } = claimsSchema.parse(payload);
        if (room !== roomId || sub !== peerId) return { ok: false, reason: 'ticket-invalid' };
        return { ok: true, admission: { ticketId: jti, roomId, peerId, displayName: name } };
      } catch (error) {
        return {
          ok: false,
          reason: error instanceof errors.JWTExpired ? 'ticket-expired' : 'ticket-invalid',
        };
      }
    },

    spend(ticketId) {
      for (const [id, expiry] of spent) if (expiry <= now()) spent.delete(id);
      if (spent.has(ticketId)) return false;
      spent.set(ticketId, now() + lifetimeSeconds * 1000);
      return true;
    },
  };
}
