/** The part of a pino logger the host needs. */
export interface Log {
  info(context: object, text: string): void;
  warn(context: object, text: string): void;
  error(context: object, text: string): void;
}
