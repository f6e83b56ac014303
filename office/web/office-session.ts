import type { WebSession, WebSessions } from '../../firmware-host/web/web-sessions.ts';
import type { OfficeUser } from './office-users.ts';
import type { UserScope } from './user-scope.ts';

/** Who has logged in at the office, and what that user sees. */
export interface OfficeHolder {
  readonly name: string;
  readonly user: OfficeUser;
  readonly scope: UserScope;
}

export type OfficeSession = WebSession<OfficeHolder>;
export type OfficeSessions = WebSessions<OfficeHolder>;

/** Told what is refused before it is a request, or because of what it asks for. */
export type RefusedClient = (refusal: string, address: string) => void;
